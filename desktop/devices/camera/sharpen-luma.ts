import { blurLuma } from './blur-luma.ts';
import type { LumaImage } from './frame-decoder.ts';

/** Unsharp mask: pulls every pixel away from the mean around it. Helps codes that are out of focus. */
export function sharpenLuma(image: LumaImage, radius: number, amount: number): LumaImage {
  const soft = blurLuma(image, radius).data;
  const data = image.data.map((pixel, at) => pixel + amount * (pixel - (soft[at] ?? pixel)));
  return { ...image, data };
}
