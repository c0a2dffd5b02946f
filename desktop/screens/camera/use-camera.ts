import { useEffect, useRef, useState } from 'react';
import type { CameraProblem } from './camera-problem.ts';
import { type OpenCamera, openCamera } from './open-camera.ts';

export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly camera: OpenCamera }
  | { readonly kind: 'failed'; readonly problem: CameraProblem };

export interface UseCamera {
  readonly on: boolean;
  readonly deviceId?: string | undefined;
  onText(text: string): void;
}

/** Keeps a camera open while `on` is set, and closes it with the component. */
export function useCamera({ on, deviceId, onText }: UseCamera): CameraState {
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const latestOnText = useRef(onText);
  latestOnText.current = onText;
  useEffect(() => {
    if (!on) {
      setState({ kind: 'off' });
      return;
    }
    let left = false;
    let opened: OpenCamera | null = null;
    setState({ kind: 'opening' });
    openCamera({
      ...(deviceId === undefined ? {} : { deviceId }),
      onText: text => latestOnText.current(text),
      onProblem: problem => {
        if (!left) setState({ kind: 'failed', problem });
      },
    }).then(camera => {
      if (left) camera?.close();
      else if (camera !== null) {
        opened = camera;
        setState({ kind: 'on', camera });
      }
    });
    return () => {
      left = true;
      opened?.close();
    };
  }, [on, deviceId]);
  return state;
}
