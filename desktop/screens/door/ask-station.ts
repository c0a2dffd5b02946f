import type { AskKind } from '#shared/admission/types.ts';
import type { ScanAnswer } from '#shared/api/station.ts';
import type { OrderId, TicketId } from '#shared/kernel/ids.ts';
import type { ScanVia } from '#shared/sync/operations.ts';
import { callStation, StationTrouble } from '../client/call-station.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { confirmingStore, type ScanOrigin, verdictStore } from '../state/verdict-store.ts';
import { playSound } from './play-sound.ts';
import { toneOf } from './tone-of.ts';

let turn = 0;

/** A code came from a reader, the camera or a keyboard. Marks `scan:key`, `scan:answer` and `scan:painted` for whoever measures. */
export function scanText(text: string, via: ScanVia): Promise<void> {
  markKey();
  return ask({ kind: 'text', text, via }, []);
}

/** Somebody was picked from a list instead of scanned. */
export function scanTicket(ticketId: TicketId, via: 'search' | 'group'): Promise<void> {
  markKey();
  return ask({ kind: 'ticket', ticketId, via }, []);
}

/** CK-16: the operator has checked what was asked; the same scan again, with that said. */
export async function confirmQuestions(): Promise<void> {
  const shown = verdictStore.get();
  if (shown.kind !== 'answer' || shown.answer.verdict.kind !== 'ask' || confirmingStore.get() !== null) return;
  const kinds = shown.answer.verdict.questions.map(question => question.kind);
  confirmingStore.set(kinds);
  await ask(shown.origin, kinds);
  confirmingStore.set(null);
}

/** CK-26: those of an order that were chosen, each with its own verdict. */
export async function scanOrder(orderId: OrderId, ticketIds: TicketId[]): Promise<void> {
  try {
    const { answers } = await callStation('scanOrder', { orderId, ticketIds });
    closeOverlay();
    turn += 1;
    verdictStore.set({ kind: 'group', answers, turn });
    const worst = answers.find(answer => answer.verdict.kind !== 'admit') ?? answers[0];
    if (worst !== undefined) playSound(toneOf(worst));
  } catch (error) {
    showTrouble(error);
  }
}

/** Puts an answer on the screen: the verdict first, everything else after it is painted. */
export function showAnswer(answer: ScanAnswer, origin: ScanOrigin): void {
  turn += 1;
  verdictStore.set({ kind: 'answer', answer, origin, turn });
  closeOverlay();
  if (!answer.repeated) playSound(toneOf(answer));
  markPainted();
}

/** Back to waiting for the next person. */
export function clearVerdict(): void {
  verdictStore.set({ kind: 'ready' });
}

async function ask(origin: ScanOrigin, confirmed: readonly AskKind[]): Promise<void> {
  try {
    const answer =
      origin.kind === 'text'
        ? await callStation('scan', { text: origin.text, via: origin.via, confirmed: [...confirmed] })
        : await callStation('scanTicket', { ticketId: origin.ticketId, via: origin.via, confirmed: [...confirmed] });
    performance.mark('scan:answer');
    showAnswer(answer, origin);
  } catch (error) {
    showTrouble(error);
  }
}

function showTrouble(error: unknown): void {
  if (!(error instanceof StationTrouble)) throw error;
  turn += 1;
  closeOverlay();
  verdictStore.set({ kind: 'trouble', code: error.code, sentence: error.sentence, facts: error.facts, turn });
  playSound('unsure');
}

/** The browser keeps every mark until it is told otherwise, and a night has many thousands. */
const marksKeptScans = 200;

function markKey(): void {
  if (turn % marksKeptScans === marksKeptScans - 1) performance.clearMarks();
  performance.mark('scan:key');
}

/** The first task after the frame that holds the verdict. */
function markPainted(): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.mark('scan:painted');
    channel.port2.postMessage(null);
  });
}
