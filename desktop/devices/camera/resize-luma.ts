import type { LumaImage } from './frame-decoder.ts';
import { brightnessAt } from './luma-image.ts';

/** The picture at another size: averaging when smaller, between pixels when larger. */
export function resizeLuma(image: LumaImage, factor: number): LumaImage {
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  const data = new Uint8ClampedArray(width * height);
  const scaleX = image.width / width;
  const scaleY = image.height / height;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      data[row * width + column] =
        factor < 1
          ? meanOf(image, column * scaleX, row * scaleY, scaleX, scaleY)
          : brightnessAt(image, (column + 0.5) * scaleX, (row + 0.5) * scaleY);
    }
  }
  return { width, height, data };
}

function meanOf(image: LumaImage, left: number, top: number, width: number, height: number): number {
  const right = Math.max(left + 1, left + width);
  const bottom = Math.max(top + 1, top + height);
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(top); row < bottom && row < image.height; row += 1) {
    for (let column = Math.floor(left); column < right && column < image.width; column += 1) {
      sum += image.data[row * image.width + column] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
