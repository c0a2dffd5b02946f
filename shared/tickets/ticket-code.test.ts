import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { encodeBase32 } from '../kernel/base32.ts';
import { idFromBytes } from '../kernel/ids.ts';
import { instantFromMs, parseInstant } from '../kernel/instant.ts';
import { aSigningKey, verifyEd25519 } from '../testing/a-signing-key.ts';
import { anId } from '../testing/an-id.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { encodeTicketCode, parseTicketCode, type TicketCode } from './ticket-code.ts';

const random = seededRandom(7);
const { key, sign } = aSigningKey(random.bytes);

function aCode(over: Partial<TicketCode> = {}): TicketCode {
  return {
    keyRef: key.ref,
    eventRef: encodeBase32(random.bytes(6)),
    ticketId: anId('TicketId', 1),
    tierNumber: 3,
    notBefore: null,
    notAfter: null,
    ...over,
  };
}

const windowed = {
  notBefore: parseInstant('2026-11-22T18:00:00Z'),
  notAfter: parseInstant('2026-11-22T23:30:00Z'),
};

function mustParse(text: string) {
  const parsed = parseTicketCode(text);
  if (parsed.kind !== 'code') throw new Error('expected a code');
  return parsed;
}

function isGenuine(text: string): boolean {
  const { message, signature } = mustParse(text);
  return verifyEd25519(decodeBase64Url(key.publicKey) ?? new Uint8Array(), message, signature);
}

describe('[TC-1] a code', () => {
  test.each([
    ['without a window', {}, 149, 6],
    ['with a window', windowed, 162, 7],
    ['with an open end', { notAfter: windowed.notAfter }, 162, 7],
  ])('%s is read back as written, verifies, and fits an alphanumeric QR of version 7', (_, over, letters, version) => {
    const code = aCode(over);
    const text = encodeTicketCode(code, sign);
    expect(mustParse(text).code).toEqual(code);
    expect(isGenuine(text)).toBe(true);
    expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]+$/);
    expect(text).toHaveLength(letters);
    const qr = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
    expect(qr.version).toBe(version);
  });

  test('[TC-6] rounds a window outwards to whole minutes', () => {
    const code = aCode({ notBefore: instantFromMs(90_001), notAfter: instantFromMs(90_001) });
    const { notBefore, notAfter } = mustParse(encodeTicketCode(code, sign)).code;
    expect([notBefore, notAfter]).toEqual([instantFromMs(60_000), instantFromMs(120_000)]);
  });

  test('does not verify once any single bit is another', () => {
    const text = encodeTicketCode(aCode(windowed), sign);
    const parsed = mustParse(text);
    const publicKey = decodeBase64Url(key.publicKey) ?? new Uint8Array();
    for (let bit = 0; bit < parsed.message.length * 8; bit += 5) {
      const message = parsed.message.slice();
      message[bit >> 3] = (message[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyEd25519(publicKey, message, parsed.signature)).toBe(false);
    }
  });

  test('is the same code whatever ticket, key, event, tier and window it names', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 26, maxLength: 26 }),
        fc.integer({ min: 1, max: 65_535 }),
        fc.option(fc.integer({ min: 1, max: 0xffff_fffe })),
        fc.option(fc.integer({ min: 1, max: 0xffff_fffe })),
        (bytes, tierNumber, notBefore, notAfter) => {
          const code: TicketCode = {
            keyRef: encodeBase32(bytes.subarray(0, 4)),
            eventRef: encodeBase32(bytes.subarray(4, 10)),
            ticketId: idFromBytes('TicketId', bytes.subarray(10)),
            tierNumber,
            notBefore: notBefore === null ? null : instantFromMs(notBefore * 60_000),
            notAfter: notAfter === null ? null : instantFromMs(notAfter * 60_000),
          };
          const text = encodeTicketCode(code, () => new Uint8Array(64));
          expect(mustParse(text).code).toEqual(code);
        },
      ),
    );
  });
});

describe('[TC-1] reading is tolerant', () => {
  const text = encodeTicketCode(aCode(), sign);
  test.each([
    ['lower case', text.toLowerCase()],
    ['a line end', `${text}\r\n`],
    ['spaces in between', text.replace(/(.{5})/g, '$1 ')],
    ['dashes in between', text.replace(/(.{4})/g, '$1-')],
    ['the look-alikes O, I and L', text.replaceAll('0', 'O').replace('1', 'I').replaceAll('1', 'l')],
    ['the name of the barcode kind in front', `]Q3${text}`],
  ])('with %s', (_, typed) => {
    expect(mustParse(typed)).toEqual(mustParse(text));
  });
});

describe('[TC-4] any bytes of any length', () => {
  test('give an answer and never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10_240, size: 'max' }), bytes => {
        for (const text of [Buffer.from(bytes).toString('latin1'), Buffer.from(bytes).toString('utf8')])
          expect(parseTicketCode(text).kind).toBe('not-ours');
      }),
      { numRuns: 200 },
    );
  });

  test('in our own alphabet too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), bytes => {
        expect(['code', 'not-ours']).toContain(parseTicketCode(encodeBase32(bytes)).kind);
      }),
    );
  });

  test('a code that is cut short, doubled or padded is not ours', () => {
    const text = encodeTicketCode(aCode(), sign);
    for (const broken of [text.slice(1), text.slice(0, -1), text + text, `${text}0`, '', ' ', '\u0000'])
      expect(parseTicketCode(broken)).toEqual({ kind: 'not-ours' });
  });

  test('any key survives its way as text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), bytes => {
        const text = encodeBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64Url(text)).toEqual(bytes);
      }),
    );
  });
});
