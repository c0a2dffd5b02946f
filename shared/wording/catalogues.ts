import type { Language } from '../catalog/languages.ts';
import { ar } from './ar.ts';
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** Every language's sentences. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en, de, fr, es, ar };
