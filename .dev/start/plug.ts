import type { Service } from './service.ts';

/** Unplugs the cloud and plugs it in again, one press after the other. A press while it is at it counts for nothing. */
export function cloudPlug(cloud: Service, worker: Service, say: (sentence: string) => void): () => Promise<void> {
  let busy = false;
  return async () => {
    if (busy) return;
    busy = true;
    try {
      if (cloud.isUp) {
        await Promise.all([cloud.stop(), worker.stop()]);
        say('The cloud is unplugged. The door goes on scanning; press u to plug it in again.');
      } else {
        await Promise.all([cloud.start(), worker.start()]);
        say('The cloud is plugged in again. What was scanned meanwhile arrives now.');
      }
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    } finally {
      busy = false;
    }
  };
}

/** Single keys, where there is somebody to press them. */
export function onKeys(actions: Readonly<Record<string, () => void>>, input = process.stdin): () => void {
  if (!input.isTTY) return () => {};
  const listen = (data: Buffer) => {
    for (const key of data.toString()) actions[key]?.();
  };
  input.setRawMode(true);
  input.resume();
  input.on('data', listen);
  return () => {
    input.off('data', listen);
    input.setRawMode(false);
    input.pause();
  };
}
