import { limits } from '#shared/kernel/limits.ts';
import { type CameraProblem, cameraProblemOf } from './camera-problem.ts';
import { ignoreRepeats } from './ignore-repeats.ts';
import { pumpFrames } from './pump-frames.ts';
import { startDecoder } from './start-decoder.ts';

export interface CameraOptions {
  /** Which camera; the one that looks away from the person where none is named, another where it is not there any more. */
  readonly deviceId?: string;
  readonly torch?: boolean;
  onText(text: string): void;
  /** Told at most once; the camera is closed by then. */
  onProblem(problem: CameraProblem): void;
}

export interface OpenCamera {
  /** For a preview: `video.srcObject = camera.stream`. */
  readonly stream: MediaStream;
  readonly deviceId: string;
  readonly decoder: string;
  /** Whether this camera has a light that can be switched. */
  readonly hasTorch: boolean;
  setTorch(on: boolean): Promise<void>;
  close(): void;
}

/** Opens a camera and reads codes from it until it is closed; null where there is none to open, after saying why. */
export async function openCamera(options: CameraOptions): Promise<OpenCamera | null> {
  const stream = await openStream(options);
  const track = stream?.getVideoTracks()[0];
  if (stream === null || track === undefined) return null;
  const release = () => {
    for (const each of stream.getTracks()) each.stop();
  };
  const decoder = await startDecoder().catch((fault: unknown) => {
    options.onProblem({ kind: 'no-decoder', reason: String(fault) });
    return null;
  });
  if (decoder === null) {
    release();
    return null;
  }
  const isNew = ignoreRepeats(limits.sameScanWindowMs);
  const stopPump = await pumpFrames(stream, async bitmap => {
    const text = await decoder.decode(bitmap);
    if (text !== null && isNew(text, performance.now())) options.onText(text);
  });
  const close = () => {
    stopPump();
    decoder.stop();
    release();
  };
  track.addEventListener('ended', () => {
    close();
    options.onProblem({ kind: 'unplugged' });
  });
  const hasTorch = 'torch' in (track.getCapabilities?.() ?? {});
  const setTorch = (on: boolean) => (hasTorch ? track.applyConstraints(torchConstraint(on)) : Promise.resolve());
  if (options.torch) await setTorch(true);
  return { stream, deviceId: track.getSettings().deviceId ?? '', decoder: decoder.name, hasTorch, setTorch, close };
}

async function openStream({ deviceId, onProblem }: CameraOptions): Promise<MediaStream | null> {
  const wanted = deviceId === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { ideal: deviceId } };
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } },
      audio: false,
    });
  } catch (fault) {
    onProblem(cameraProblemOf(fault));
    return null;
  }
}

/** The torch is in browsers and not yet in the compiler's list of constraints. */
function torchConstraint(on: boolean): MediaTrackConstraints {
  return { advanced: [{ torch: on } as MediaTrackConstraintSet] };
}
