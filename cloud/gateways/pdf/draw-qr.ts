import { create } from 'qrcode';
import type { Sheet } from './sheet.ts';

/** A QR code with its quiet zone, black on white, as one path: rows of dark modules are one rectangle each. */
export function drawQr(sheet: Sheet, text: string, box: { start: number; top: number; side: number }): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const unit = box.side / (size + 2 * quiet);
  const left = sheet.left(box.start, box.side);
  const { doc } = sheet;
  doc.save().rect(left, box.top, box.side, box.side).fill('#ffffff');
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!modules.get(y, x)) continue;
      let to = x;
      while (to < size && modules.get(y, to)) to++;
      doc.rect(left + (x + quiet) * unit, box.top + (y + quiet) * unit, (to - x) * unit, unit);
      x = to;
    }
  doc.fill('#000000').restore();
}

const quiet = 4;
