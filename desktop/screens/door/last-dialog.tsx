import { ListOrdered, Undo2 } from 'lucide-react';
import type { LastScan } from '#shared/api/station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, TableList } from '../parts/table-list.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay, openOverlay } from '../state/overlay-store.ts';
import { clockSeconds } from '../wording/format.ts';
import { usePlace } from '../wording/use-place.ts';
import { useWords } from '../wording/use-words.ts';
import { verdictText } from '../wording/verdict-text.ts';
import { toneLooks } from './tone-looks.ts';
import { toneOf } from './tone-of.ts';
import { undoable } from './undo-dialog.tsx';

/** The last scans of this station, newest first. */
export function LastDialog() {
  const { say } = useWords();
  const place = usePlace();
  const last = useLive(state => state.last) ?? [];
  const columns: Column<LastScan>[] = [
    { key: 'at', title: say('time'), cell: scan => clockSeconds(scan.at, place.zone) },
    {
      key: 'verdict',
      title: say('verdict'),
      cell: scan => {
        const look = toneLooks[toneOf(scan)];
        return (
          <span
            className={`inline-flex items-center gap-2 font-semibold ${look.ink} ${scan.undone ? 'line-through' : ''}`}
          >
            <look.icon aria-hidden="true" size={18} />
            {verdictText(scan, place).word}
          </span>
        );
      },
    },
    {
      key: 'who',
      title: say('ticket'),
      cell: scan => <bdi>{scan.ticket?.holder ?? scan.ticket?.tierName ?? '–'}</bdi>,
    },
    { key: 'order', title: say('order'), wideOnly: true, cell: scan => scan.ticket?.orderRef ?? '' },
    {
      key: 'undo',
      title: say('action'),
      end: true,
      cell: scan =>
        scan.undone ? (
          <span className="text-14 text-muted">{say('takenBack')}</span>
        ) : (
          undoable([scan]) !== null && (
            <Button
              look="plain"
              label={say('undo')}
              icon={<Undo2 aria-hidden="true" size={20} />}
              onPress={() => openOverlay({ kind: 'undo', scanId: scan.scanId })}
            >
              <span className="hidden sm:inline">{say('undo')}</span>
            </Button>
          )
        ),
    },
  ];
  return (
    <Dialog title={say('lastScans')} onClose={closeOverlay} wide>
      {last.length === 0 ? (
        <EmptyState icon={<ListOrdered aria-hidden="true" />} title={say('noScansYet')} next={say('noScansNext')} />
      ) : (
        <TableList caption={say('lastScans')} columns={columns} rows={last} keyOf={scan => scan.scanId} />
      )}
    </Dialog>
  );
}
