import type { LumaImage } from './frame-decoder.ts';

/** The mean over a square of `2 * radius + 1` pixels, by running sums: the cost does not grow with the radius. */
export function blurLuma(image: LumaImage, radius: number): LumaImage {
  const { width, height } = image;
  const across = new Uint8ClampedArray(width * height);
  runMeans({ from: image.data, to: across, lines: height, length: width, lineStep: width, step: 1, radius });
  const data = new Uint8ClampedArray(width * height);
  runMeans({ from: across, to: data, lines: width, length: height, lineStep: 1, step: width, radius });
  return { width, height, data };
}

interface Run {
  readonly from: Uint8ClampedArray;
  readonly to: Uint8ClampedArray;
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
  readonly radius: number;
}

function runMeans({ from, to, lines, length, lineStep, step, radius }: Run): void {
  const last = length - 1;
  const span = 2 * radius + 1;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStep;
    let sum = 0;
    for (let at = -radius; at <= radius; at += 1) sum += from[start + Math.min(Math.max(at, 0), last) * step] ?? 0;
    for (let at = 0; at < length; at += 1) {
      to[start + at * step] = sum / span;
      sum += from[start + Math.min(at + radius + 1, last) * step] ?? 0;
      sum -= from[start + Math.max(at - radius, 0) * step] ?? 0;
    }
  }
}
