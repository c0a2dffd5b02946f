import { ShieldX } from 'lucide-react';
import type { StationState } from '#shared/api/station.ts';
import { useWords } from '../wording/use-words.ts';
import { PairingForm } from './pairing-form.tsx';
import { PlainScreen } from './plain-screen.tsx';

/** SY-4: the list of tickets is gone from this station, the unsent scans are not; it admits nobody until it is paired again. */
export function RevokedScreen({
  pairing,
  station,
}: {
  readonly pairing: Extract<StationState['pairing'], { kind: 'revoked' }>;
  readonly station: StationState['station'];
}) {
  const { say } = useWords();
  return (
    <PlainScreen title={say('revokedTitle')} about={say('revokedAbout', { org: pairing.orgName })}>
      <p className="flex items-start gap-3 rounded-card bg-refuse p-4 text-16 text-on-refuse">
        <ShieldX aria-hidden="true" className="shrink-0" />
        <span>{pairing.unsent > 0 ? say('revokedUnsent', { count: pairing.unsent }) : say('revokedAllSent')}</span>
      </p>
      <PairingForm cloudUrl={pairing.cloudUrl} stationName={station.name} />
    </PlainScreen>
  );
}
