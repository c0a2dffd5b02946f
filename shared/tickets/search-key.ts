/**
 * Letters as people type them in a hurry: lower case, no accents, one space between words. The same folding makes the stored key
 * and the question, so that `Žižková` is found by `zizkova` and `O'Brien` by `obrien`.
 */
export function foldSearch(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, letter => spelled[letter] ?? letter)
    .replaceAll(/['’`´]/g, '')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** What a ticket or an order is found by: holder, buyer, the part of the mail before the @, the last four digits of the phone. */
export function searchKeyOf(person: {
  readonly holder: string | null;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly buyerPhone: string | null;
}): string {
  const mail = person.buyerEmail.split('@')[0] ?? '';
  const lastFour = (person.buyerPhone ?? '').replaceAll(/\D/g, '').slice(-4);
  const words = [person.holder ?? '', person.buyerName, mail, lastFour].flatMap(part => foldSearch(part).split(' '));
  return [...new Set(words)].filter(word => word !== '').join(' ');
}
