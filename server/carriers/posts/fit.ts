/**
 * A message in the room that there is: what is affected first, then what was said, then when the next word comes and
 * the link. What was said gives way first, sentence by sentence; then the title; the promise and the link are kept as
 * long as anything else can give way. Never cuts a link or what a reader sees as one character. Pure.
 */
import { cut, LEAST_CHARS, longest } from '#lib/measure/cut.ts';
import { firstGraphemes } from '#lib/measure/text.ts';
import { sentences } from './sentences.ts';

export type Blocks = { lead: string; body: string; promise: string | null; url: string | null };

/** No post and no SMS has room for half of this; what comes after is not looked at. */
const MOST_CHARS = 4_000;

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

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
