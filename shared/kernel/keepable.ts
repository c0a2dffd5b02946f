/** No database keeps the zero character in a text, nor half of a character. */
export function isKeepable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
