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
  if (!parts) {
    const text = withoutOwnLinks(form.short ?? form.text);
    const url = LINK_AT_END.exec(text)?.[1] ?? null;
    const words = (url ? text.replace(LINK_AT_END, '') : text).trim();
    // A short form leads with what is affected; a longer text may not.
    return { lead: form.short ? '' : form.subject, body: words, promise: null, url };
  }
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

const withoutOwnLinks = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/\{\{\s*(?:unsubscribeUrl|ownUrl)\s*\}\}/.test(line))
    .join('\n')
    .trim();
