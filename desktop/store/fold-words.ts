/** The distinct words of a text as search compares them: small letters and digits, no accents. */
export function foldWords(text: string): readonly string[] {
  // Most names are plain, and a roster has many: what is slow is left out for them.
  const words = isAscii.test(text)
    ? text.toLowerCase().match(/[a-z0-9]+/g)
    : foldAccents(text).match(/[\p{L}\p{N}]+/gu);
  return [...new Set(words ?? [])].slice(0, 40);
}

const isAscii = /^[ -~]*$/;

function foldAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd');
}
