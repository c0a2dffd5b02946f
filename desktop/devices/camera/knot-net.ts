/** A square net of knots over a symbol, and how far each knot has moved from its place, in modules. */
export interface KnotNet {
  readonly side: number;
  readonly knots: number;
  readonly moveX: Float32Array;
  readonly moveY: Float32Array;
  /** For a module's column or row: the knot before its centre, and how far past that knot it lies, from 0 to 1. */
  readonly knotBefore: Int8Array;
  readonly past: Float32Array;
}

export function createNet(side: number, knots: number): KnotNet {
  const knotBefore = new Int8Array(side);
  const past = new Float32Array(side);
  for (let at = 0; at < side; at += 1) {
    const place = ((at + 0.5) / side) * (knots - 1);
    knotBefore[at] = Math.min(Math.floor(place), knots - 2);
    past[at] = place - (knotBefore[at] ?? 0);
  }
  const moveX = new Float32Array(knots * knots);
  return { side, knots, moveX, moveY: new Float32Array(knots * knots), knotBefore, past };
}

/** The same bend with more knots. */
export function finerNet(net: KnotNet, knots: number): KnotNet {
  const finer = createNet(net.side, knots);
  for (let knot = 0; knot < knots * knots; knot += 1) {
    const across = ((knot % knots) / (knots - 1)) * (net.knots - 1);
    const down = (Math.floor(knot / knots) / (knots - 1)) * (net.knots - 1);
    finer.moveX[knot] = moveBetween(net.moveX, net.knots, across, down);
    finer.moveY[knot] = moveBetween(net.moveY, net.knots, across, down);
  }
  return finer;
}

function moveBetween(moves: Float32Array, knots: number, across: number, down: number): number {
  const column = Math.min(Math.floor(across), knots - 2);
  const row = Math.min(Math.floor(down), knots - 2);
  const right = across - column;
  const below = down - row;
  const at = row * knots + column;
  const upper = (moves[at] ?? 0) * (1 - right) + (moves[at + 1] ?? 0) * right;
  const lower = (moves[at + knots] ?? 0) * (1 - right) + (moves[at + knots + 1] ?? 0) * right;
  return upper * (1 - below) + lower * below;
}

/** How far a knot stands from where its neighbours would have it, squared. Two knots a side are free: that is perspective. */
export function netStrain({ knots, moveX, moveY }: KnotNet, knot: number): number {
  if (knots === 2) return 0;
  const column = knot % knots;
  const row = Math.floor(knot / knots);
  let x = 0;
  let y = 0;
  let count = 0;
  const lean = (other: number) => {
    x += moveX[other] ?? 0;
    y += moveY[other] ?? 0;
    count += 1;
  };
  if (column > 0) lean(knot - 1);
  if (column < knots - 1) lean(knot + 1);
  if (row > 0) lean(knot - knots);
  if (row < knots - 1) lean(knot + knots);
  const awayX = (moveX[knot] ?? 0) - x / count;
  const awayY = (moveY[knot] ?? 0) - y / count;
  return awayX * awayX + awayY * awayY;
}
