import { foldCodeText } from './fold-code-text.ts';

/** Printed on the set-up page: reading it proves that reader, keyboard layout and station work. Admits nobody. */
export const selfTestCode = 'FOYER-SELF-TEST-0123456789';

export function isSelfTestCode(text: string): boolean {
  return text.length < 100 && foldCodeText(text)?.toUpperCase() === foldCodeText(selfTestCode);
}
