import { settingsStore } from '../state/settings-store.ts';
import type { Tone } from './tone-of.ts';

/** A note: from when, how long, from which pitch to which, in seconds and hertz. */
type Note = readonly [at: number, long: number, from: number, to: number, wave?: OscillatorType];

/** One sound per outcome, told apart by rhythm as well as by pitch. */
export const sounds: Readonly<Record<Tone, readonly Note[]>> = {
  admit: [[0, 0.18, 587, 988]],
  ask: [
    [0, 0.16, 587, 784],
    [0.2, 0.34, 1568, 1568],
  ],
  used: [
    [0, 0.16, 262, 247, 'triangle'],
    [0.22, 0.26, 196, 185, 'triangle'],
  ],
  refuse: [
    [0, 0.09, 196, 196, 'square'],
    [0.15, 0.09, 196, 196, 'square'],
    [0.3, 0.09, 196, 196, 'square'],
  ],
  out: [[0, 0.2, 784, 494]],
  unsure: [
    [0, 0.14, 440, 440],
    [0.22, 0.14, 440, 440],
  ],
  test: [[0, 0.08, 880, 880]],
};

let context: AudioContext | null = null;

/** Makes ready what sounds come from, with the first key or touch: the first verdict does not wait for loudspeakers to open. */
export function openSoundEarly(): void {
  const open = () => {
    for (const event of ['keydown', 'pointerdown']) removeEventListener(event, open, true);
    try {
      context ??= new AudioContext({ latencyHint: 'interactive' });
    } catch {
      context = null;
    }
  };
  for (const event of ['keydown', 'pointerdown']) addEventListener(event, open, { capture: true, passive: true });
}

/** Starts the sound of an outcome at once; silent when muted or where the browser has no sound yet. */
export function playSound(tone: Tone): void {
  if (settingsStore.get().muted) return;
  performance.mark('sound', { detail: tone });
  try {
    context ??= new AudioContext({ latencyHint: 'interactive' });
    // Browsers hold the sound until somebody pressed a key; the scanner's own keys count.
    if (context.state === 'suspended') void context.resume();
    for (const note of sounds[tone]) playNote(context, note);
  } catch {
    context = null;
  }
}

function playNote(audio: AudioContext, [at, long, from, to, wave = 'sine']: Note): void {
  const start = audio.currentTime + at;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = wave;
  oscillator.frequency.setValueAtTime(from, start);
  oscillator.frequency.exponentialRampToValueAtTime(to, start + long);
  // Short ramps at both ends, or loudspeakers click.
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(wave === 'square' ? 0.16 : 0.32, start + 0.012);
  gain.gain.setValueAtTime(wave === 'square' ? 0.16 : 0.32, start + long - 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + long);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + long + 0.02);
}
