/**
 * A correction as readers see it: what was put in is marked in the text that stands now, what was taken out in the text
 * that stood before. Marked by elements and by type, not by colour alone. Pure.
 */
import { differenceOf } from '@candor/protocol/difference.ts';
import { type Html, render, trusted } from './html.ts';
import { markdown } from './markdown.ts';

/** Two letters of the private use area: nobody writes them, and what would be written is taken out. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const EITHER = /[\uE000\uE001]/g;

/** The text with marks around the words that the other one lacks; never around the marks of Markdown at an edge. */
function marked(text: string, other: string): string {
  const clean = (words: string) => words.replace(EITHER, '');
  return differenceOf(clean(other), clean(text))
    .flatMap(({ kind, text: words }) => {
      if (kind === 'removed') return [];
      if (kind === 'same') return [words];
      const [, before = '', changed = '', after = ''] =
        /^([^\p{L}\p{N}]*)([\s\S]*?)([^\p{L}\p{N}]*)$/u.exec(words) ?? [];
      return changed ? [before, OPEN, changed, CLOSE, after] : [words];
    })
    .join('');
}

/** Marks become elements: within text alone, closed before each tag and opened again behind it. */
function elements(source: string, name: 'ins' | 'del'): string {
  let inside = false;
  let made = '';
  for (const [piece] of source.matchAll(/<[^>]*>|[^<]+/g)) {
    if (piece.startsWith('<')) {
      made += piece.replace(EITHER, '');
      // An address that was changed is marked no further than itself.
      for (const [mark] of piece.matchAll(EITHER)) inside = mark === OPEN;
      continue;
    }
    for (const part of piece.split(/(?=[\uE000\uE001])/)) {
      if (part.startsWith(OPEN) || part.startsWith(CLOSE)) inside = part.startsWith(OPEN);
      const words = part.replace(EITHER, '');
      made += inside && words.trim() ? `<${name}>${words}</${name}>` : words;
    }
  }
  return made;
}

export const markedMarkdown = (text: string, other: string, name: 'ins' | 'del'): Html =>
  trusted(elements(render(markdown(marked(text, other))), name));
