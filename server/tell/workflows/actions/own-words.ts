/** Words that a rule holds ready: they have to be true whenever the rule runs, so the timeless rules judge them. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Problem } from '#lib/problem.ts';
import type { Words } from '#words';
import { timelessFindings } from '../../holding/check.ts';

export function refuseWords(words: Pick<Words, 'lint'>, text: LocalizedText | null, path: string): void {
  const findings = Object.entries(text ?? {}).flatMap(([locale, said]) =>
    timelessFindings(words, said, { phase: 'investigating', locale }).map((finding) => ({
      ...finding,
      locale,
    })),
  );
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length > 0)
    throw new Problem(
      'words.blocked',
      errors
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 4_000),
      {
        errors: errors.map(({ locale, message }) => ({ path: `${path}.${locale}`, message })),
        extra: { findings: errors },
      },
    );
}
