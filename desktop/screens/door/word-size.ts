/** The verdict word is the 112; on narrow screens the step of the scale at which its longest part still fits. */
export function wordSize(word: string): string {
  const longest = Math.max(...word.split(/\s+/).map(part => part.length));
  const narrow = longest <= 7 ? 'text-64' : 'text-40';
  const middle = longest <= 12 ? 'sm:text-64' : 'sm:text-40';
  const wide = longest <= 14 && word.length <= 26 ? 'lg:text-112' : 'lg:text-64';
  return `${narrow} ${middle} ${wide}`;
}
