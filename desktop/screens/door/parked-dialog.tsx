import { Inbox } from 'lucide-react';
import type { ParkedOp } from '#shared/api/station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, TableList } from '../parts/table-list.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { clockTimeOn } from '../wording/format.ts';
import { parkedKind, parkedSentence } from '../wording/trouble-sentence.ts';
import { usePlace } from '../wording/use-place.ts';
import { useWords } from '../wording/use-words.ts';
import { changeStationOrTell } from './run-verb.ts';

/** SY-2: what the cloud could not take, with the reason; kept here until somebody acts. */
export function ParkedDialog() {
  const { say, language } = useWords();
  const place = usePlace();
  const parked = useLive(state => state.sync.parked) ?? [];
  const columns: Column<ParkedOp>[] = [
    { key: 'at', title: say('time'), cell: op => clockTimeOn(op.at, place.now, place.zone, language) },
    { key: 'what', title: say('what'), cell: op => parkedKind(op, place), wideOnly: true },
    { key: 'why', title: say('why'), cell: op => <span className="text-14">{parkedSentence(op, place)}</span> },
    {
      key: 'retry',
      title: say('action'),
      end: true,
      cell: op => (
        <Button onPress={() => void changeStationOrTell('retryParked', { opId: op.opId })}>
          <span className="whitespace-nowrap">{say('tryAgain')}</span>
        </Button>
      ),
    },
  ];
  return (
    <Dialog title={say('parked')} about={say('parkedAbout')} onClose={closeOverlay} wide>
      {parked.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden="true" />} title={say('noParked')} next={say('noParkedNext')} />
      ) : (
        <TableList caption={say('parked')} columns={columns} rows={parked} keyOf={op => op.opId} />
      )}
    </Dialog>
  );
}
