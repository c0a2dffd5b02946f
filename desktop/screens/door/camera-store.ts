import { createStore } from '../state/store.ts';

/** Whether the camera reads, and with its light on. */
export type CameraSwitch = { readonly on: boolean; readonly torch: boolean };

export const cameraStore = createStore<CameraSwitch>({ on: false, torch: false });
