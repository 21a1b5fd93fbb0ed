/**
 * What a public post is made of: title with its phase, what was said, the next promised word, and where to follow.
 * Readers' own links never reach the public. Pure.
 */
import { withoutMarks } from '#words';
import type { Rendered } from '../carrier.ts';
import type { Blocks } from './fit.ts';

const LINK_AT_END = /\s*(https?:\/\/\S+)\s*$/;

export function blocksOf(form: Rendered): Blocks {
  const { parts } = form;
  if (!parts)
    return form.short ? blocksOfText(form.short) : { ...blocksOfText(form.text), lead: form.subject };
  const promise = parts.nextWord ? withoutMarks(parts.nextWord) : null;
  const said = withoutOwnLinks(withoutMarks(parts.body));
  return {
    lead: form.subject || `${parts.phaseLabel}: ${parts.title}`,
    // The promise stands once, where it is kept longest.
    body: promise ? said.replace(promise, '').trim() : said,
    promise,
    url: parts.url,
  };
}

/** A text whose link stands last, as short forms are written: what is affected comes first in it already. */
export function blocksOfText(text: string): Blocks {
  const clean = withoutOwnLinks(text);
  const url = LINK_AT_END.exec(clean)?.[1] ?? null;
  return { lead: '', body: clean.replace(LINK_AT_END, '').trim(), promise: null, url };
}

const withoutOwnLinks = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/\{\{\s*(?:unsubscribeUrl|ownUrl)\s*\}\}/.test(line))
    .join('\n')
    .trim();
