import { settingsStore } from '../state/settings-store.ts';
import { isPrintable, type Shortcut, shortcutOf } from './shortcut-keys.ts';

/** A scanner's keys come closer together than this; a key that stands alone for so long was pressed by a person. */
const burstMs = 60;
/** A timer that is so late waited for a busy page. */
const lateMs = 10;

/**
 * Hears shortcuts for the whole window. In a field letters are text; a letter or Enter that is part of a scanner's burst is
 * never a shortcut, whatever has the focus.
 */
export function listenKeys(run: (shortcut: Shortcut) => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let lastPrintableMs = Number.NEGATIVE_INFINITY;
  const runUnlessBurst = (shortcut: Shortcut, afterMs: number) => {
    const dueMs = performance.now() + afterMs;
    waiting = setTimeout(() => {
      // The page was busy: the rest of a burst may still wait for its turn, which is before the next timer's.
      if (afterMs > 0 && performance.now() - dueMs > lateMs) runUnlessBurst(shortcut, 0);
      else run(shortcut);
    }, afterMs);
  };
  const onKey = (event: KeyboardEvent) => {
    clearTimeout(waiting);
    // When the key was pressed, not when this page came to it: a busy page must not make a person of a scanner, or the reverse.
    const alone = event.timeStamp - lastPrintableMs > burstMs;
    const printable = isPrintable(event);
    if (printable) lastPrintableMs = event.timeStamp;
    const shortcut = shortcutOf(event);
    if (shortcut === null || event.repeat || event.defaultPrevented) return;
    if (isTyping(event.target) && (printable || shortcut === 'confirm')) return;
    if (printable) {
      if (!alone || !settingsStore.get().letterKeys) return;
      // Else a `/` would be typed into the field that it opens.
      if (event.key === '/') event.preventDefault();
      runUnlessBurst(shortcut, burstMs);
      return;
    }
    if (shortcut === 'confirm') {
      // Enter on a button presses that button, and Enter after a burst is the scanner's.
      if (!alone || isPressable(event.target)) return;
    } else if (shortcut !== 'dismiss') event.preventDefault();
    run(shortcut);
  };
  window.addEventListener('keydown', onKey);
  return () => {
    clearTimeout(waiting);
    window.removeEventListener('keydown', onKey);
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, [role="menuitem"], [role="option"]') !== null;
}
