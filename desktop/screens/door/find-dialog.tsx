import { Search, UsersRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SearchAnswer, SearchHit } from '#shared/api/station.ts';
import { isId } from '#shared/kernel/ids.ts';
import { callStation } from '../client/call-station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { TextField } from '../parts/text-field.tsx';
import { closeOverlay, openOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { scanText, scanTicket } from './ask-station.ts';
import { sentenceOf } from './run-verb.ts';
import { TicketLine } from './ticket-line.tsx';

const queryLettersMin = 2;

/** Name, order, mail or last four, as it is typed; Enter takes the first, and a code typed here is a scan. */
export function FindDialog() {
  const { say } = useWords();
  const [query, setQuery] = useState('');
  const { answer, problem } = useSearch(query);
  const hits = answer?.hits ?? [];
  const first = hits.find(hit => hit.canAdmit);
  return (
    <Dialog title={say('findTitle')} about={say('findAbout')} onClose={closeOverlay} wide>
      <form
        className="flex flex-col gap-3"
        onSubmit={event => {
          event.preventDefault();
          if (first !== undefined) void scanTicket(first.ticketId, 'search');
          else if (query.trim() !== '') void scanText(query.trim(), 'typed');
        }}
      >
        <TextField
          label={say('findLabel')}
          value={query}
          onChange={setQuery}
          problem={problem}
          maxLength={200}
          autoFocus
        />
        <p role="status" className="sr-only">
          {answer === null ? '' : say('found', { count: hits.length })}
        </p>
        {answer?.indexing === true && <p className="text-14 text-used-ink">{say('stillIndexing')}</p>}
        {answer === null && (
          <EmptyState icon={<Search aria-hidden="true" />} title={say('findEmpty')} next={say('findEmptyNext')} />
        )}
        {answer !== null && hits.length === 0 && (
          <>
            <EmptyState icon={<Search aria-hidden="true" />} title={say('foundNone')} next={say('foundNoneNext')} />
            <div className="flex justify-center">
              <Button type="submit" hint="Enter" onPress={() => undefined}>
                {say('useAsCode')}
              </Button>
            </div>
          </>
        )}
        <ul>
          {hits.map(hit => (
            <Hit key={hit.ticketId} hit={hit} first={hit === first} />
          ))}
        </ul>
        {answer?.more === true && <p className="text-14 text-muted">{say('foundMore')}</p>}
      </form>
    </Dialog>
  );
}

function Hit({ hit, first }: { readonly hit: SearchHit; readonly first: boolean }) {
  const { say } = useWords();
  return (
    <TicketLine hit={hit}>
      {hit.orderId !== null && hit.orderSize > 1 && (
        <Button
          look="plain"
          label={say('wholeOrder')}
          icon={<UsersRound aria-hidden="true" size={20} />}
          onPress={() => isId('OrderId', hit.orderId) && openOverlay({ kind: 'order', orderId: hit.orderId })}
        >
          {hit.orderSize}
        </Button>
      )}
      {!hit.canAdmit && <span className="max-w-56 text-end text-14 text-used-ink">{hit.why ?? say('notNow')}</span>}
      <Button
        look={first ? 'primary' : 'quiet'}
        {...(first ? { hint: 'Enter' } : {})}
        onPress={() => void scanTicket(hit.ticketId, 'search')}
      >
        {hit.canAdmit ? say('admit') : say('check')}
      </Button>
    </TicketLine>
  );
}

/** The newest query's answer; what comes late for an older one is left aside. */
function useSearch(query: string): { answer: SearchAnswer | null; problem: string | null } {
  const [answer, setAnswer] = useState<SearchAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let late = false;
    if (query.trim().length < queryLettersMin) {
      setAnswer(null);
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const found = await callStation('search', { query: query.trim() });
        if (!late) setAnswer(found);
        if (!late) setProblem(null);
      } catch (error) {
        const sentence = sentenceOf(error);
        if (!late) setProblem(sentence);
      }
    }, 80);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [query]);
  return { answer, problem };
}
