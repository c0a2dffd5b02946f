/** The distinct words of a text as search compares them: small letters and digits, no accents. */
export function foldWords(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd');
  return [...new Set(folded.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 40);
}
