import { type Language, languages } from '#shared/catalog/languages.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import { createStore, type Store, useStore } from './store.ts';

export const themeChoices = ['auto', 'light', 'dark'] as const;

/** What a person set on this window; kept by the browser, never by the station. */
export type Settings = {
  readonly language: Language;
  readonly theme: (typeof themeChoices)[number];
  readonly muted: boolean;
  /** Single letters as shortcuts; some people type by voice and need them off (WCAG 2.1.4). */
  readonly letterKeys: boolean;
  /** How long a green verdict stays before it makes room; some people need longer to read it (WCAG 2.2.1). */
  readonly greenMs: number;
  /** Which of several cameras reads; null lets the browser choose. */
  readonly cameraId: string | null;
};

const greenMs = { usual: 1_400, max: 600_000 } as const;

const storageKey = 'foyer.settings';

export const settingsStore: Store<Settings> = createStore(loadSettings());

export function useSettings(): Settings {
  return useStore(settingsStore, settings => settings);
}

export function changeSettings(change: Partial<Settings>): void {
  const next = { ...settingsStore.get(), ...change };
  settingsStore.set(next);
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing still shows the setting until it is closed.
  }
}

function loadSettings(): Settings {
  const defaults: Settings = {
    language: chooseLanguage(navigator.languages),
    theme: 'auto',
    muted: false,
    letterKeys: true,
    greenMs: greenMs.usual,
    cameraId: null,
  };
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return typeof raw === 'object' && raw !== null ? parseSettings({ ...defaults, ...raw }, defaults) : defaults;
  } catch {
    return defaults;
  }
}

function parseSettings(raw: Settings, defaults: Settings): Settings {
  return {
    language: languages.includes(raw.language) ? raw.language : defaults.language,
    theme: themeChoices.includes(raw.theme) ? raw.theme : defaults.theme,
    muted: raw.muted === true,
    letterKeys: raw.letterKeys !== false,
    greenMs: raw.greenMs >= greenMs.usual && raw.greenMs <= greenMs.max ? raw.greenMs : defaults.greenMs,
    cameraId: typeof raw.cameraId === 'string' ? raw.cameraId : null,
  };
}
