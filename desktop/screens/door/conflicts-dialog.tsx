import { ShieldCheck } from 'lucide-react';
import type { MirrorScan } from '#shared/admission/mirror.ts';
import type { StationState } from '#shared/api/station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { clockTimeOn } from '../wording/format.ts';
import { usePlace } from '../wording/use-place.ts';
import { useWords } from '../wording/use-words.ts';
import { changeStationOrTell } from './run-verb.ts';

type ToldConflict = StationState['conflicts'][number];

/** CK-30, told at the door: both scans, both gates, both times, and who. */
export function ConflictsDialog() {
  const { say } = useWords();
  const conflicts = useLive(state => state.conflicts) ?? [];
  return (
    <Dialog title={say('conflicts')} about={say('conflictsAbout')} onClose={closeOverlay} wide>
      {conflicts.length === 0 && (
        <EmptyState
          icon={<ShieldCheck aria-hidden="true" />}
          title={say('noConflicts')}
          next={say('noConflictsNext')}
        />
      )}
      <ul className="flex flex-col gap-4">
        {conflicts.map(conflict => (
          <ConflictCard key={conflict.scan.scanId} conflict={conflict} />
        ))}
      </ul>
    </Dialog>
  );
}

export function ConflictCard({ conflict }: { readonly conflict: ToldConflict }) {
  const { say, language } = useWords();
  const place = usePlace();
  const time = (at: MirrorScan['at']) => clockTimeOn(at, place.now, place.zone, language);
  const { ticket, scan, standing, voidSince } = conflict;
  return (
    <li className="flex flex-col gap-3 border-b border-line pb-4 last:border-b-0">
      <p className="text-20 font-semibold">
        <bdi>{ticket?.holder ?? say('noName')}</bdi>
        <span className="font-normal text-muted">
          {' '}
          <bdi>{[ticket?.tierName, ticket?.seat, ticket?.orderRef].filter(Boolean).join(' · ')}</bdi>
        </span>
      </p>
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {standing !== null && <ScanFacts title={say('stands')} scan={standing} time={time(standing.at)} />}
        {voidSince !== null && (
          <div>
            <dt className="text-14 text-muted">{say('voidSince')}</dt>
            <dd className="text-20 font-semibold">{time(voidSince)}</dd>
          </div>
        )}
        <ScanFacts title={say('later')} scan={scan} time={time(scan.at)} />
      </dl>
      {!conflict.seen && (
        <div>
          <Button onPress={() => void changeStationOrTell('seenConflict', { scanId: scan.scanId })}>
            {say('seen')}
          </Button>
        </div>
      )}
    </li>
  );
}

function ScanFacts({
  title,
  scan,
  time,
}: {
  readonly title: string;
  readonly scan: MirrorScan;
  readonly time: string;
}) {
  const { say } = useWords();
  const where = [scan.gateName, scan.stationName, scan.operatorName].filter(part => part !== null);
  return (
    <div>
      <dt className="text-14 text-muted">{title}</dt>
      <dd>
        <span className="text-20 font-semibold">{time}</span> <bdi className="text-16">{where.join(' · ')}</bdi>
        {scan.override && <span className="block text-14 text-used-ink">{say('wasOverride')}</span>}
      </dd>
    </div>
  );
}
