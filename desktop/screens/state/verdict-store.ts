import type { AskKind } from '#shared/admission/types.ts';
import type { ScanAnswer } from '#shared/api/station.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { ScanVia } from '#shared/sync/operations.ts';
import { createStore } from './store.ts';

/** What was asked of the station, so that it can be asked again with the questions confirmed. */
export type ScanOrigin =
  | { readonly kind: 'text'; readonly text: string; readonly via: ScanVia }
  | { readonly kind: 'ticket'; readonly ticketId: TicketId; readonly via: 'search' | 'group' };

/** What fills the door screen. */
export type Shown =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: ScanAnswer; readonly origin: ScanOrigin; readonly turn: number }
  | { readonly kind: 'group'; readonly answers: readonly ScanAnswer[]; readonly turn: number }
  /** No verdict came: the station refused the request, or is not there. */
  | {
      readonly kind: 'trouble';
      readonly code: string;
      readonly sentence: string;
      readonly facts: Readonly<Record<string, unknown>>;
      readonly turn: number;
    };

export const verdictStore = createStore<Shown>({ kind: 'ready' });

/** Questions being confirmed right now, so that a second Enter does not ask twice. */
export const confirmingStore = createStore<readonly AskKind[] | null>(null);
