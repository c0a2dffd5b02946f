import type { Problem } from '#shared/api/station.ts';
import { Button } from '../parts/button.tsx';
import { ProblemBanner } from '../parts/problem-banner.tsx';
import { liveStore, useLive } from '../state/live-store.ts';
import { openOverlay } from '../state/overlay-store.ts';
import { useStore } from '../state/store.ts';
import { noticedSentence } from '../wording/trouble-sentence.ts';
import { usePlace } from '../wording/use-place.ts';
import { useWords } from '../wording/use-words.ts';

/** What the operator should know besides the verdict: one quiet bar each. */
export function NewsBars() {
  const { say } = useWords();
  const place = usePlace();
  const problems = useLive(state => state.problems) ?? [];
  const parked = useLive(state => state.sync.parked.length) ?? 0;
  const conflicts = useLive(state => state.conflicts.filter(conflict => !conflict.seen).length) ?? 0;
  const tooOld = useLive(state => state.sync.protocol === 'too-old' && !hasCode(state.problems, 'protocol-too-old'));
  const touch = useStore(liveStore, live => live.touch);
  return (
    <div>
      {touch === 'gone' && (
        <ProblemBanner grave sentence={say('troubleStationGone')} reassurance={say('nothingLost')} />
      )}
      {touch === 'window-expired' && (
        <ProblemBanner grave sentence={say('troubleWindowExpired')} reassurance={say('nothingLost')} />
      )}
      {problems.map(problem => (
        <ProblemBanner
          key={problem.code}
          grave={problem.lost}
          sentence={noticedSentence(problem, place)}
          reassurance={problem.lost ? null : say('nothingLost')}
        />
      ))}
      {tooOld === true && <ProblemBanner sentence={say('tooOld')} reassurance={say('nothingLost')} />}
      {parked > 0 && (
        <ProblemBanner sentence={say('parkedCount', { count: parked })} reassurance={say('nothingLost')}>
          <Button onPress={() => openOverlay({ kind: 'parked' })}>{say('look')}</Button>
        </ProblemBanner>
      )}
      {conflicts > 0 && (
        <ProblemBanner sentence={say('conflictCount', { count: conflicts })} reassurance={null}>
          <Button onPress={() => openOverlay({ kind: 'conflicts' })}>{say('look')}</Button>
        </ProblemBanner>
      )}
    </div>
  );
}

function hasCode(problems: readonly Problem[], code: string): boolean {
  return problems.some(problem => problem.code === code);
}
