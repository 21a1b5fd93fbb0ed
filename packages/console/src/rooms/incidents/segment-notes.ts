/** Notes for segments as they are written and judged. Pure. */
import { insertedIn, paragraphsOf } from '@candor/protocol/difference.ts';
import type { SegmentNotes as Notes, SegmentTexts } from '@candor/protocol/told.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Problem } from '../../api.ts';

export type JudgedNote = { segment: string; locale: string; findings: Finding[] };

/** As the server tells names of segments apart. */
export const keyOf = (segment: string) =>
  segment
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
export const isWritten = (note: Notes[string] | undefined) =>
  Object.values(note ?? {}).some((said) => said.trim());

/** Without what is empty, and without languages in which there is no text. */
export function writtenNotes(notes: Notes, locales: readonly string[]): Notes | null {
  const written = Object.entries(notes).flatMap(([segment, note]) => {
    const said = Object.entries(note).filter(([locale, words]) => words.trim() && locales.includes(locale));
    return said.length > 0 ? [[segment, Object.fromEntries(said)] as const] : [];
  });
  return written.length > 0 ? Object.fromEntries(written) : null;
}

const isRefused = ({ findings }: JudgedNote) => findings.some(({ level }) => level === 'error');
export const refusedIn = (judged: readonly JudgedNote[] = []): JudgedNote[] => judged.filter(isRefused);

/** What the server found in notes when it refused them. */
export function judgedIn(problem: Problem | null): JudgedNote[] {
  const notes = problem?.extra['notes'];
  return Array.isArray(notes) ? (notes as JudgedNote[]) : [];
}

/** What readers of segments were told beside a text, where what they got is that text with something added. */
export function notesOf({
  text,
  segmentTexts = {},
}: {
  text: LocalizedText;
  segmentTexts?: SegmentTexts | undefined;
}): Notes {
  const beside = (locale: string, whole: string) => {
    const place = insertedIn(text[locale] ?? '', whole);
    return place ? paragraphsOf(whole).slice(place.from, place.to).join('\n\n') : '';
  };
  return Object.fromEntries(
    Object.entries(segmentTexts).flatMap(([segment, texts]) => {
      const note = Object.entries(texts).map(([locale, whole]) => [locale, beside(locale, whole)] as const);
      const said = note.filter(([, words]) => words);
      return said.length > 0 ? [[segment, Object.fromEntries(said)] as const] : [];
    }),
  );
}

/** Without what is refused. */
export function withoutRefused(notes: Notes, refused: readonly JudgedNote[]): Notes {
  return Object.fromEntries(
    Object.entries(notes).map(([segment, note]) => [
      segment,
      Object.fromEntries(
        Object.entries(note).filter(
          ([locale]) => !refused.some((each) => each.segment === keyOf(segment) && each.locale === locale),
        ),
      ),
    ]),
  );
}
