import type { DocumentContent, DocumentLine } from '#shared/api/documents.ts';
import type { Language } from '#shared/catalog/languages.ts';
import { localeOf } from '#shared/wording/icu.ts';
import { imprintLines } from '#shared/wording/imprint-lines.ts';
import type { OrderMessage } from '#shared/wording/orders/en.ts';
import { orderSayIn } from '#shared/wording/orders/say-in.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { accentOf } from './accent-of.ts';
import { muted, Sheet } from './sheet.ts';

/** DO-2: an invoice or a credit note, in the reader's language, with the organization's beside the headings where it is another. */
export async function drawDocument(
  content: DocumentContent,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const [language = 'en'] = content.languages;
  const say = both(content.languages);
  const title = `${say(content.series === 'invoice' ? 'paper.invoice' : 'paper.creditNote')} ${content.number}`;
  const sheet = new Sheet({ title, author: content.seller.name, language, madeAt: content.issuedAt, ...options });
  sheet.addPage();
  let top = drawHead(sheet, content, title, language);
  top = drawLines(sheet, content, top + 20, language);
  drawSums(sheet, content, top + 8, language);
  return sheet.end();
}

/** `Rechnung / Invoice`, once where both languages use the same word. */
function both(languages: readonly Language[]) {
  return (message: OrderMessage, values?: Readonly<Record<string, string | number>>) =>
    [...new Set(languages.map(language => orderSayIn(language)(message, values)))].join(' / ');
}

function drawHead(sheet: Sheet, content: DocumentContent, title: string, language: Language): number {
  const say = both(content.languages);
  const format = formatIn(language, content.zone);
  const { margin, inner } = sheet;
  const half = inner / 2 - 12;
  const { seller, buyer } = content;
  sheet.text(
    seller.name,
    { start: margin, top: margin, width: half },
    { size: 15, weight: 'bold', colour: accentOf(seller.accent), base: 'auto' },
  );
  const sellerEnd = sheet.text(
    imprintLines(seller.name, seller.imprint).join('\n'),
    { start: margin, top: margin + 24, width: half },
    { size: 9, colour: muted, base: 'auto' },
  );
  const aside = { start: margin + inner / 2 + 12, width: half };
  sheet.text(say('paper.to'), { ...aside, top: margin }, { size: 10, colour: muted });
  const to = [buyer.name, ...buyer.address, buyer.email].filter(part => part !== '').join('\n');
  const buyerEnd = sheet.text(to, { ...aside, top: margin + 16 }, { size: 11, base: 'auto' });
  let top = Math.max(sellerEnd, buyerEnd) + 28;
  top = sheet.text(title, { start: margin, top, width: inner }, { size: 22, weight: 'bold' });
  const facts = [
    `${say('paper.date')}: ${format.day(content.issuedAt)}`,
    `${say('paper.order')}: ${content.orderRef}`,
    `${content.event.title}, ${formatIn(language, content.event.zone).day(content.event.startsAt)}`,
    ...(content.corrects === null ? [] : [say('paper.corrects', { number: content.corrects })]),
  ];
  for (const fact of facts)
    top = sheet.text(fact, { start: margin, top: top + 2, width: inner }, { size: 11, colour: muted });
  return top;
}

/** Where each column begins, as a share of the width, and how wide it is. */
const columns = { item: [0, 0.4], quantity: [0.4, 0.14], each: [0.54, 0.22], amount: [0.76, 0.24] } as const;

function drawLines(sheet: Sheet, content: DocumentContent, from: number, language: Language): number {
  const say = both(content.languages);
  const money = (minor: number) => formatIn(language, content.zone).money(minor, content.currency);
  const cell = (column: keyof typeof columns, top: number, text: string, bold = false, colour?: string) => {
    const [start, width] = columns[column];
    return sheet.text(
      text,
      { start: sheet.margin + start * sheet.inner, top, width: width * sheet.inner - (column === 'amount' ? 0 : 8) },
      {
        size: 11,
        weight: bold ? 'bold' : 'regular',
        align: column === 'item' ? 'start' : 'end',
        ...(colour === undefined ? {} : { colour }),
      },
    );
  };
  const heads = (['item', 'quantity', 'each', 'amount'] as const).map(column =>
    cell(column, from, say(`paper.${column}`), false, muted),
  );
  let top = Math.max(...heads) + 4;
  for (const line of content.lines) {
    top = roomFor(sheet, top, 60);
    sheet.hairline(sheet.margin, top, sheet.inner);
    cell('quantity', top + 6, String(line.quantity));
    cell('each', top + 6, money(line.unitMinor));
    cell('amount', top + 6, money(line.quantity * line.unitMinor), true);
    top = cell('item', top + 6, line.text, true);
    for (const [label, minor] of partsOf(line)) {
      cell('amount', top, money(minor), false, muted);
      top = cell('item', top, say(label), false, muted);
    }
    top += 6;
  }
  sheet.hairline(sheet.margin, top, sheet.inner);
  return top;
}

function partsOf(line: DocumentLine): (readonly [OrderMessage, number])[] {
  return [
    ...(line.discountMinor === 0 ? [] : [['paper.discount', -line.discountMinor] as const]),
    ...(line.feeMinor === 0 ? [] : [['paper.fee', line.feeMinor] as const]),
  ];
}

function drawSums(sheet: Sheet, content: DocumentContent, from: number, language: Language): void {
  const say = both(content.languages);
  const format = formatIn(language, content.zone);
  const money = (minor: number) => format.money(minor, content.currency);
  const percent = new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 2 });
  const { basisPoints, minor: taxMinor, mode } = content.tax;
  const rate = basisPoints === null ? '' : percent.format(basisPoints / 10_000);
  let top = roomFor(sheet, from, 110);
  const row = (label: string, value: string, size: number, bold = false) => {
    const style = { size, weight: bold ? 'bold' : 'regular' } as const;
    const box = { start: sheet.margin + sheet.inner * 0.4, top: top + 4 };
    sheet.text(value, { ...box, width: sheet.inner * 0.6 }, { ...style, align: 'end' });
    top = sheet.text(label, { ...box, width: sheet.inner * 0.36 }, style);
  };
  if (taxMinor !== 0) {
    row(say('paper.net'), money(content.totalMinor - taxMinor), 11);
    row(say('paper.tax', { rate }).trim(), money(taxMinor), 11);
  }
  row(say('paper.total'), money(content.totalMinor), 15, true);
  const told = orderSayIn(language);
  const notes = [
    ...(taxMinor !== 0 && mode === 'inclusive' ? [told('paper.taxIncluded')] : []),
    ...(content.paidAt === null ? [] : [told('paper.paid', { day: format.day(content.paidAt) })]),
  ];
  for (const note of notes)
    top = sheet.text(note, { start: sheet.margin, top: top + 10, width: sheet.inner }, { size: 10, colour: muted });
}

/** The same place, or the head of a new page where so much does not fit any more. */
function roomFor(sheet: Sheet, top: number, needed: number): number {
  if (top + needed <= sheet.height - sheet.margin) return top;
  sheet.addPage();
  return sheet.margin;
}
