import { orderSayIn } from '#shared/wording/orders/say-in.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import type { PaperTicket, TicketPaper } from '../../services/papers.ts';
import { accentOf } from './accent-of.ts';
import { drawQr } from './draw-qr.ts';
import { muted, Sheet } from './sheet.ts';

/** Tickets on A4, one to a page: the code large, the event, who goes and where. */
export async function drawTickets(
  paper: TicketPaper,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const say = orderSayIn(paper.language);
  const sheet = new Sheet({
    title: `${paper.event.title} · ${say('page.tickets')} ${paper.orderRef}`,
    author: paper.brand.name,
    language: paper.language,
    madeAt: paper.drawnAt,
    ...options,
  });
  for (const ticket of paper.tickets) drawTicket(sheet, paper, ticket);
  return sheet.end();
}

const qrSide = 250;

function drawTicket(sheet: Sheet, paper: TicketPaper, ticket: PaperTicket): void {
  const { brand, event } = paper;
  const say = orderSayIn(paper.language);
  const format = formatIn(paper.language, event.zone);
  const { margin, inner } = sheet;
  const full = { start: margin, width: inner };
  sheet.addPage();
  sheet.text(
    brand.name,
    { ...full, top: margin },
    { size: 13, weight: 'bold', colour: accentOf(brand.accent), base: 'auto' },
  );
  const which = say('paper.ticketOf', { number: ticket.number, count: ticket.count });
  sheet.text(which, { ...full, top: margin }, { size: 11, colour: muted, align: 'end' });
  sheet.hairline(margin, margin + 28, inner, true);
  let top = sheet.text(event.title, { ...full, top: margin + 44 }, { size: 28, weight: 'bold' });
  top = sheet.text(format.days(event.startsAt, event.endsAt), { ...full, top: top + 4 }, { size: 14 });
  const times = `${say('letter.doors', { time: format.time(event.doorsAt) })} · ${say('letter.starts', { time: format.time(event.startsAt) })}`;
  top = sheet.text(times, { ...full, top }, { size: 14 });
  const where = [event.venue, event.address].filter(part => part !== '').join(', ');
  if (where !== '') top = sheet.text(where, { ...full, top }, { size: 14, colour: muted });
  const middle = top + 24;
  drawQr(sheet, ticket.code, { start: margin - 12, top: middle, side: qrSide });
  const bottom = Math.max(drawFacts(sheet, paper, ticket, middle + 16), middle + qrSide + 12);
  sheet.text(say('paper.once'), { ...full, top: bottom + 8 }, { size: 11, colour: muted });
  drawFoot(sheet, paper);
}

function drawFacts(sheet: Sheet, paper: TicketPaper, ticket: PaperTicket, top: number): number {
  const say = orderSayIn(paper.language);
  const format = formatIn(paper.language, paper.event.zone);
  const start = sheet.margin + qrSide + 16;
  const box = { start, width: sheet.width - sheet.margin - start };
  let next = sheet.text(ticket.tierName, { ...box, top }, { size: 20, weight: 'bold' });
  const fact = (label: string, value: string | null) => {
    if (value === null || value === '') return;
    next = sheet.text(label, { ...box, top: next + 8 }, { size: 10, colour: muted });
    next = sheet.text(value, { ...box, top: next }, { size: 15 });
  };
  fact(say('paper.holder'), ticket.holder);
  fact(say('paper.seat'), ticket.seat);
  fact(say('paper.order'), paper.orderRef);
  const windows = [
    ticket.opensAt === null ? '' : say('paper.entryFrom', { time: format.dayTime(ticket.opensAt) }),
    ticket.closesAt === null ? '' : say('paper.entryUntil', { time: format.dayTime(ticket.closesAt) }),
  ].filter(part => part !== '');
  for (const entry of windows) next = sheet.text(entry, { ...box, top: next + 8 }, { size: 12, weight: 'bold' });
  return next;
}

function drawFoot(sheet: Sheet, { brand }: TicketPaper): void {
  const lines = brand.imprint
    .split('\n')
    .filter(text => text.trim() !== '')
    .slice(0, 6);
  if (lines.length === 0) return;
  const top = sheet.height - sheet.margin - lines.length * 12.5;
  sheet.hairline(sheet.margin, top - 10, sheet.inner);
  sheet.text(
    lines.join('\n'),
    { start: sheet.margin, top, width: sheet.inner },
    { size: 9, colour: muted, base: 'auto' },
  );
}
