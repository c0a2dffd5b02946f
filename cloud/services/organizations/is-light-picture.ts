import type { Pixels } from './read-png.ts';

/**
 * SH-13: whether a picture would be lost on paper: a fifth or more of what covers it is light, and more than is dark. One without
 * holes brings a ground of its own.
 */
export function isLightPicture(pixels: Pixels): boolean {
  let [covered, light, dark] = [0, 0, 0];
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const cover = (pixels[at + 3] ?? 0) / 255;
    const brightness = brightnessOf(pixels, at);
    covered += cover;
    if (brightness > lightFrom) light += cover;
    else if (brightness < darkBelow) dark += cover;
  }
  const all = pixels.length / 4;
  return covered < all * 0.9 && light >= covered * 0.2 && light > dark;
}

/** Of 0 to 1 as eyes weigh it. What lies above the one is lost on paper, what lies below the other on the colours of houses. */
const lightFrom = 0.7;
const darkBelow = 0.25;

function brightnessOf(pixels: Pixels, at: number): number {
  const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
