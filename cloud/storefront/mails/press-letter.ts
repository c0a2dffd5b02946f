import type { Letter, PressedLetter } from '#shared/api/letter.ts';
import { orderSayIn } from '#shared/wording/orders/say-in.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { composeLetter } from './compose-letter.ts';
import { letterHtml } from './letter-html.ts';
import { letterText } from './letter-text.ts';

/** A mail as markup and as plain text, saying the same in the reader's language. */
export function pressLetter(letter: Letter): PressedLetter {
  const say = orderSayIn(letter.language);
  const parts = composeLetter(letter, say, formatIn(letter.language, letter.event.zone));
  return { subject: parts.subject, html: letterHtml(letter, parts), text: letterText(letter, parts) };
}
