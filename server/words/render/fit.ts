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

/** A text as its sentences and the address at its end. */
function taken(flat: string) {
  const link = LINK_AT_END.exec(flat)?.[1] ?? '';
  const words = (link ? flat.slice(0, flat.length - link.length) : flat).slice(0, MOST_CHARS).trim();
  const whole = (kept: string) => (link ? `${kept} ${link}` : kept);
  return { words, link, whole, parts: sentencesOf(words).map((sentence) => sentence.text) };
}

/** With the first sentence and the last as they are, and as much between them as fits; nothing when they do not fit. */
function withoutMiddle(flat: string, fits: Fits): string {
  const { whole, parts } = taken(flat);
  while (parts.length > 2 && !fits(whole(joined(parts)))) parts.splice(parts.length - 2, 1);
  return parts.length > 0 && fits(whole(joined(parts))) ? whole(joined(parts)) : '';
}

export function fit(text: string, fits: Fits): string {
  const flat = oneLine(text);
  if (fits(flat)) return flat;
  const { words, link, whole, parts } = taken(flat);
  const fitting = withoutMiddle(flat, fits);
  if (fitting) return fitting;
  const [first = '', last] = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
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

/** Stands for a title while sentences are counted: a title may end sentences of its own. */
const TITLE = '\ue000';
const LEAST_TITLE = 24;

/**
 * Tries the whole title, then a shorter one, then without what stands between the first sentence and the last. A first
 * sentence that would lose its end may say the opposite ("the work planned for Sunday …" of what was called off), so
 * `briefer` speaks before anything is cut, with the sentence that holds the promise and the same address behind it.
 */
export function fitWithTitle(
  render: (title: string) => string,
  title: string,
  fits: Fits,
  briefer?: { say(title: string): string; promise: string | null },
): string {
  const told = (text: string) =>
    oneLine(text)
      .replace(/…[.,:。、]+/g, '…')
      .replace(/\.{4,}/g, '...');
  const whole = oneLine(render(title));
  if (fits(whole)) return whole;
  const flat = oneLine(title).slice(0, MOST_CHARS);
  const least = cut(flat, (kept) => kept.length <= LEAST_TITLE) || flat;
  const shortened = (say: (title: string) => string) => {
    const whole = oneLine(say(title));
    if (fits(whole)) return whole;
    const shorter = cut(flat, (kept) => fits(told(say(kept))));
    return shorter && told(say(shorter));
  };
  const named = (text: string) => told(text.replaceAll(TITLE, () => least));
  const model = oneLine(render(TITLE));
  const { link, parts } = taken(model);
  const promise = briefer?.promise && parts.slice(1).find((each) => each.includes(briefer.promise!));
  const behind = [promise, link].filter(Boolean).join(' ');
  const brief = (each: string) => `${briefer!.say(each)} ${behind}`.trim();
  return (
    shortened(render) ||
    named(withoutMiddle(model, (text) => fits(named(text)))) ||
    (briefer && shortened(brief)) ||
    fit(briefer ? brief(least) : render(least), fits)
  );
}
