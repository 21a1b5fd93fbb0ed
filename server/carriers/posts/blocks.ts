/**
 * What a public post is made of: title with its phase, what was said, the next promised word, and where to follow.
 * Readers' own links never reach the public. Pure.
 */
import { withoutMarks } from '#words';
import type { Rendered } from '../carrier.ts';
import type { Blocks } from './fit.ts';
import { sentences } from './sentences.ts';

export function blocksOf(form: Rendered): Blocks {
  const { parts } = form;
  if (!parts)
    return form.short ? blocksOfText(form.short) : { ...blocksOfText(form.text), lead: form.subject };
  return {
    lead: form.subject || `${parts.phaseLabel}: ${parts.title}`,
    ...parted(withoutOwnLinks(withoutMarks(parts.body)), parts.nextWord),
    url: parts.url,
  };
}

/** The promise stands once, where it is kept longest: in the author's words, when their last sentence names its time. */
function parted(said: string, nextWord: string | null): Pick<Blocks, 'body' | 'promise'> {
  const time = nextWord && /\p{Nd}{1,2}[:.h]\p{Nd}{2}/u.exec(nextWord)?.[0];
  const from = sentences(said).at(-2) ?? 0;
  const last = said.slice(from).trim();
  if (time && last.includes(time)) return { body: said.slice(0, from).trim(), promise: last };
  return { body: said, promise: nextWord };
}

/** A text whose link stands last, as short forms are written: what is affected comes first in it already. */
export function blocksOfText(text: string): Blocks {
  const clean = withoutOwnLinks(text);
  const last = clean.split(/\s+/).at(-1)!;
  const url = /^https?:\/\/./.test(last) ? last : null;
  return { lead: '', body: url ? clean.slice(0, -url.length).trim() : clean, promise: null, url };
}

const withoutOwnLinks = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/\{\{\s*(?:unsubscribeUrl|ownUrl)\s*\}\}/.test(line))
    .join('\n')
    .trim();
