/**
 * What the linter and the truth gate say of what is written, a moment after each pause in the typing. Each language is
 * judged by itself, so that a finding can be shown in the text that it is about.
 */
import type { UpdateInput } from '@candor/protocol/tell.ts';
import type { Finding } from '@candor/protocol/words.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { useMay } from '../../session.ts';
import type { LocalFinding } from '../../ui/Findings.tsx';
import { type JudgedNote, writtenNotes } from './segment-notes.ts';

type Judgement<Found> = {
  findings: Found[];
  /** What is found in the words for segments. */
  notes: JudgedNote[];
  nextUpdateBy: string | null;
  blocked: string | null;
};

const PAUSE_MS = 300;

/** Only beside a text of its language. */
function notesIn({ segmentNotes = {} }: UpdateInput, locale: string) {
  const notes = writtenNotes(segmentNotes, [locale]);
  return { segmentNotes: notes ?? undefined };
}

async function judge(path: string, update: UpdateInput): Promise<Judgement<LocalFinding>> {
  const each = await Promise.all(
    Object.entries(update.text).map(async ([locale, text]) => {
      const judged = await post<Judgement<Finding>>(path, {
        ...update,
        text: { [locale]: text },
        ...notesIn(update, locale),
      });
      // The server reads it without the space in front.
      const shift = text.length - text.trimStart().length;
      const findings = judged.findings.map(({ start, end, ...finding }) => ({
        ...finding,
        locale,
        start: start + shift,
        end: end + shift,
      }));
      return { ...judged, findings };
    }),
  );
  return {
    findings: each.flatMap(({ findings }) => findings),
    notes: each.flatMap(({ notes }) => notes),
    nextUpdateBy: each[0]?.nextUpdateBy ?? null,
    blocked: each.find(({ blocked }) => blocked !== null)?.blocked ?? null,
  };
}

/** The key leaves out the instant of the next word, which moves with every second; its distance stays in. */
export function usePreview(incidentId: string, input: UpdateInput | null, nextInMinutes: number | null) {
  const may = useMay();
  const [settled] = useDebouncedValue(
    JSON.stringify(input && { ...input, nextUpdateBy: undefined }),
    PAUSE_MS,
  );
  const path = `/incidents/${incidentId}/previews`;
  const asked = settled === 'null' ? null : (JSON.parse(settled) as UpdateInput);
  const found = useQuery<Judgement<LocalFinding>, Problem>({
    queryKey: [path, settled, nextInMinutes],
    enabled: asked !== null && may('tell:write'),
    placeholderData: keepPreviousData,
    queryFn: () => {
      if (!asked) throw new Error('There is nothing to judge.');
      return judge(path, {
        ...asked,
        ...(input?.nextUpdateBy ? { nextUpdateBy: input.nextUpdateBy } : {}),
      });
    },
  });
  return input ? found : { ...found, data: undefined };
}
