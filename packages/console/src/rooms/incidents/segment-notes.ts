/** Notes for segments as they are written and judged. Pure. */
import type { SegmentNotes as Notes } from '@candor/protocol/told.ts';
import type { Finding } from '@candor/protocol/words.ts';

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
