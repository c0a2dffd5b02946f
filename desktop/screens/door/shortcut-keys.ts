/** What the keyboard does at the door. A single letter waits a moment, since a scanner types letters too. */
export const shortcutKeys = [
  { does: 'confirm', keys: ['Enter'] },
  { does: 'dismiss', keys: ['Esc'] },
  { does: 'find', keys: ['/', 'Ctrl K'] },
  { does: 'type-code', keys: ['T'] },
  { does: 'last', keys: ['L'] },
  { does: 'undo', keys: ['U', 'Ctrl Z'] },
  { does: 'order', keys: ['G'] },
  { does: 'override', keys: ['A'] },
  { does: 'camera', keys: ['C', 'F4'] },
  { does: 'torch', keys: ['B'] },
  { does: 'in', keys: ['I', 'F1'] },
  { does: 'out', keys: ['O', 'F2'] },
  { does: 'verify', keys: ['V', 'F3'] },
  { does: 'mute', keys: ['M'] },
  { does: 'place', keys: ['P'] },
  { does: 'lock', keys: ['Ctrl L'] },
  { does: 'keys', keys: ['?'] },
] as const;

export type Shortcut = (typeof shortcutKeys)[number]['does'];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What a key press asks for, or null. Letters go by what is printed on the key, or by its place where that is no Latin letter. */
export function shortcutOf(pressed: Pressed): Shortcut | null {
  const name = keyName(pressed);
  return shortcutKeys.find(shortcut => (shortcut.keys as readonly string[]).includes(name))?.does ?? null;
}

/** Whether a scanner could have typed it. */
export function isPrintable(pressed: Pressed): boolean {
  return pressed.key.length === 1 && !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey;
}

function keyName({ key, code, ctrlKey, metaKey, altKey }: Pressed): string {
  if (altKey) return '';
  if (key === 'Escape') return 'Esc';
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  const letter = /^[a-zA-Z]$/.test(key)
    ? key.toUpperCase()
    : key.length === 1 && /\p{L}/u.test(key)
      ? (place ?? key)
      : key;
  return ctrlKey || metaKey ? `Ctrl ${letter}` : letter;
}
