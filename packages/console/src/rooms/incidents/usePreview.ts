/**
 * What the linter and the truth gate say of what is written, a moment after each pause in the typing: of all languages
 * together, as they will be judged when they are published, so that what is signed here is what is asked for there.
 */
import type { PreviewFinding, TruthFinding, UpdateInput } from '@candor/protocol/tell.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { useMay } from '../../session.ts';
import type { JudgedNote } from './segment-notes.ts';

export type Judgement = {
  findings: PreviewFinding[];
  truth: TruthFinding[];
  /** What is found in the words for segments. */
  notes: JudgedNote[];
  nextUpdateBy: string | null;
  blocked: string | null;
};

const PAUSE_MS = 300;

/** The server reads each text without the space in front. */
function placedIn({ text }: UpdateInput, judged: Judgement): Judgement {
  const shifts = new Map(
    Object.entries(text).map(([locale, words]) => [locale, words.length - words.trimStart().length]),
  );
  const findings = judged.findings.map((finding) => {
    const shift = shifts.get(finding.locale ?? '') ?? 0;
    return { ...finding, start: finding.start + shift, end: finding.end + shift };
  });
  return { ...judged, findings };
}

/** The key leaves out the instant of the next word, which moves with every second; its distance stays in. */
export function usePreview(incidentId: string, input: UpdateInput | null, nextInMinutes: number | null) {
  const may = useMay();
  const written = JSON.stringify(input && { ...input, nextUpdateBy: undefined });
  const [settled] = useDebouncedValue(written, PAUSE_MS);
  const path = `/incidents/${incidentId}/previews`;
  const asked = settled === 'null' ? null : (JSON.parse(settled) as UpdateInput);
  const found = useQuery<Judgement, Problem>({
    queryKey: [path, settled, nextInMinutes],
    enabled: asked !== null && may('tell:write'),
    placeholderData: keepPreviousData,
    queryFn: async () => {
      if (!asked) throw new Error('There is nothing to judge.');
      const now = input?.nextUpdateBy ? { nextUpdateBy: input.nextUpdateBy } : {};
      return placedIn(asked, await post<Judgement>(path, { ...asked, ...now }));
    },
  });
  return {
    data: input ? found.data : undefined,
    isFetching: found.isFetching,
    /** It is about exactly the words that stand there now. */
    isCurrent: settled === written && !found.isPlaceholderData && found.data !== undefined,
    refetch: found.refetch,
  };
}
