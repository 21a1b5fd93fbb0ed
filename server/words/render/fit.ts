/**
 * Short forms that fit: what is affected comes first, the promise and the address come last and stay whole; the title
 * is shortened first, then what stands between gives way.
 */
import { sentencesOf } from '../text/sentences.ts';

const LINK_AT_END = /\s*(https?:\/\/\S+)$/;
const chars = (text: string): number => [...text].length;
/** Spaces that hold words together stay what they are. */
export const oneLine = (text: string): string => text.replace(/[^\S\u00a0\u202f]+/g, ' ').trim();
/** Japanese sentences follow each other without a space. */
const joined = (sentences: readonly string[]): string =>
  sentences.reduce((all, next) => `${all}${/[。！？]$/.test(all) ? '' : ' '}${next}`);

/** Half an address leads nowhere: when it leaves no room for words, it is left out. */
const LEAST_WORDS = 40;

export function fit(text: string, limit: number): string {
  const flat = oneLine(text);
  if (chars(flat) <= limit) return flat;
  const link = LINK_AT_END.exec(flat)?.[1] ?? '';
  const words = link ? flat.slice(0, flat.length - link.length).trim() : flat;
  const room = limit - (link ? chars(link) + 1 : 0);
  if (link && room < LEAST_WORDS) return fit(words, limit);
  const parts = sentencesOf(words).map((sentence) => sentence.text);
  while (parts.length > 2 && chars(joined(parts)) > room) parts.splice(parts.length - 2, 1);
  let kept = joined(parts);
  if (chars(kept) > room && parts.length === 2) {
    const last = parts[1]!;
    const first = room - chars(last) - 1;
    kept = first >= 12 ? `${cut(parts[0]!, first)} ${last}` : last;
  }
  return link ? `${cut(kept, room)} ${link}` : cut(kept, limit);
}

export function cut(words: string, room: number): string {
  if (chars(words) <= room) return words;
  const head = [...words].slice(0, Math.max(0, room - 3)).join('');
  const space = head.lastIndexOf(' ');
  return `${(space > room / 2 ? head.slice(0, space) : head).replace(/[,;:.、。：\s]+$/, '')}...`;
}

const LEAST_TITLE = 20;

/** Tries the whole title, then a shorter one, then gives up what stands behind it. */
export function fitWithTitle(render: (title: string) => string, title: string, limit: number): string {
  const whole = oneLine(render(title));
  const over = chars(whole) - limit;
  if (over <= 0) return whole;
  const room = Math.max(LEAST_TITLE, chars(title) - over);
  return fit(render(cut(title, room)), limit);
}

/** One typographic mark turns an SMS of 160 characters into three of 67, so plain ones stand in. */
export const plainMarks = (text: string): string =>
  text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[–—−]/g, '-')
    .replace(/…/g, '...')
    .replace(/[\u00a0\u202f\u2009]/g, ' ');
