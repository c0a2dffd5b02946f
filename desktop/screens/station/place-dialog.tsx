import { changeStationOrTell } from '../door/run-verb.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { PlaceList } from './place-list.tsx';

export function PlaceDialog() {
  const { say } = useWords();
  const places = useLive(state => state.places) ?? [];
  const place = useLive(state => state.place);
  return (
    <Dialog title={say('changePlace')} onClose={closeOverlay} wide>
      <PlaceList
        places={places}
        chosenGateId={place?.gateId ?? null}
        onChoose={(eventId, gateId) => {
          closeOverlay();
          void changeStationOrTell('setPlace', { eventId, gateId });
        }}
      />
    </Dialog>
  );
}
