import type { Point, SeenSymbol } from './frame-decoder.ts';

/** Where a point of the flat symbol, in shares of its side, lies in the picture: the perspective through its four corners. */
export function squareToQuad({
  topLeft,
  topRight,
  bottomRight,
  bottomLeft,
}: SeenSymbol): (u: number, v: number) => Point {
  const sumX = topLeft.x - topRight.x + bottomRight.x - bottomLeft.x;
  const sumY = topLeft.y - topRight.y + bottomRight.y - bottomLeft.y;
  const rightX = topRight.x - bottomRight.x;
  const rightY = topRight.y - bottomRight.y;
  const belowX = bottomLeft.x - bottomRight.x;
  const belowY = bottomLeft.y - bottomRight.y;
  const area = rightX * belowY - belowX * rightY || 1;
  const tiltU = (sumX * belowY - belowX * sumY) / area;
  const tiltV = (rightX * sumY - sumX * rightY) / area;
  const alongUx = topRight.x - topLeft.x + tiltU * topRight.x;
  const alongUy = topRight.y - topLeft.y + tiltU * topRight.y;
  const alongVx = bottomLeft.x - topLeft.x + tiltV * bottomLeft.x;
  const alongVy = bottomLeft.y - topLeft.y + tiltV * bottomLeft.y;
  return (u, v) => {
    const depth = tiltU * u + tiltV * v + 1;
    return {
      x: (alongUx * u + alongVx * v + topLeft.x) / depth,
      y: (alongUy * u + alongVy * v + topLeft.y) / depth,
    };
  };
}
