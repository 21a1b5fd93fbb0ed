/**
 * How much room a post takes, by each network's own rule. Where a rule leaves a doubt that only the network can settle
 * (is this ending a domain?), the larger count is taken: a post that is a little short is read, one that is too long
 * is refused. Pure.
 *
 * Sources: twitter-text configuration v3 and its conformance suite (X); Mastodon's StatusLengthValidator (graphemes,
 * 23 for a link); the lexicon app.bsky.feed.post (300 graphemes, 3,000 bytes).
 */
import { graphemes, type Measure } from './text.ts';

export type Rule = { limit: number; unit: string; used(text: string): number; fits(text: string): boolean };

const LINK_LENGTH = 23;
/** Only what is part of a link for every network without doubt; what follows is counted as text. */
const LINK =
  /(?<![\p{L}\p{N}@$#_./:-])(?:https?:\/\/)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63})(?![\p{L}\p{N}_-])(?::\d{1,5})?(?:\/(?:[a-z0-9!*';:=+,.$%#\-_~@&/]*[a-z0-9=_#/+-])?)?(?:\?(?:[a-z0-9!?*'@;:&=+$/%#\-_.,~]*[a-z0-9_&=#/-])?)?/giu;
/** Endings of names that are not in the public DNS: no network takes them for a link. */
const NOT_PUBLIC =
  /\.(?:test|example|invalid|localhost|local|localdomain|internal|intranet|private|corp|home|lan|onion|alt)$/i;

/** `bare`: what looks like a name of DNS is taken for a link also without a scheme. */
function withLinks(text: string, plain: (text: string) => number, bare: boolean): number {
  let used = 0;
  let read = 0;
  for (const match of text.matchAll(LINK)) {
    const [link, host = ''] = match;
    const hasScheme = /^https?:/i.test(link);
    if (!hasScheme && !bare) continue;
    used += plain(text.slice(read, match.index));
    read = match.index + link.length;
    const whole = plain(link);
    const certain = hasScheme && !NOT_PUBLIC.test(host) && host.split('.').every((one) => one.length <= 63);
    used += certain ? LINK_LENGTH : Math.max(LINK_LENGTH, whole);
  }
  return used + plain(text.slice(read));
}

/** First and last code point of what counts one; everything else counts two. */
const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const EMOJI = /^\p{RGI_Emoji}$/v;
const COUNTS_AS_EMOJI = /^[©®]\uFE0F?$/;

function weightOf(text: string): number {
  // Most of what is written is plain, and needs no look at what makes a character.
  if (/^[\0-\u00a8\u00aa-\u00ad\u00af-\u10ff]*$/.test(text)) return text.length;
  let weight = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (EMOJI.test(segment) || COUNTS_AS_EMOJI.test(segment)) weight += 2;
    else
      for (const letter of segment) {
        const point = letter.codePointAt(0)!;
        weight += LIGHT.some(([first, last]) => point >= first && point <= last) ? 1 : 2;
      }
  }
  return weight;
}

export const xWeight = (text: string): number => withLinks(text.normalize('NFC'), weightOf, true);
export const mastodonLength = (text: string): number => withLinks(text, graphemes, false);

const rule = (limit: number, unit: string, used: (text: string) => number): Rule => ({
  limit,
  unit,
  used,
  fits: (text) => used(text) <= limit,
});

export const X: Rule = rule(280, 'weighted characters', xWeight);
/** `limit` as the server states it. */
export const mastodonRule = (limit = 500): Rule => rule(limit, 'characters', mastodonLength);
const BLUESKY_BYTES = 3_000;
export const BLUESKY: Rule = {
  ...rule(300, 'characters', graphemes),
  fits: (text) => graphemes(text) <= 300 && Buffer.byteLength(text) <= BLUESKY_BYTES,
};

export const measureBy = ({ limit, unit, used }: Rule, text: string): Measure => ({
  used: used(text),
  limit,
  unit,
  parts: 1,
});
