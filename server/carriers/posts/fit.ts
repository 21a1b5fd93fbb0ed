/**
 * A message in the room that there is: what is affected first, then what was said, then when the next word comes and
 * the link. What was said gives way first, sentence by sentence; then the title; the promise and the link are kept as
 * long as anything else can give way. Never cuts a link or what a reader sees as one character. Pure.
 */
import { firstGraphemes } from '../measure.ts';
import { sentences } from './sentences.ts';

export type Blocks = { lead: string; body: string; promise: string | null; url: string | null };

/** A shorter beginning of a title or a sentence says nothing. */
const LEAST_CHARS = 20;
/** No post and no SMS has room for half of this; what comes after is not looked at. */
const MOST_CHARS = 4_000;
const LINK = /https?:\/\/\S+/g;

export function fit(blocks: Blocks, fits: (text: string) => boolean): string {
  const lead = oneLine(firstGraphemes(blocks.lead, MOST_CHARS));
  const tidy = { ...blocks, lead, body: firstGraphemes(blocks.body, MOST_CHARS).trim() };
  const whole = layOut(tidy);
  if (fits(whole)) return whole;
  for (const kept of [tidy, { ...tidy, promise: null }, { ...tidy, promise: null, url: null }]) {
    const found = squeezed(kept, fits);
    if (found !== null) return found;
  }
  return cut(tidy.lead || tidy.body, fits);
}

function squeezed(blocks: Blocks, fits: (text: string) => boolean): string | null {
  const { lead, body } = blocks;
  const withBody = (kept: string) => layOut({ ...blocks, body: kept });
  const ends = sentences(body);
  const most = longest(ends, (end) => fits(withBody(body.slice(0, end))));
  if (most !== null) return withBody(body.slice(0, most));
  if (fits(withBody(''))) {
    const part = cut(body.slice(0, ends[0]), (kept) => fits(withBody(kept)));
    if (part.length >= LEAST_CHARS) return withBody(part);
    if (lead) return withBody('');
  }
  const short = cut(lead, (kept) => fits(layOut({ ...blocks, body: '', lead: kept })));
  return short.length >= LEAST_CHARS ? layOut({ ...blocks, body: '', lead: short }) : null;
}

const layOut = ({ lead, body, promise, url }: Blocks): string =>
  [lead, body, [promise, url].filter(Boolean).join('\n')].filter(Boolean).join('\n\n');

/** The longest beginning that fits, ended at a word where words are written apart, with a mark that more follows. */
export function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const links = [...text.matchAll(LINK)].map(({ index, 0: link }) => [index, index + link.length] as const);
  const apart = (end: number) => !links.some(([from, to]) => end > from && end < to);
  const shown = (end: number) => {
    const kept = withoutEnd(text.slice(0, end));
    // A mark that touches an address becomes part of it.
    const afterLink = links.some(([from, to]) => kept.length > from && kept.length <= to);
    return kept && `${kept}${afterLink ? ' …' : '…'}`;
  };
  for (const granularity of ['word', 'grapheme'] as const) {
    const end = longest(boundaries(text, granularity).filter(apart), (each) => fits(shown(each)));
    if (end !== null && shown(end).length >= LEAST_CHARS) return shown(end);
  }
  return '';
}

/** Where a text may end: never within a character. */
function boundaries(text: string, granularity: 'word' | 'grapheme'): number[] {
  const ends = (by: 'word' | 'grapheme') =>
    [...new Intl.Segmenter('en', { granularity: by }).segment(text)].map(
      ({ index, segment }) => index + segment.length,
    );
  const whole = ends('grapheme');
  if (granularity === 'grapheme') return whole;
  const allowed = new Set(whole);
  return ends('word').filter((end) => allowed.has(end));
}

/** The last of rising values that passes, by halving: what fits longer fits shorter. */
function longest(values: readonly number[], passes: (value: number) => boolean): number | null {
  let low = -1;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(values[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low < 0 ? null : values[low]!;
}

/** Without spaces and pauses at its end; by hand, because a pattern takes long for many of them. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,;:.]/.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
