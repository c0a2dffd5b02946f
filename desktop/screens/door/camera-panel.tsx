import { Flashlight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useCamera } from '../camera/use-camera.ts';
import { Button } from '../parts/button.tsx';
import { useStore } from '../state/store.ts';
import { useWords } from '../wording/use-words.ts';
import { scanText } from './ask-station.ts';
import { cameraStore } from './camera-store.ts';

/** What the camera sees, small, in the corner: the verdict stays the loudest. */
export function CameraPanel() {
  const { say } = useWords();
  const { on, torch } = useStore(cameraStore, value => value);
  const state = useCamera({ on, onText: text => void scanText(text, 'camera') });
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
