import { writeFileSync } from 'node:fs';
import type { LumaImage } from '../devices/camera/frame-decoder.ts';
import { type Paint, paintedCode } from './painted-code.ts';

export interface FakeCameraShot {
  /** Null for a frame without a code. */
  readonly text: string | null;
  readonly paint?: Paint;
  /** How many frames it is held, at ten a second. */
  readonly frames?: number;
}

/** Writes a video for Chromium's fake camera: the codes one after another, again and again. */
export function writeFakeCamera(file: string, shots: readonly FakeCameraShot[]): void {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const chunks = shots.flatMap(shot => {
    const luma = Buffer.alloc(width * height, 170);
    if (shot.text !== null) layOn(luma, paintedCode(shot.text, { modulePixels: 6, ...shot.paint }));
    const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, grey]);
    return Array.from({ length: shot.frames ?? 1 }, () => frame);
  });
  writeFileSync(file, Buffer.concat([header, ...chunks]));
}

/** How Chromium is started to see that video. */
export function fakeCameraArgs(file: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

const width = 640;
const height = 480;
const grey = Buffer.alloc((width * height) / 2, 128);

function layOn(luma: Buffer, code: LumaImage): void {
  const left = Math.max(0, (width - code.width) >> 1);
  const top = Math.max(0, (height - code.height) >> 1);
  for (let row = 0; row < Math.min(code.height, height); row += 1) {
    const start = row * code.width;
    luma.set(code.data.subarray(start, start + Math.min(code.width, width)), (top + row) * width + left);
  }
}
