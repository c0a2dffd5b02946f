import type { LumaImage } from './frame-decoder.ts';
import { brightnessAt } from './luma-image.ts';

/** The picture turned about its middle, on a canvas that holds all of it; what was outside is mid grey. */
export function turnLuma(image: LumaImage, degrees: number): LumaImage {
  const angle = (degrees * Math.PI) / 180;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const width = Math.ceil(Math.abs(image.width * cosine) + Math.abs(image.height * sine));
  const height = Math.ceil(Math.abs(image.width * sine) + Math.abs(image.height * cosine));
  const data = new Uint8ClampedArray(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = column + 0.5 - width / 2;
      const y = row + 0.5 - height / 2;
      const fromX = x * cosine + y * sine + image.width / 2;
      const fromY = y * cosine - x * sine + image.height / 2;
      const inside = fromX >= 0 && fromY >= 0 && fromX < image.width && fromY < image.height;
      data[row * width + column] = inside ? brightnessAt(image, fromX, fromY) : 128;
    }
  }
  return { width, height, data };
}
