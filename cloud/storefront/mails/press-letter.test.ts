import { expect, test } from 'vitest';
import type { Letter, LetterAbout } from '#shared/api/letter.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { pressLetter } from './press-letter.ts';

const order = { buyerName: 'Jonas Beck', orderRef: '7KQ2M', orderUrl: 'https://shop.example/orders/x' };
const ticket = { tierName: 'Stalls', holder: 'Léa Roux', seat: null };

function letterAbout(about: LetterAbout): Letter {
  return {
    language: 'en',
    brand: {
      name: 'Lantern Theatre',
      accent: null,
      logo: null,
      imprint: ' Lantern Theatre \nRinggasse 4, 1010 Wien\n',
    },
    event: {
      title: 'Twelfth Night',
      venue: 'Theater am Kai',
      address: '',
      zone: 'Europe/Vienna',
      doorsAt: parseInstant('2026-12-12T17:30:00Z'),
      startsAt: parseInstant('2026-12-12T18:30:00Z'),
      endsAt: parseInstant('2026-12-12T21:15:00Z'),
    },
    shopUrl: 'https://shop.example',
    about,
  };
}

test('[ML-13] a mail ends with who sent it, named once although the imprint begins with the name', () => {
  const { text } = pressLetter(letterAbout({ kind: 'order-declined', why: 'refused', ...order }));
  expect(text.split('-- \n')[1]).toBe(
    'You get this mail because of your order at Lantern Theatre.\nLantern Theatre\nRinggasse 4, 1010 Wien\nhttps://shop.example\n',
  );
});

test('[ML-13] whoever was passed a ticket is greeted by the name on it', () => {
  const url = 'https://shop.example/orders/y';
  for (const [about, hello] of [
    [{ kind: 'ticket-transferred', fromName: 'Jonas Beck', ticket, ticketUrl: url }, 'Hello Léa Roux,'],
    [{ kind: 'ticket-voided', ticket: { ...ticket, holder: null }, ticketUrl: url }, 'Hello,'],
  ] as const)
    expect(pressLetter(letterAbout(about)).text.split('\n')[0]).toBe(hello);
});

test('[ML-13] an approval that came too late asks for no payment, and warns of no link that it does not hold', () => {
  const approved = {
    kind: 'order-approved',
    ...order,
    amountMinor: 4_800,
    currency: 'EUR',
    payUrl: 'https://pay',
  } as const;
  const until = parseInstant('2026-12-01T17:30:00Z');
  expect(pressLetter(letterAbout({ ...approved, until })).text).toMatch(
    /https:\/\/pay[\s\S]*This address is yours alone/,
  );
  expect(pressLetter(letterAbout({ ...approved, until: null })).text).not.toMatch(/https:\/\/pay|This address/);
});

test('[PY-7] whose bank said no reads in their own language until when to pay in another way, or that the places are free', () => {
  const failed = {
    kind: 'payment-failed',
    ...order,
    amountMinor: 4_800,
    currency: 'EUR',
    payUrl: 'https://pay',
  } as const;
  const until = parseInstant('2026-12-01T17:30:00Z');
  for (const [language, sum] of [
    ['en', '€48.00'],
    ['de', '48,00'],
    ['fr', '48,00'],
    ['es', '48,00'],
    ['ar', '48'],
  ] as const) {
    const kept = pressLetter({ ...letterAbout({ ...failed, until }), language });
    const gone = pressLetter({ ...letterAbout({ ...failed, until: null }), language });
    expect([kept.subject === gone.subject, kept.text.includes(sum), kept.text.includes('https://pay')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(gone.text).not.toContain('https://pay');
  }
  expect(pressLetter(letterAbout({ ...failed, until })).text).toMatch(
    /Your bank did not pay the €48\.00, .* by 1 December at 18:30/,
  );
});

test('[ML-13] a ticket with nothing to say of it takes the whole line, and the sum stands out', () => {
  const tickets = [{ tierName: 'A kind of ticket with a long name', holder: null, seat: null }];
  const { html } = pressLetter(
    letterAbout({ kind: 'order-confirmed', ...order, tickets, totalMinor: 123_456_789, currency: 'EUR' }),
  );
  expect(html).toMatch(/<td [^>]*colspan="2"[^>]*>A kind of ticket with a long name<\/td><\/tr>/);
  expect(html).toMatch(/font-weight:700[^>]*>Total<\/td><td [^>]*font-weight:700[^>]*><bdi>€1,234,567.89</);
});

test('[IN-12] whoever may refund reads how many places are held at one address, and of nobody there', () => {
  const email = pressLetter(letterAbout({ kind: 'hoarding', what: 'email', held: 50 }));
  const address = pressLetter(letterAbout({ kind: 'hoarding', what: 'address', held: 100 }));
  expect(email.subject).toBe('Places are being hoarded at Twelfth Night');
  expect(email.text).toContain('50 places are held for one e-mail address and not paid.');
  expect(address.text).toContain('100 places are held from one network address and not paid.');
});
