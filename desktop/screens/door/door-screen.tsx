import { useLayoutEffect } from 'react';
import type { PlaceOption, StationState } from '#shared/api/station.ts';
import { liveStore, useLive } from '../state/live-store.ts';
import { openOverlay } from '../state/overlay-store.ts';
import { useStore } from '../state/store.ts';
import { usePlace } from '../wording/use-place.ts';
import { CameraPanel } from './camera-panel.tsx';
import { cameraStore } from './camera-store.ts';
import { DoorMenu } from './door-menu.tsx';
import { LastStrip } from './last-strip.tsx';
import { LinkState } from './link-state.tsx';
import { listenKeys } from './listen-keys.ts';
import { NewsBars } from './news-bars.tsx';
import { runShortcut } from './run-shortcut.ts';
import { changeStationOrTell } from './run-verb.ts';
import { TopBar } from './top-bar.tsx';
import { VerdictArea } from './verdict-area.tsx';

/** The door: facts above, the verdict, the last scans below. */
export function DoorScreen({ event, gateId }: { readonly event: PlaceOption; readonly gateId: string }) {
  // With the screen, not a moment after it: whoever sees the door may press a key.
  useLayoutEffect(() => listenKeys(runShortcut), []);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto]">
      <Top event={event} gateId={gateId} />
      <NewsBars />
      <div className="relative min-h-0">
        <VerdictArea event={event} gateId={gateId} />
        <CameraPanel />
      </div>
      <Bottom />
    </div>
  );
}

function Top({ event, gateId }: { readonly event: PlaceOption; readonly gateId: string }) {
  const mode = useLive(state => state.mode) ?? { direction: 'in', verify: false };
  const counters = useLive(state => state.counters);
  const operator = useLive(state => state.operator);
  return (
    <TopBar
      event={event}
      gateId={gateId}
      mode={mode}
      counters={counters}
      operator={operator}
      link={<Link />}
      menu={<DoorMenu />}
      onMode={next => void changeStationOrTell('setMode', next)}
      onPlace={() => openOverlay({ kind: 'place' })}
      onOperator={() => openOverlay({ kind: 'operator' })}
    />
  );
}

function Link() {
  const { state, touch, receivedAtMs } = useStore(liveStore, live => live);
  if (state === null) return null;
  return <LinkState sync={state.sync} rosterAgeMs={rosterAgeOf(state)} receivedAtMs={receivedAtMs} touch={touch} />;
}

function rosterAgeOf({ now, sync }: StationState): number | null {
  return sync.rosterAsOf === null ? null : Date.parse(now) - Date.parse(sync.rosterAsOf);
}

function Bottom() {
  const last = useLive(state => state.last) ?? [];
  const place = usePlace();
  const cameraOn = useStore(cameraStore, camera => camera.on);
  return (
    <LastStrip
      last={last}
      place={place}
      cameraOn={cameraOn}
      onLast={() => openOverlay({ kind: 'last' })}
      onFind={() => openOverlay({ kind: 'find' })}
      onUndo={() => runShortcut('undo')}
      onCamera={() => runShortcut('camera')}
    />
  );
}
