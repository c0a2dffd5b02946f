import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { isOwnUrl } from './own-origin.ts';

/** What a page may ask of a printer. Widths in micrometres are Electron's; a receipt is 80 mm wide. */
export const PrintJob = z.strictObject({
  paper: z.enum(['a4', 'letter', 'receipt-80']),
  copies: z.int().min(1).max(20),
  printer: z.string().max(200).nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

export type PrintAnswer = { readonly kind: 'printed' } | { readonly kind: 'not-printed'; readonly reason: string };

export const printChannel = 'foyer:print';

/** The only channel there is: prints the page that asks, and no other page may ask. */
export function offerPrinting(ipcMain: IpcMain): void {
  ipcMain.handle(printChannel, async (event, raw: unknown): Promise<PrintAnswer> => {
    if (!isOwnFrame(event)) return { kind: 'not-printed', reason: 'another page asked' };
    const job = PrintJob.safeParse(raw);
    if (!job.success) return { kind: 'not-printed', reason: 'not a print job' };
    return printPage(event, job.data);
  });
}

function isOwnFrame({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnUrl(senderFrame.url);
}

function printPage({ sender }: IpcMainInvokeEvent, { paper, copies, printer }: PrintJob): Promise<PrintAnswer> {
  const pageSize = paper === 'receipt-80' ? { width: 80_000, height: 297_000 } : paper === 'a4' ? 'A4' : 'Letter';
  const options = { silent: printer !== null, printBackground: true, copies, pageSize } as const;
  return new Promise(resolve => {
    sender.print(printer === null ? options : { ...options, deviceName: printer }, (done, reason) =>
      resolve(done ? { kind: 'printed' } : { kind: 'not-printed', reason }),
    );
  });
}
