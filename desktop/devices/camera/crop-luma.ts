import type { LumaImage } from './frame-decoder.ts';

/** The middle of the picture: `share` of its width and height. */
export function cropLuma(image: LumaImage, share: number): LumaImage {
  const width = Math.max(1, Math.round(image.width * share));
  const height = Math.max(1, Math.round(image.height * share));
  const left = (image.width - width) >> 1;
  const top = (image.height - height) >> 1;
  const data = new Uint8ClampedArray(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = (top + row) * image.width + left;
    data.set(image.data.subarray(start, start + width), row * width);
  }
  return { width, height, data };
}
