/**
 * When it began, said as a time that has passed: "for two hours", "seit zwei Stunden", "há dez minutos". A start like
 * one on the clock, with the slack that such words have. What somebody did a while ago is no beginning of a failure.
 */
import type { Claim } from './claim.ts';
import type { Clause } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import { scopeOfNames } from './names.ts';

/** Who says "we" has done something for so long, and does not say that it fails. */
const WE =
  /(?<!\p{L})(?:we|our|wir|unser\p{L}*|nous|nos|notre|nosotros|nuestr\p{L}+|nós|noss\p{L}+|\p{L}+mos)(?!\p{L})|\p{L}+作業/iu;
const MINUTE_MS = 60_000;
/** "Two hours" is said of a hundred minutes too. */
const SLACK = 0.25;
const LEAST_SLACK_MINUTES = 5;

export function readAgo(clauses: readonly Clause[], lexicon: Lexicon, now: string): Claim[] {
  return clauses.flatMap((clause): Claim[] => {
    const { lasting, began, stopped } = lexicon.ago;
    const match =
      (lexicon.failure.test(clause.text) && !WE.test(clause.text) ? lasting.exec(clause.text) : null) ??
      began.exec(clause.text) ??
      (clause.names.length > 0 ? stopped.exec(clause.text) : null);
    const { a, unit, b, unit2 } = match?.groups ?? {};
    if (!match || !a || !unit) return [];
    const around = clause.text.slice(0, match.index) + clause.text.slice(match.index + match[0].length);
    if (lexicon.notTheStart.test(around) || lexicon.conditional.test(around) || lexicon.future.test(around))
      return [];
    const minutes =
      lexicon.number(a) * lexicon.unitMinutes(unit) +
      (b && unit2 ? lexicon.number(b) * lexicon.unitMinutes(unit2) : 0);
    if (!Number.isFinite(minutes)) return [];
    return [
      {
        kind: 'start',
        scope: scopeOfNames(clause.names),
        instants: [new Date(Date.parse(now) - minutes * MINUTE_MS).toISOString()],
        withinMinutes: Math.max(LEAST_SLACK_MINUTES, minutes * SLACK),
        ...clause.place(match.index, match.index + match[0].length),
      },
    ];
  });
}
