import { blurLuma } from './blur-luma.ts';
import type { LumaImage } from './frame-decoder.ts';

/** Evens out the light: every pixel as its distance from the mean around it, in units of the contrast around it. */
export function levelLuma(image: LumaImage, radius: number): LumaImage {
  const mean = blurLuma(image, radius).data;
  const away = { ...image, data: image.data.map((pixel, at) => 2 * Math.abs(pixel - (mean[at] ?? pixel))) };
  const contrast = blurLuma(away, radius).data;
  const data = image.data.map((pixel, at) => {
    const around = mean[at] ?? pixel;
    return 128 + (128 * (pixel - around)) / Math.max(contrast[at] ?? 0, flatContrast);
  });
  return { ...image, data };
}

// Below this contrast there is no print, only noise, and stretching it would invent some.
const flatContrast = 16;
