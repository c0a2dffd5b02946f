import type { LumaImage } from './frame-decoder.ts';

/** The grey picture of RGBA pixels. Transparency counts as white paper, as a scanner of a screenshot would see it. */
export function lumaFromRgba(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): LumaImage {
  const luma = new Uint8ClampedArray(width * height);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += 4) {
    const alpha = rgba[at + 3] ?? 255;
    const grey = (77 * (rgba[at] ?? 0) + 150 * (rgba[at + 1] ?? 0) + 29 * (rgba[at + 2] ?? 0)) >> 8;
    luma[pixel] = alpha === 255 ? grey : 255 + ((grey - 255) * alpha) / 255;
  }
  return { width, height, data: luma };
}

/** The brightness between pixels; outside the picture its nearest edge. */
export function brightnessAt(image: LumaImage, x: number, y: number): number {
  const { width, height, data } = image;
  const left = Math.min(Math.max(x - 0.5, 0), width - 1);
  const top = Math.min(Math.max(y - 0.5, 0), height - 1);
  const column = Math.min(left | 0, width - 2 < 0 ? 0 : width - 2);
  const row = Math.min(top | 0, height - 2 < 0 ? 0 : height - 2);
  const fromLeft = left - column;
  const fromTop = top - row;
  const at = row * width + column;
  const right = width > 1 ? 1 : 0;
  const below = height > 1 ? width : 0;
  const upper = (data[at] ?? 0) * (1 - fromLeft) + (data[at + right] ?? 0) * fromLeft;
  const lower = (data[at + below] ?? 0) * (1 - fromLeft) + (data[at + below + right] ?? 0) * fromLeft;
  return upper * (1 - fromTop) + lower * fromTop;
}
