/**
 * Words for readers of a segment: a note beside the shared text, by whoever writes it or by the house's templates. Notes
 * are judged like any other word, and what is refused is left out: a note never keeps a message from its readers. None
 * of it stands on the page. Rules and judging only; who gets which text is `reach.ts`.
 */
import { insertedIn, paragraphsOf } from '@candor/protocol/difference.ts';
import type { SegmentNotes, SegmentTexts } from '@candor/protocol/told.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type { ComponentState, LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import { Problem } from '#lib/problem.ts';
import { segmentKey } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import type { FactDraft, Incident } from '#timeline';
import { SEGMENT_NAMES, withBeside, withoutMarks } from '#words';
import { asFinding, type FailingMonitor, type Gate } from './gate.ts';
import type { Draftable, Voice } from './voice.ts';

/** What was found in the words for one segment in one language, and not in the shared text. */
export type JudgedNote = { segment: string; locale: string; findings: Finding[] };

type Said = Draftable & {
  segmentTexts?: SegmentTexts | undefined;
  components?: readonly ComponentState[] | undefined;
  corrects?: boolean | undefined;
};

const TEXT_CHARS = 25_000;
/** Rules about readers who do not know the trade. */
const FOR_LAYMEN = new Set(['P01', 'P03', 'P05']);
const BOLD = /^\*\*[^*]+\*\*$/;

/** The promise comes last, as in the templates of the house, also where a sentence about business hours follows it. */
export function withNote(text: string, note: string): string {
  const parts = paragraphsOf(text);
  const promise = parts.findLastIndex((part) => BOLD.test(part.trim()));
  const at = promise > 0 && promise >= parts.length - 2 ? promise : parts.length;
  return parts.toSpliced(at, 0, note.trim()).join('\n\n');
}

/**
 * The short form with the note in it, where a text for a segment says the shared one word for word and something beside;
 * `shown` is that text as this reader gets it, with the times of their zone.
 */
export function withNoteInShort(
  short: string,
  { shared, said, shown, promised }: { shared: string; said: string; shown: string; promised: boolean },
): { shortWithNote?: string } {
  const place = insertedIn(shared, said);
  if (!place) return {};
  const note = withoutMarks(paragraphsOf(shown).slice(place.from, place.to).join(' '));
  return note && !short.includes(note) ? { shortWithNote: withBeside(short, note, { promised }) } : {};
}

/** The whole text for each segment, in the languages in which its note is written. */
export function withNotes(text: LocalizedText, notes: SegmentNotes | undefined): SegmentTexts | undefined {
  const texts = Object.entries(notes ?? {}).flatMap(([segment, note]) => {
    const spoken = Object.entries(note).flatMap(([locale, said]) =>
      text[locale] ? [[locale, withNote(text[locale], said)] as const] : [],
    );
    return spoken.length > 0 ? [[segmentKey(segment), Object.fromEntries(spoken)] as const] : [];
  });
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/** Refuses notes that nobody would get: for a segment that does not exist, or in a language without a text. */
export async function refuseNotes(
  { text, segmentNotes = {} }: { text: LocalizedText; segmentNotes?: SegmentNotes | undefined },
  audience: Pick<Audience, 'traits'>,
  tx?: Tx,
): Promise<void> {
  const asked = Object.entries(segmentNotes);
  if (asked.length === 0) return;
  const keys = asked.map(([segment]) => segmentKey(segment));
  const known = new Set<string>([...SEGMENT_NAMES, ...(await audience.traits.segmentsAmong(keys, tx))]);
  const shown = keys.every((key) => known.has(key)) ? [] : await audience.traits.segments(tx);
  const names = [...new Set([...shown, ...SEGMENT_NAMES])].map((each) => `"${each}"`).join(', ');
  const errors = asked.flatMap(([segment, note], i) => {
    const path = `segmentNotes.${segment}`;
    if (keys.indexOf(keys[i]!) !== i) return [{ path, message: 'This segment has a note already.' }];
    if (!known.has(keys[i]!))
      return [
        {
          path,
          message: `Nobody is of the segment "${segment}"; known are ${names}.`,
        },
      ];
    return Object.entries(note).flatMap(([locale, said]) => {
      const at = `${path}.${locale}`;
      if (!text[locale])
        return [{ path: at, message: `There is no text in ${locale} beside which it could stand.` }];
      if (!said.trim()) return [{ path: at, message: 'It says nothing; leave it out.' }];
      return withNote(text[locale], said).length > TEXT_CHARS
        ? [{ path: at, message: `With it the text is longer than ${TEXT_CHARS} characters.` }]
        : [];
    });
  });
  if (errors.length > 0) throw new Problem('request.invalid', errors[0]!.message, { errors });
}

export type JudgeNotes = ReturnType<typeof createJudgeNotes>;

export function createJudgeNotes({
  voice,
  gate,
  failing,
}: {
  voice: Pick<Voice, 'check'>;
  /** Left out for planned work, whose words are held against no monitor. */
  gate?: Pick<Gate, 'findings'>;
  failing: () => FailingMonitor[];
}) {
  /** No reason signs what stands in a note: it can be left out, and the shared text cannot. */
  return async (said: Said, incident: Incident, tx?: Tx): Promise<JudgedNote[]> => {
    const { segmentTexts = {}, override: _, ...unsigned } = said;
    if (Object.keys(segmentTexts).length === 0) return [];
    /** By language. */
    const judge = async (text: LocalizedText) => {
      const alone = { ...unsigned, segmentTexts: undefined, pageTexts: undefined, text };
      const truth = (await gate?.findings(alone, incident, tx)) ?? [];
      const found = new Map<string, Finding[]>();
      for (const [locale, words] of Object.entries(text)) {
        const linted = await voice.check({ ...alone, text: { [locale]: words } }, incident, failing(), tx);
        found.set(locale, [
          ...truth.filter((each) => each.locale === locale).map(asFinding),
          ...linted.filter(({ rule }) => rule !== 'H06'),
        ]);
      }
      return found;
    };
    const spoken = new Set(Object.values(segmentTexts).flatMap((texts) => Object.keys(texts)));
    const shared = await judge(
      Object.fromEntries(Object.entries(said.text).filter(([each]) => spoken.has(each))),
    );
    const judged: JudgedNote[] = [];
    for (const [segment, texts] of Object.entries(segmentTexts))
      for (const [locale, found] of await judge(texts)) {
        const own = added(shared.get(locale) ?? [], found).filter(
          ({ rule }) => segment !== 'developer' || !FOR_LAYMEN.has(rule),
        );
        judged.push({ segment, locale, findings: inNote(own, said.text[locale] ?? '', texts[locale]!) });
      }
    return judged;
  };
}

const isRefused = ({ findings }: JudgedNote) => findings.some(({ level }) => level === 'error');
const sentenceOf = ({ segment, locale, findings }: JudgedNote) =>
  `The words for ${segment} (${locale}): ${findings.flatMap(({ level, message }) => (level === 'error' ? [message] : [])).join(' ')}`;

/** Its author is there, and can mend or leave out what does not pass. */
export function blockNotes(judged: readonly JudgedNote[]): void {
  const refused = judged.filter(isRefused);
  if (refused.length > 0)
    throw new Problem('words.blocked', refused.map(sentenceOf).join(' '), { extra: { notes: refused } });
}

/** Nobody is there to mend it: the message goes out without what is refused, and that is on record. */
export function withoutRefused(
  texts: SegmentTexts | undefined,
  judged: readonly JudgedNote[],
): { texts: SegmentTexts | undefined; skipped: FactDraft['body'][] } {
  const refused = judged.filter(isRefused);
  if (!texts || refused.length === 0) return { texts, skipped: [] };
  const kept = Object.entries(texts).flatMap(([segment, text]) => {
    const passed = Object.entries(text).filter(
      ([locale]) => !refused.some((each) => each.segment === segment && each.locale === locale),
    );
    return passed.length > 0 ? [[segment, Object.fromEntries(passed)] as const] : [];
  });
  return {
    texts: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    skipped: refused.map((each) => ({
      kind: 'carrier.skipped',
      carrier: 'subscribers',
      reason: `${sentenceOf(each)} They were told the shared text alone.`.slice(0, 2_000),
    })),
  };
}

/** What the second has beyond the first, as often as it has it. */
function added(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const same = ({ rule, message }: Finding) => `${rule} ${message}`;
  const left = new Map<string, number>();
  for (const each of before) left.set(same(each), (left.get(same(each)) ?? 0) + 1);
  return after.filter((each) => {
    const n = left.get(same(each)) ?? 0;
    left.set(same(each), n - 1);
    return n <= 0;
  });
}

/** Places count within the note; what lies elsewhere points at its end. */
function inNote(findings: readonly Finding[], shared: string, text: string): Finding[] {
  let from = 0;
  while (from < shared.length && shared[from] === text[from]) from += 1;
  // It may begin with the letters of what follows it; its paragraph is its own.
  from = from === shared.length ? from + 2 : text.lastIndexOf('\n', from - 1) + 1;
  const length = text.length - shared.length - 2;
  const place = (at: number) => Math.min(Math.max(at - from, 0), Math.max(length, 0));
  return findings.map(({ rule, level, message, suggestion, start, end }) => ({
    rule,
    level,
    message,
    suggestion,
    start: place(start),
    end: place(end),
  }));
}
