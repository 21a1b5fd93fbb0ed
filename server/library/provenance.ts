/**
 * Where each shown field of a case comes from. The case file names parts in its authors' words ("rollback 19:35Z",
 * "minutes"); this page says which field each of them speaks about. What was written from memory is never shown as
 * verified: a part that no field claims makes the whole case doubtful rather than none of it.
 */
import type { CaseStudy } from './case.ts';

export const FIELDS = [
  'date',
  'cause',
  'duration',
  'firstWord',
  'cadence',
  'impact',
  'makeGood',
  'postmortem',
  'lesson',
] as const;
export type Field = (typeof FIELDS)[number];

export type BasisKind = 'read_primary_quote' | 'read_secondary' | 'derived' | 'memory' | 'case_sources';
/** One reason to believe a field, or with `memory` a reason not to. */
export type Basis = { kind: BasisKind; part: string };

const SPEAKS_OF: Record<Field, RegExp> = {
  date: /^start|^(all )?times|^timeline$|page begin|13:37|UTC/,
  cause: /cause|single-bit|attack suspicion|rollback/,
  duration:
    /duration|\bend\b|end_utc|end approx|^minutes$|start\/end|times$|^timeline$|start minute|rollback|exposure|page begin|13:37|phases/,
  firstWord:
    /first|portal alert|dashboard|tweet|^minutes$|all times|^timeline$|post times|status page|status system|8 hours of silence|^silence$/,
  cadence:
    /updates|cadence|post texts?$|post text|status texts|silence|daily updates|estimate regret|gaps|e-mail text|post times/,
  impact: /impact|customers|883 sites|counts|loss window|support window|out-of-band/,
  makeGood: /make_good|voucher|^credit$|^claims$|free data offer/,
  postmortem: /correction$|August follow-up|regulator's judgement|blog hosting/,
  lesson: /training follow-up|own judgement/,
};
/** Parts about fields that the table does not show. */
const NOT_SHOWN = /channels|^@SlackStatus$|detected|estimate/;

const speaksOf = (part: string, field: Field) => part === 'all' || SPEAKS_OF[field].test(part);
const placed = (part: string) => NOT_SHOWN.test(part) || FIELDS.some((field) => speaksOf(part, field));

/** Memory parts that this page does not know; a test keeps it empty, and until then they taint every field. */
export const unplacedMemory = (study: CaseStudy): string[] =>
  study.provenance.memory.filter((part) => !placed(part));

export function basisOf(study: CaseStudy, field: Field, text: string): Basis[] {
  const kinds = ['read_primary_quote', 'read_secondary', 'derived', 'memory'] as const;
  const found: Basis[] = kinds.flatMap((kind) =>
    study.provenance[kind].filter((part) => speaksOf(part, field)).map((part) => ({ kind, part })),
  );
  for (const part of unplacedMemory(study)) found.push({ kind: 'memory', part });
  // Some texts mark a part in place: "(memory)", "memory: about one hour".
  if (/\bmemory\b/.test(text) && !found.some(({ kind }) => kind === 'memory'))
    found.push({ kind: 'memory', part: 'marked in the text' });
  if (!found.some(({ kind }) => kind !== 'memory'))
    found.unshift({ kind: 'case_sources', part: 'not marked part by part' });
  return found;
}
