import type { EvidencePaper } from '../../services/papers.ts';
import { muted, Sheet, type TextStyle } from './sheet.ts';

const foot = 72;

/** What is said against a dispute, for whoever judges it: plain pages in English, the language of the card schemes. */
export async function drawEvidence(
  paper: EvidencePaper,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: `Evidence ${paper.disputeId}`,
    author: paper.organization,
    language: 'en',
    madeAt: paper.drawnAt,
    ...options,
  });
  let top = startPage(sheet, paper);
  const write = (text: string, style: TextStyle, before: number) => {
    // What might not fit is begun on a page of its own.
    const rows = text.split('\n').reduce((sum, row) => sum + Math.ceil((row.length + 1) / 85), 0);
    if (top + before + rows * style.size * 1.35 > sheet.height - foot) top = startPage(sheet, paper);
    top = sheet.text(text, { start: sheet.margin, width: sheet.inner, top: top + before }, style);
  };
  if (paper.summary !== '') write(paper.summary, { size: 11, base: 'auto' }, 0);
  for (const { title, lines } of paper.sections) {
    write(title, { size: 13, weight: 'bold' }, 18);
    for (const line of lines.flatMap(pieces)) write(line, { size: 10.5, base: 'auto' }, 3);
  }
  return sheet.end();
}

function startPage(sheet: Sheet, paper: EvidencePaper): number {
  const { margin, inner } = sheet;
  sheet.addPage();
  sheet.text(
    paper.organization,
    { start: margin, width: inner, top: margin },
    { size: 11, colour: muted, base: 'auto' },
  );
  sheet.text(paper.drawnAt, { start: margin, width: inner, top: margin }, { size: 9, colour: muted, align: 'end' });
  sheet.hairline(margin, margin + 20, inner);
  const title = `Evidence in dispute ${paper.disputeId}`;
  return sheet.text(title, { start: margin, width: inner, top: margin + 34 }, { size: 18, weight: 'bold' }) + 8;
}

/** Nothing is longer than a page. */
function pieces(line: string): string[] {
  return line.match(/.{1,2000}/gs) ?? [];
}
