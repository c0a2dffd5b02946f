/**
 * The modules every QR symbol of this size has alike: 1 dark, -1 light, 0 for data. They anchor a search for where the
 * modules of a crumpled symbol lie.
 */
export function knownModules(modulesPerSide: number): Int8Array {
  const known = new Int8Array(modulesPerSide * modulesPerSide);
  const put = (column: number, row: number, dark: boolean) => {
    if (column < 0 || row < 0 || column >= modulesPerSide || row >= modulesPerSide) return;
    known[row * modulesPerSide + column] = dark ? 1 : -1;
  };
  for (let at = 8; at < modulesPerSide - 8; at += 1) {
    put(at, 6, at % 2 === 0);
    put(6, at, at % 2 === 0);
  }
  for (const [column, row] of alignmentCentres(modulesPerSide)) putRings(put, column, row, 2);
  const far = modulesPerSide - 4;
  for (const [column, row] of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const) {
    putRings(put, column, row, 4);
  }
  return known;
}

type Put = (column: number, row: number, dark: boolean) => void;

/** Square rings around a centre: dark heart, and from there light and dark as finder and alignment patterns have them. */
function putRings(put: Put, column: number, row: number, reach: number): void {
  for (let down = -reach; down <= reach; down += 1) {
    for (let right = -reach; right <= reach; right += 1) {
      const ring = Math.max(Math.abs(right), Math.abs(down));
      put(column + right, row + down, reach === 2 ? ring !== 1 : ring !== 2 && ring !== 4);
    }
  }
}

function alignmentCentres(modulesPerSide: number): (readonly [number, number])[] {
  const version = (modulesPerSide - 17) / 4;
  if (version < 2) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((modulesPerSide - 13) / (2 * count - 2)) * 2;
  const last = modulesPerSide - 7;
  const places = [6, ...Array.from({ length: count - 1 }, (_, at) => last - (count - 2 - at) * step)];
  return places.flatMap(row =>
    places
      .filter(column => !((column === 6 && (row === 6 || row === last)) || (column === last && row === 6)))
      .map(column => [column, row] as const),
  );
}
