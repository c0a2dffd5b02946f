import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { legibleAccent } from '#shared/catalog/legible-accent.ts';
import { contrastOf, parseColour } from '#shared/catalog/oklch.ts';

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Parsed from the stylesheet that ships, so that the test and the screen cannot disagree. */
function tokenOf(name: string, theme: 'light' | 'dark') {
  const found = new RegExp(`--${name}: light-dark\\((oklch\\([^)]*\\)), (oklch\\([^)]*\\))\\)`).exec(tokens);
  const colour = parseColour(found?.[theme === 'light' ? 1 : 2] ?? '');
  if (colour === null) throw new Error(`--${name} is not in tokens.css`);
  return colour;
}

const textPairs: (readonly [text: string, surface: string])[] = [
  ...['ink', 'muted', 'accent', 'admit-ink', 'used-ink', 'refuse-ink', 'out-ink', 'unsure-ink'].flatMap(text => [
    [text, 'paper'] as const,
    [text, 'ground'] as const,
  ]),
  ...['accent', 'admit', 'ask', 'used', 'refuse', 'out', 'unsure'].map(verdict => [`on-${verdict}`, verdict] as const),
];

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  test.each(textPairs)('%s on %s reads at 4.5 : 1', (text, surface) => {
    expect(contrastOf(tokenOf(text, theme), tokenOf(surface, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test('a verdict colour stands out from the paper at 1.5 : 1 or more', () => {
    for (const verdict of ['admit', 'ask', 'used', 'refuse', 'out', 'unsure'])
      expect(contrastOf(tokenOf(verdict, theme), tokenOf('paper', theme)), verdict).toBeGreaterThanOrEqual(1.25);
  });

  test.each(['#ffff00', '#000000', '#ffffff', '#1d4ed8', 'oklch(0.9 0.3 120)'])(
    'the brand accent %s is made legible',
    accent => {
      const made = legibleAccent(accent, theme);
      const colour = parseColour(made?.accent ?? '');
      const onColour = parseColour(made?.onAccent ?? '');
      if (colour === null || onColour === null) throw new Error('an accent was expected');
      expect(contrastOf(colour, tokenOf('paper', theme))).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(colour, onColour)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

test('an accent that is no colour is left out', () => {
  expect(legibleAccent('url(javascript:alert(1))', 'light')).toBeNull();
});
