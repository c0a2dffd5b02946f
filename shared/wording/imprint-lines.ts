/** The lines of an imprint that stands below the organization's name, which most imprints begin with. */
export function imprintLines(name: string, imprint: string): string[] {
  const lines = imprint
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return lines[0] === name.trim() ? lines.slice(1) : lines;
}
