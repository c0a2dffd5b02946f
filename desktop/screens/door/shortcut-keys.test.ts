import { expect, test } from 'vitest';
import { isPrintable, shortcutOf } from './shortcut-keys.ts';

const press = (key: string, code: string, more: { ctrlKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('a letter goes by what is printed on the key, so that AZERTY and QWERTZ work', () => {
  expect(shortcutOf(press('m', 'Semicolon'))).toBe('mute');
  expect(shortcutOf(press('U', 'KeyU'))).toBe('undo');
});

test('a letter of another script goes by its place', () => {
  expect(shortcutOf(press('ع', 'KeyU'))).toBe('undo');
});

test('function keys, slash and combinations', () => {
  expect(shortcutOf(press('F3', 'F3'))).toBe('verify');
  expect(shortcutOf(press('/', 'Digit7'))).toBe('find');
  expect(shortcutOf(press('k', 'KeyK', { ctrlKey: true }))).toBe('find');
  expect(shortcutOf(press('u', 'KeyU', { altKey: true }))).toBeNull();
  expect(shortcutOf(press('Escape', 'Escape'))).toBe('dismiss');
});

test('only what a scanner could type has to wait', () => {
  expect(isPrintable(press('u', 'KeyU'))).toBe(true);
  expect(isPrintable(press('F1', 'F1'))).toBe(false);
  expect(isPrintable(press('l', 'KeyL', { ctrlKey: true }))).toBe(false);
});
