import { useEffect, useState } from 'react';
import { legibleAccent } from '#shared/catalog/legible-accent.ts';
import { writingDirection } from '#shared/wording/language.ts';
import { useLive } from '../state/live-store.ts';
import { useSettings } from '../state/settings-store.ts';

/** Language, direction, theme and the organization's accent, set on the document. */
export function useAppearance(): void {
  const { language, theme } = useSettings();
  const system = useSystemTheme();
  const accent = useLive(state => state.places.find(option => option.eventId === state.place?.eventId)?.accent ?? null);
  const shown = theme === 'auto' ? system : theme;
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language;
    root.dir = writingDirection(language);
    root.dataset.theme = shown;
  }, [language, shown]);
  useEffect(() => {
    const { style } = document.documentElement;
    const made = legibleAccent(accent, shown);
    if (made === null) {
      style.removeProperty('--accent');
      style.removeProperty('--on-accent');
    } else {
      style.setProperty('--accent', made.accent);
      style.setProperty('--on-accent', made.onAccent);
    }
  }, [accent, shown]);
}

function useSystemTheme(): 'light' | 'dark' {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const onChange = () => setDark(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return dark ? 'dark' : 'light';
}
