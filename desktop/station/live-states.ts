import type { Station } from './station.ts';
import { stationState } from './station-state.ts';

/** At most twenty states a second, however much happens. */
const coalesceMs = 50;
/** Sent although nothing changed, so that a screen notices a station that is gone. */
const beatMs = 5_000;

/** `GET /station/live`: one state a line, the first at once, then whenever something changed. */
export function liveStates(station: Station): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>({
    start: controller => {
      let cancelNext = () => {};
      let planned = false;
      const send = () => {
        planned = false;
        cancelNext();
        // A reader that does not read gets the newest state when it does, not all of them.
        if ((controller.desiredSize ?? 0) > -4)
          controller.enqueue(encoder.encode(`${JSON.stringify(stationState(station))}\n`));
        cancelNext = station.clock.later(beatMs, send);
      };
      const unsubscribe = station.onChange(() => {
        if (planned) return;
        planned = true;
        cancelNext();
        cancelNext = station.clock.later(coalesceMs, send);
      });
      stop = () => {
        unsubscribe();
        cancelNext();
      };
      send();
    },
    cancel: () => stop(),
  });
}
