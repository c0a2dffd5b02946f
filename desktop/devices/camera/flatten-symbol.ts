import type { LumaImage, SeenSymbol } from './frame-decoder.ts';
import { brightnessAt } from './luma-image.ts';
import { squareToQuad } from './square-to-quad.ts';

/** The symbol as it would look from straight above, going by its corners: `modulePixels` a module, with a margin around. */
export function flattenSymbol(
  image: LumaImage,
  symbol: SeenSymbol,
  modulePixels: number,
  marginModules: number,
): LumaImage {
  const place = squareToQuad(symbol);
  const side = (symbol.modulesPerSide + 2 * marginModules) * modulePixels;
  const data = new Uint8ClampedArray(side * side);
  const share = 1 / (modulePixels * symbol.modulesPerSide);
  for (let row = 0; row < side; row += 1) {
    const v = (row + 0.5 - marginModules * modulePixels) * share;
    for (let column = 0; column < side; column += 1) {
      const { x, y } = place((column + 0.5 - marginModules * modulePixels) * share, v);
      data[row * side + column] = brightnessAt(image, x, y);
    }
  }
  return { width: side, height: side, data };
}
