/** Asks the linter about a text in each of its languages, a moment after each pause in the typing. */
import type { Finding, LintContext } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../api.ts';
import type { LocalFinding } from './Findings.tsx';

const PAUSE_MS = 300;

export function useLint(text: LocalizedText, context: Omit<LintContext, 'locale'>) {
  const [settled] = useDebouncedValue(JSON.stringify(text), PAUSE_MS);
  const written = Object.entries(JSON.parse(settled) as LocalizedText).filter(([, words]) => words.trim());
  return useQuery<LocalFinding[], Problem>({
    queryKey: ['/words/lint', settled, JSON.stringify(context)],
    enabled: written.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const each = await Promise.all(
        written.map(async ([locale, words]) => {
          const { findings } = await post<{ findings: Finding[] }>('/words/lint', {
            ...context,
            locale,
            text: words,
          });
          return findings.map((finding) => ({ ...finding, locale }));
        }),
      );
      return each.flat();
    },
  });
}
