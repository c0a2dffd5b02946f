import QRCode from 'qrcode';
import { blurLuma } from '../devices/camera/blur-luma.ts';
import type { LumaImage } from '../devices/camera/frame-decoder.ts';
import { brightnessAt } from '../devices/camera/luma-image.ts';
import { drawModules } from '../devices/camera/module-grid.ts';
import { turnLuma } from '../devices/camera/turn-luma.ts';

export interface Paint {
  readonly modulePixels?: number;
  readonly turnedDegrees?: number;
  readonly blurRadius?: number;
  /** How far the paper bends to either side, in modules. */
  readonly bentModules?: number;
  readonly inverted?: boolean;
  /** Brightness of ink and paper. */
  readonly ink?: number;
  readonly paper?: number;
}

/** A picture of a QR code as a camera might see it: turned, out of focus, on bent paper, in poor light. */
export function paintedCode(text: string | Uint8Array, paint: Paint = {}): LumaImage {
  const { modulePixels = 4, turnedDegrees = 0, blurRadius = 0, bentModules = 0, inverted = false } = paint;
  const { ink = 0, paper = 255 } = paint;
  const content = typeof text === 'string' ? text : [{ data: text, mode: 'byte' } as const];
  const symbol = QRCode.create(content, { errorCorrectionLevel: 'M' }).modules;
  const modules = { modulesPerSide: symbol.size, dark: Array.from(symbol.data, Boolean) };
  const flat = drawModules(modules, modulePixels);
  const bent = bentModules === 0 ? flat : bendLuma(flat, bentModules * modulePixels);
  const turned = turnedDegrees === 0 ? bent : turnLuma(bent, turnedDegrees);
  const soft = blurRadius === 0 ? turned : blurLuma(turned, blurRadius);
  const lit = { ...soft, data: soft.data.map(pixel => ink + (pixel * (paper - ink)) / 255) };
  return inverted ? { ...lit, data: lit.data.map(pixel => 255 - pixel) } : lit;
}

/** One wave across the paper, pushing rows sideways and columns up and down. */
function bendLuma(image: LumaImage, reachPixels: number): LumaImage {
  const { width, height } = image;
  const data = new Uint8ClampedArray(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const right = reachPixels * Math.sin((Math.PI * row) / height);
      const down = reachPixels * Math.sin((2 * Math.PI * column) / width);
      data[row * width + column] = brightnessAt(image, column + 0.5 + right, row + 0.5 + down);
    }
  }
  return { width, height, data };
}
