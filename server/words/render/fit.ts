/**
 * Short forms that fit: what is affected comes first, the promise and the address come last and stay whole; the title
 * is shortened first, then what stands between gives way. What fits is the channel's own rule. Pure.
 */
import { cut } from '#lib/measure/cut.ts';
import { sentencesOf } from '../text/sentences.ts';

export type Fits = (text: string) => boolean;

export const LINK_AT_END = /(?<!\S)(https?:\/\/\S+)$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Spaces that hold words together stay what they are. */
export const oneLine = (text: string): string => text.replace(/[^\S\u00a0\u202f]+/g, ' ').trim();
/** Japanese sentences follow each other without a space. */
export const joined = (sentences: readonly string[]): string =>
  sentences.reduce((all, next) => `${all}${/[。！？]$/.test(all) ? '' : ' '}${next}`);

/** No short form has room for half of this; what comes after is not looked at. */
const MOST_CHARS = 4_000;

export function fit(text: string, fits: Fits): string {
  const flat = oneLine(text);
  if (fits(flat)) return flat;
  const link = LINK_AT_END.exec(flat)?.[1] ?? '';
  const words = (link ? flat.slice(0, flat.length - link.length) : flat).slice(0, MOST_CHARS).trim();
  const whole = (kept: string) => (link ? `${kept} ${link}` : kept);
  const parts = sentencesOf(words).map((sentence) => sentence.text);
  while (parts.length > 2 && !fits(whole(joined(parts)))) parts.splice(parts.length - 2, 1);
  if (parts.length > 0 && fits(whole(joined(parts)))) return whole(joined(parts));
  const [first = '', last] = parts;
  if (last !== undefined) {
    const head = cut(first, (kept) => fits(whole(joined([kept, last]))));
    if (head) return whole(joined([head, last]));
  }
  const kept = cut(first, (each) => fits(whole(each)));
  if (kept) return whole(kept);
  // Half an address leads nowhere: when it leaves no room for words, it is left out.
  return link ? fit(words, fits) : cut(words, fits) || beginning(words, fits);
}

/** As many whole characters as fit, where not even a word does. */
function beginning(text: string, fits: Fits): string {
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (!fits(kept + segment)) break;
    kept += segment;
  }
  return kept;
}

/** Tries the whole title, then a shorter one, then gives up what stands behind it. */
export function fitWithTitle(render: (title: string) => string, title: string, fits: Fits): string {
  const told = (each: string) => oneLine(render(each)).replace(/…[.,:。、]+/g, '…');
  const whole = oneLine(render(title));
  if (fits(whole)) return whole;
  const flat = oneLine(title).slice(0, MOST_CHARS);
  const shorter = cut(flat, (kept) => fits(told(kept)));
  if (shorter) return told(shorter);
  return fit(render(cut(flat, (kept) => kept.length <= LEAST_TITLE) || flat), fits);
}

const LEAST_TITLE = 24;
