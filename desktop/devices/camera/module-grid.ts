import type { LumaImage, ModuleGrid } from './frame-decoder.ts';

/** Draws a symbol as a clean picture with its quiet zone. */
export function drawModules(modules: ModuleGrid, modulePixels: number): LumaImage {
  const side = (modules.modulesPerSide + 2 * quietModules) * modulePixels;
  const data = new Uint8ClampedArray(side * side).fill(255);
  modules.dark.forEach((dark, at) => {
    if (!dark) return;
    const left = ((at % modules.modulesPerSide) + quietModules) * modulePixels;
    const top = (Math.floor(at / modules.modulesPerSide) + quietModules) * modulePixels;
    for (let row = top; row < top + modulePixels; row += 1) {
      data.fill(0, row * side + left, row * side + left + modulePixels);
    }
  });
  return { width: side, height: side, data };
}

const quietModules = 4;
