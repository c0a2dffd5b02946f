import { useEffect } from 'react';
import type { ScanAnswer, StationState } from '#shared/api/station.ts';
import { isId } from '#shared/kernel/ids.ts';
import { Button } from '../parts/button.tsx';
import { useLive } from '../state/live-store.ts';
import { openOverlay } from '../state/overlay-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { useStore } from '../state/store.ts';
import { confirmingStore, type Shown, verdictStore } from '../state/verdict-store.ts';
import { usePlace } from '../wording/use-place.ts';
import { type Say, useWords } from '../wording/use-words.ts';
import { verdictText } from '../wording/verdict-text.ts';
import { clearVerdict, confirmQuestions } from './ask-station.ts';
import { GroupPanel } from './group-panel.tsx';
import { ReadyPanel } from './ready-panel.tsx';
import { leavesByItself, toneOf } from './tone-of.ts';
import { TroublePanel } from './trouble-panel.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

/** What fills the screen: the verdict, or the invitation to scan. */
export function VerdictArea({
  event,
  gateId,
}: {
  readonly event: StationState['places'][number];
  readonly gateId: string;
}) {
  const { say } = useWords();
  const shown = useStore(verdictStore, value => value);
  const confirming = useStore(confirmingStore, value => value !== null);
  const place = usePlace();
  useLeaving(shown);
  // The way on is the strong button wherever somebody is turned away; letting them in all the same is the quiet one.
  const turnedAway = shown.kind !== 'answer' || !['admit', 'ask'].includes(shown.answer.verdict.kind);
  const next = (
    <Button key="next" look={turnedAway ? 'onColourPrimary' : 'onColour'} hint="Esc" onPress={clearVerdict}>
      {say('next')}
    </Button>
  );
  return (
    <main className="relative h-full min-h-0">
      <Announcement shown={shown} />
      {shown.kind === 'ready' && <Ready event={event} gateId={gateId} />}
      {shown.kind === 'answer' && (
        <VerdictPanel
          answer={shown.answer}
          place={place}
          actions={[...answerActions(shown.answer, say), next]}
          onConfirm={() => void confirmQuestions()}
          confirming={confirming}
        />
      )}
      {shown.kind === 'group' && <GroupPanel answers={shown.answers} place={place} actions={next} />}
      {shown.kind === 'trouble' && <TroublePanel trouble={shown} place={place} actions={next} />}
    </main>
  );
}

function Ready({ event, gateId }: { readonly event: StationState['places'][number]; readonly gateId: string }) {
  const mode = useLive(state => state.mode) ?? { direction: 'in', verify: false };
  const counters = useLive(state => state.counters);
  return <ReadyPanel event={event} gateId={gateId} mode={mode} counters={counters} />;
}

/** What can be done about an answer; each also has its key. */
function answerActions({ ticket, verdict, scanId, verify }: ScanAnswer, say: Say) {
  const orderId = ticket?.orderId;
  const group = isId('OrderId', orderId) && (ticket?.orderSize ?? 0) > 1 && !verify;
  const overridable = !verify && 'overridable' in verdict && verdict.overridable;
  const searchable = verdict.kind === 'undecidable' || (verdict.kind === 'refuse' && ticket === null);
  return [
    overridable && (
      <Button key="override" look="onColour" hint="A" onPress={() => openOverlay({ kind: 'override', scanId })}>
        {say('admitAnyway')}
      </Button>
    ),
    group && (
      <Button key="order" look="onColour" hint="G" onPress={() => openOverlay({ kind: 'order', orderId })}>
        {say('wholeOrder')}
      </Button>
    ),
    searchable && (
      <Button key="find" look="onColour" hint="/" onPress={() => openOverlay({ kind: 'find' })}>
        {say('findByName')}
      </Button>
    ),
  ].filter(action => action !== false);
}

/** Green and blue make room for the next person; everything else waits for somebody. */
function useLeaving(shown: Shown): void {
  useEffect(() => {
    if (shown.kind !== 'answer' || !leavesByItself(toneOf(shown.answer))) return;
    const timer = setTimeout(clearVerdict, settingsStore.get().greenMs);
    return () => clearTimeout(timer);
  }, [shown]);
}

/** The verdict for those who hear the screen instead of seeing it. */
function Announcement({ shown }: { readonly shown: Shown }) {
  const { say } = useWords();
  const place = usePlace();
  const words =
    shown.kind === 'answer'
      ? [verdictText(shown.answer, place).word, verdictText(shown.answer, place).sentence, shown.answer.ticket?.holder]
      : shown.kind === 'group'
        ? [
            say('groupAdmitted', {
              admitted: shown.answers.filter(answer => answer.verdict.kind === 'admit').length,
              size: shown.answers.length,
            }),
          ]
        : shown.kind === 'trouble'
          ? [say('noVerdict')]
          : [];
  return (
    <p className="sr-only" aria-live="assertive" data-testid="announcement">
      {words.filter(word => word !== null && word !== undefined).join('. ')}
    </p>
  );
}
