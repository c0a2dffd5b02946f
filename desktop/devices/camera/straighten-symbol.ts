import { blurLuma } from './blur-luma.ts';
import { flattenSymbol } from './flatten-symbol.ts';
import type { LumaImage, ModuleGrid, SeenSymbol } from './frame-decoder.ts';
import { createNet, finerNet, type KnotNet, netStrain } from './knot-net.ts';
import { knownModules } from './known-modules.ts';

/**
 * Reads the modules of a symbol on paper that is bent or crumpled, where one perspective does not fit all of it. A net of
 * knots lies over the symbol; each knot moves to where the modules around it are most clearly dark or light and where the
 * patterns every symbol has are matched. The net gets finer, and after each refinement the modules are handed out to be
 * tried: the symbol's own error correction says when they are right.
 */
export function* straightenSymbol(image: LumaImage, symbol: SeenSymbol): Generator<ModuleGrid> {
  const sheet = sheetOf(image, symbol);
  let net = createNet(symbol.modulesPerSide, 2);
  for (const knots of netSizes) {
    net = finerNet(net, knots);
    for (const step of stepsModules) settle(sheet, net, step);
    yield readModules(sheet, net);
  }
}

const netSizes = [2, 3, 5, 7, 10];
const stepsModules = [0.8, 0.4, 0.2];
const sweepsPerStep = 2;
const stiffness = 0.05;
const knownWeight = 2;
const modulePixels = 6;
const marginModules = 3;
const neighbourhoodModules = 4;
const contrastMin = 8;

interface Sheet {
  readonly side: number;
  /** Width of `pixels`, which hold the flattened symbol, each pixel the mean of about half a module. */
  readonly width: number;
  readonly pixels: Uint8ClampedArray;
  readonly known: Int8Array;
  readonly middle: Float32Array;
  readonly contrast: Float32Array;
}

function sheetOf(image: LumaImage, symbol: SeenSymbol): Sheet {
  const side = symbol.modulesPerSide;
  const flat = blurLuma(flattenSymbol(image, symbol, modulePixels, marginModules), 1);
  const centre = new Uint8ClampedArray(side * side);
  for (let cell = 0; cell < side * side; cell += 1) {
    centre[cell] = pixelAt(flat.data, flat.width, (cell % side) + 0.5, Math.floor(cell / side) + 0.5);
  }
  return { side, width: flat.width, pixels: flat.data, known: knownModules(side), ...lightAround(centre, side) };
}

function pixelAt(pixels: Uint8ClampedArray, width: number, column: number, row: number): number {
  const x = Math.min(Math.max(((column + marginModules) * modulePixels) | 0, 0), width - 1);
  const y = Math.min(Math.max(((row + marginModules) * modulePixels) | 0, 0), width - 1);
  return pixels[y * width + x] ?? 0;
}

/** Half way between the darkest and the lightest module of the neighbourhood, and how far these are from it. */
function lightAround(centre: Uint8ClampedArray, side: number) {
  const middle = new Float32Array(side * side);
  const contrast = new Float32Array(side * side);
  const reach = neighbourhoodModules;
  for (let cell = 0; cell < side * side; cell += 1) {
    const column = cell % side;
    const row = Math.floor(cell / side);
    let darkest = 255;
    let lightest = 0;
    for (let y = Math.max(0, row - reach); y <= Math.min(side - 1, row + reach); y += 1) {
      for (let x = Math.max(0, column - reach); x <= Math.min(side - 1, column + reach); x += 1) {
        const value = centre[y * side + x] ?? 0;
        if (value < darkest) darkest = value;
        if (value > lightest) lightest = value;
      }
    }
    middle[cell] = (darkest + lightest) / 2;
    contrast[cell] = Math.max((lightest - darkest) / 2, contrastMin);
  }
  return { middle, contrast };
}

/** How dark (positive) or light a module looks under the net, between -1 and 1. */
function darkness(sheet: Sheet, net: KnotNet, column: number, row: number): number {
  const { knots, moveX, moveY } = net;
  const cell = row * sheet.side + column;
  const at = (net.knotBefore[row] ?? 0) * knots + (net.knotBefore[column] ?? 0);
  const right = net.past[column] ?? 0;
  const down = net.past[row] ?? 0;
  const a = (1 - right) * (1 - down);
  const b = right * (1 - down);
  const c = (1 - right) * down;
  const d = right * down;
  const below = at + knots;
  const x = a * (moveX[at] ?? 0) + b * (moveX[at + 1] ?? 0) + c * (moveX[below] ?? 0) + d * (moveX[below + 1] ?? 0);
  const y = a * (moveY[at] ?? 0) + b * (moveY[at + 1] ?? 0) + c * (moveY[below] ?? 0) + d * (moveY[below + 1] ?? 0);
  const pixel = pixelAt(sheet.pixels, sheet.width, column + 0.5 + x, row + 0.5 + y);
  const away = ((sheet.middle[cell] ?? 0) - pixel) / (sheet.contrast[cell] ?? 1);
  return away > 1 ? 1 : away < -1 ? -1 : away;
}

/** Moves each knot in turn by `step` modules in whichever direction makes its surroundings clearer, if any does. */
function settle(sheet: Sheet, net: KnotNet, step: number): void {
  for (let sweep = 0; sweep < sweepsPerStep; sweep += 1) {
    let moved = false;
    for (let knot = 0; knot < net.knots * net.knots; knot += 1) moved = settleKnot(sheet, net, knot, step) || moved;
    if (!moved) return;
  }
}

function settleKnot(sheet: Sheet, net: KnotNet, knot: number, step: number): boolean {
  const homeX = net.moveX[knot] ?? 0;
  const homeY = net.moveY[knot] ?? 0;
  let best = clarity(sheet, net, knot);
  let bestX = homeX;
  let bestY = homeY;
  for (const [right, down] of directions) {
    net.moveX[knot] = homeX + right * step;
    net.moveY[knot] = homeY + down * step;
    const here = clarity(sheet, net, knot);
    if (here <= best) continue;
    best = here;
    bestX = homeX + right * step;
    bestY = homeY + down * step;
  }
  net.moveX[knot] = bestX;
  net.moveY[knot] = bestY;
  return bestX !== homeX || bestY !== homeY;
}

const directions = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [0.7, 0.7],
  [-0.7, 0.7],
  [0.7, -0.7],
  [-0.7, -0.7],
] as const;

/** The mean clarity of the modules a knot can move, less the strain its own displacement puts on the net. */
function clarity(sheet: Sheet, net: KnotNet, knot: number): number {
  const { side, known } = sheet;
  const spacing = side / (net.knots - 1);
  const column = (knot % net.knots) * spacing;
  const row = Math.floor(knot / net.knots) * spacing;
  const left = Math.max(0, Math.floor(column - spacing));
  const right = Math.min(side, Math.ceil(column + spacing));
  const bottom = Math.min(side, Math.ceil(row + spacing));
  let sum = 0;
  let weight = 0;
  for (let y = Math.max(0, Math.floor(row - spacing)); y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const dark = darkness(sheet, net, x, y);
      const expected = known[y * side + x] ?? 0;
      sum += expected === 0 ? dark * dark : knownWeight * dark * expected;
      weight += expected === 0 ? 1 : knownWeight;
    }
  }
  return sum / weight - stiffness * netStrain(net, knot);
}

function readModules(sheet: Sheet, net: KnotNet): ModuleGrid {
  const { side } = sheet;
  const dark = Array.from(
    { length: side * side },
    (_, cell) => darkness(sheet, net, cell % side, Math.floor(cell / side)) > 0,
  );
  return { modulesPerSide: side, dark };
}
