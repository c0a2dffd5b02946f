import { Direction } from 'radix-ui';
import { writingDirection } from '#shared/wording/language.ts';
import { DoorScreen } from './door/door-screen.tsx';
import { Overlays } from './door/overlays.tsx';
import { Notices } from './parts/notices.tsx';
import { useLive } from './state/live-store.ts';
import { useSettings } from './state/settings-store.ts';
import { LockScreen } from './station/lock-screen.tsx';
import { OpeningScreen } from './station/opening-screen.tsx';
import { PairingScreen } from './station/pairing-screen.tsx';
import { PlaceScreen } from './station/place-screen.tsx';
import { RevokedScreen } from './station/revoked-screen.tsx';
import { useAppearance } from './theme/use-appearance.ts';
import { LanguageContext } from './wording/use-words.ts';

/** The window of a station. */
export function App() {
  const { language } = useSettings();
  useAppearance();
  return (
    <LanguageContext value={language}>
      <Direction.Provider dir={writingDirection(language)}>
        <Screen />
        <Overlays />
        <Notices />
      </Direction.Provider>
    </LanguageContext>
  );
}

/** Whichever screen the station's state calls for. */
function Screen() {
  const pairing = useLive(state => state.pairing);
  const station = useLive(state => state.station);
  const places = useLive(state => state.places);
  const place = useLive(state => state.place);
  const locked = useLive(state => state.operators.length > 0 && state.operator === null);
  if (pairing === null || station === null) return <OpeningScreen />;
  if (pairing.kind === 'unpaired' || pairing.kind === 'waiting')
    return <PairingScreen pairing={pairing} station={station} />;
  if (pairing.kind === 'revoked') return <RevokedScreen pairing={pairing} station={station} />;
  const event = places?.find(option => option.eventId === place?.eventId);
  if (event === undefined || place === null) return <PlaceScreen />;
  if (locked === true) return <LockScreen />;
  return <DoorScreen event={event} gateId={place.gateId} />;
}
