import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { doorsAt } from '#shared/testing/a-door-event.ts';
import { anId } from '#shared/testing/an-id.ts';
import { encodeTicketCode } from '#shared/tickets/ticket-code.ts';
import { qrSvg } from './qr-svg.ts';

const code = (windowed: boolean) =>
  encodeTicketCode(
    {
      keyRef: '0000008',
      eventRef: '0000000010',
      ticketId: anId('TicketId', 5),
      tierNumber: 1,
      notBefore: windowed ? doorsAt : null,
      notAfter: null,
    },
    () => new Uint8Array(64).fill(0xa5),
  );

test('[TC-1] a code fits QR version 7 at level M', () => {
  for (const windowed of [false, true])
    expect(create(code(windowed), { errorCorrectionLevel: 'M' }).version).toBeLessThanOrEqual(7);
});

test('a code is one picture with a quiet zone of four', () => {
  expect(qrSvg(code(false))).toMatch(/^<svg [^>]*viewBox="0 0 49 49"/);
});
