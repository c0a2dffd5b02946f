import { Flashlight, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type ListedCamera, listCameras } from '../camera/list-cameras.ts';
import type { OpenCamera } from '../camera/open-camera.ts';
import { useCamera } from '../camera/use-camera.ts';
import { Button } from '../parts/button.tsx';
import { changeSettings, useSettings } from '../state/settings-store.ts';
import { useStore } from '../state/store.ts';
import { useWords } from '../wording/use-words.ts';
import { scanText } from './ask-station.ts';
import { cameraStore } from './camera-store.ts';

/** What the camera sees, small, in the corner: the verdict stays the loudest. */
export function CameraPanel() {
  const { say } = useWords();
  const { on, torch } = useStore(cameraStore, value => value);
  const cameraId = useSettings().cameraId ?? undefined;
  const state = useCamera({ on, deviceId: cameraId, onText: text => void scanText(text, 'camera') });
  const video = useRef<HTMLVideoElement>(null);
  const camera = state.kind === 'on' ? state.camera : null;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = camera?.stream ?? null;
  }, [camera]);
  useEffect(() => {
    void camera?.setTorch(torch);
  }, [camera, torch]);
  if (!on) return null;
  return (
    <aside
      aria-label={say('camera')}
      data-testid="camera"
      data-state={state.kind}
      className="absolute end-3 bottom-3 flex w-40 flex-col overflow-hidden rounded-card border border-line bg-paper text-ink shadow-float sm:w-64"
    >
      {camera !== null && <CameraChoice camera={camera} />}
      <video ref={video} autoPlay muted playsInline className="aspect-[4/3] w-full bg-ground object-cover" />
      <div className="flex items-center gap-1 p-1 text-14">
        <span className="flex-1 px-2">
          {state.kind === 'failed'
            ? say(`camera-${state.problem.kind}`)
            : state.kind === 'on'
              ? say('cameraOn')
              : say('cameraOpening')}
        </span>
        {camera?.hasTorch === true && (
          <Button
            look="plain"
            label={say('torch')}
            pressed={torch}
            icon={<Flashlight aria-hidden="true" size={20} />}
            onPress={() => cameraStore.set({ on, torch: !torch })}
          />
        )}
        <Button
          look="plain"
          label={say('cameraClose')}
          icon={<X aria-hidden="true" size={20} />}
          onPress={() => cameraStore.set({ on: false, torch: false })}
        />
      </div>
    </aside>
  );
}

/** Which camera reads, where there is more than one. Their names are known only once one of them was allowed. */
function CameraChoice({ camera }: { readonly camera: OpenCamera }) {
  const { say } = useWords();
  const [cameras, setCameras] = useState<readonly ListedCamera[]>([]);
  useEffect(() => {
    let left = false;
    const look = () => void listCameras().then(found => !left && setCameras(found));
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      left = true;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, []);
  if (cameras.length < 2) return null;
  return (
    <select
      aria-label={say('camera')}
      value={camera.deviceId}
      onChange={event => changeSettings({ cameraId: event.target.value })}
      className="min-h-11 w-full border-b border-line bg-paper px-2 text-14"
    >
      {cameras.map(({ deviceId, label }, index) => (
        <option key={deviceId} value={deviceId}>
          {label === '' ? `${say('camera')} ${index + 1}` : label}
        </option>
      ))}
    </select>
  );
}
