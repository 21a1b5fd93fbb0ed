/** What the public forms of policy and checklists say by themselves, in each language that they speak. */
import { de } from './words/de.ts';
import { en, type PrepareWords } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';
import { pt } from './words/pt.ts';

export const PREPARE_WORDS: Readonly<Record<string, PrepareWords>> = { en, de, fr, es, pt, ja };

export const prepareWords = (locale: string): PrepareWords => PREPARE_WORDS[locale.split('-')[0]!] ?? en;
