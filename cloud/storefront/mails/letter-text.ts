import type { Letter } from '#shared/api/letter.ts';
import type { LetterParts } from './letter-parts.ts';

/** The same mail for readers without markup. */
export function letterText({ shopUrl }: Letter, parts: LetterParts): string {
  const rows = parts.rows.map(({ label, value }) => (value === '' ? label : `${label}: ${value}`));
  const button = parts.button === null ? [] : [`${parts.button.label}:\n${parts.button.url}`];
  const blocks = [
    parts.hello,
    parts.text,
    parts.event.join('\n'),
    rows.join('\n'),
    ...button,
    ...parts.hints,
    `-- \n${[...parts.footer, shopUrl].join('\n')}`,
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}
