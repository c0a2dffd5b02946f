import { changeStationOrTell } from '../door/run-verb.ts';
import { useLive } from '../state/live-store.ts';
import { useWords } from '../wording/use-words.ts';
import { PlaceList } from './place-list.tsx';
import { PlainScreen } from './plain-screen.tsx';

/** The station does not know yet at which door it stands. */
export function PlaceScreen() {
  const { say } = useWords();
  const places = useLive(state => state.places) ?? [];
  const roster = useLive(state => state.sync.roster);
  return (
    <PlainScreen title={say('placeTitle')} about={say('placeAbout')} wide>
      {places.length === 0 && roster === 'loading' && <p role="status">{say('rosterComing')}</p>}
      <PlaceList
        places={places}
        chosenGateId={null}
        onChoose={(eventId, gateId) => void changeStationOrTell('setPlace', { eventId, gateId })}
      />
    </PlainScreen>
  );
}
