import { createIntl, createIntlCache } from '@formatjs/intl';
import type { Language } from '../catalog/languages.ts';

export type SayValues = Readonly<Record<string, string | number>>;
/** A message in the language that was chosen, with its arguments filled in. */
export type Say<Message extends string> = (message: Message, values?: SayValues) => string;

/** How a language writes here: British English, and the figures that stand on tickets. */
export function localeOf(language: Language): string {
  return `${language === 'en' ? 'en-GB' : language}-u-nu-latn`;
}

/** Messages of one language, ready to be said. */
export function icu<Message extends string>(
  language: Language,
  messages: Readonly<Record<Message, string>>,
): Say<Message> {
  const intl = createIntl({ locale: localeOf(language), messages, onError: wrong }, createIntlCache());
  const plain = new Set(Object.entries(messages).flatMap(([id, text]) => (/[{'<]/.test(String(text)) ? [] : [id])));
  return (message, values) =>
    plain.has(message) ? messages[message] : String(intl.formatMessage({ id: message }, values));
}

function wrong(error: { readonly code: string; readonly message: string }): void {
  // The names of languages and figures come with Node; a message that is missing or broken is a fault.
  if (error.code !== 'MISSING_DATA') throw error;
}
