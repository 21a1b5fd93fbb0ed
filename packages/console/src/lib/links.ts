/** Links as lines that people type: a name, then an address. Names are kept in English here; the API takes more. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { textIn } from '../ui/LocalizedField.tsx';

type Link = { label: LocalizedText; url: string };

export const linesOf = (links: readonly Link[]): string =>
  links.map(({ label, url }) => `${textIn(label)} ${url}`).join('\n');

export const linksIn = (text: string): Link[] =>
  text
    .split('\n')
    .map((line) => /^(.*\S)\s+(\S+)$/.exec(line.trim()))
    .flatMap((parts) => (parts ? [{ label: { en: parts[1]! }, url: parts[2]! }] : []));
