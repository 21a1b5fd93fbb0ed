/**
 * What the linter says of a set's own words. They have to hold at any time, so only the rules that ask for nothing of
 * one incident apply, and a time or a date in them is pointed out. Pure.
 */
import { type HoldingFinding, HoldingKind, type HoldingSetInput } from '@candor/protocol/holding.ts';
import type { Finding, LintContext } from '@candor/protocol/words.ts';
import type { Words } from '#words';

/** Rules about how something is said, not about what an update of an incident has to hold. */
const TIMELESS = /^(H0[1-5]|H08|T0[2-5]|P0[13-5]|S01)$/;

const PHASE: Record<HoldingKind, LintContext['phase']> = {
  outage: 'investigating',
  maintenance: 'in_progress',
  recovery: 'resolved',
  apology: 'resolved',
  changes: 'resolved',
};

const TIME = /\b([01]?\d|2[0-3])[:h.][0-5]\d\b|\b20\d\d-\d\d-\d\d\b|\b\d{1,2}\s?([ap]m)\b/i;

/** What holds of any text that no incident's facts stand behind. */
export function timelessFindings(
  words: Pick<Words, 'lint'>,
  text: string,
  { phase, locale }: Pick<LintContext, 'phase'> & { locale: string },
): Finding[] {
  return words.lint(text, { phase, locale }).filter(({ rule }) => TIMELESS.test(rule));
}

export function findingsOf(
  words: Pick<Words, 'lint'>,
  { words: own = {} }: Pick<HoldingSetInput, 'words'>,
): HoldingFinding[] {
  const found: HoldingFinding[] = [];
  for (const kind of HoldingKind.options)
    for (const part of ['title', 'text'] as const)
      for (const [locale, text] of Object.entries(own[kind]?.[part] ?? {})) {
        for (const finding of timelessFindings(words, text, { phase: PHASE[kind], locale }))
          found.push({ ...finding, kind, part, locale });
        const time = TIME.exec(text);
        if (time)
          found.push({
            rule: 'timeless',
            level: 'warning',
            message: `"${time[0]}" will be wrong the next time that this page is served; it is read at any time.`,
            suggestion: 'Leave the time out; the live banner and the status page say it.',
            start: time.index,
            end: time.index + time[0].length,
            kind,
            part,
            locale,
          });
      }
  return found;
}
