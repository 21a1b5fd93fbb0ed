/** Rules about words: blameless (PM04, PM05), factors rather than one cause (PM06), "outage" only where all was down (PM12). */
import type { Finding, PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { findingsFor, internalProse, publicProse } from './texts.ts';

const ROLES = [
  'engineers?',
  'developers?',
  'operators?',
  'administrators?',
  'admins?',
  'programmers?',
  'interns?',
  'contractors?',
  'technicians?',
  'responders?',
  'employees?',
  'colleagues?',
  'managers?',
  'commander',
  'on-call(?: engineer| person)?',
  'DBAs?',
  'SREs?',
  '(?:team|staff) members?',
  'somebody',
  'someone',
  'he',
  'she',
];
const FAULTS = [
  'forgot',
  'forgets',
  'broke',
  'misconfigured',
  'mistyped',
  'misread',
  'misunderstood',
  'mishandled',
  'deleted',
  'removed the wrong',
  'neglected',
  'ignored',
  'overlooked',
  'missed',
  'failed',
  'caused',
  'messed up',
  'did not (?:check|notice|test|follow|think|realise|realize)',
  "didn't (?:check|notice|test|follow|think|realise|realize)",
  'made an? (?:mistake|error|typo)',
  'was careless',
  'was negligent',
  'is to blame',
  'was at fault',
];
const ADVERB = '(?:(?:had|has|have|accidentally|mistakenly|wrongly|carelessly|simply|then|also)\\s+)*';
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** PM04: no person, by name or role, is the subject of a fault. `names` are those of the staff. */
export function nobodyIsBlamed(doc: PostmortemDocument, names: readonly string[]): Finding[] {
  const subjects = [...ROLES, ...names.filter((name) => name.length > 1).map(escaped)].join('|');
  const active = new RegExp(`\\b(?:${subjects})\\s+${ADVERB}(?:${FAULTS.join('|')})\\b`, 'gi');
  const passive = new RegExp(
    `\\b(?:fault|mistake|error|carelessness) (?:of|by) (?:the |an? |our )?(?:${subjects})\\b`,
    'gi',
  );
  const of = {
    rule: 'PM04',
    level: 'block',
    suggestion: 'Say what the system allowed, and what made it look right.',
  } as const;
  const message = (found: string) => `“${found}” puts the fault on a person.`;
  const prose = [...internalProse(doc), ...publicProse(doc).slice(1)];
  return [active, passive].flatMap((pattern) => findingsFor(prose, pattern, { ...of, message }));
}

/** PM05: no talk of what did not happen, in the timeline, detection, factors and mitigation. */
export function noAlternateReality(doc: PostmortemDocument): Finding[] {
  const sections = new Set(['timeline', 'detection', 'factors', 'mitigation']);
  const prose = internalProse(doc).filter(({ section }) => sections.has(section));
  return findingsFor(
    prose,
    /\b(?:human error|operator error|user error|should(?:n't| not)? have|fail(?:ed|s|ure) to|if only)\b/gi,
    {
      rule: 'PM05',
      level: 'block',
      message: (found) => `“${found}” tells of what did not happen, not of what did.`,
      suggestion:
        'Say what happened and what it looked like at the time; improvements belong to the actions.',
    },
  );
}

/** PM06: outages have several factors; "the root cause" ends the search at the first. */
export const askForFactors = (doc: PostmortemDocument): Finding[] =>
  findingsFor([...internalProse(doc), ...publicProse(doc).slice(1)], /\broot[ -]cause\b(?!s)/gi, {
    rule: 'PM06',
    level: 'warn',
    message: (found) => `“${found}” stops at one cause.`,
    suggestion: 'Name the contributing factors.',
  });

/** PM12: it was an outage only if all of a component was down. */
export function outageOnlyIfAllDown(doc: PostmortemDocument): Finding[] {
  if (doc.components.some(({ allDown }) => allDown)) return [];
  return findingsFor([...internalProse(doc), ...publicProse(doc).slice(1)], /\boutages?\b/gi, {
    rule: 'PM12',
    level: 'block',
    message: () => '“Outage” says that all of it was down; no component was.',
    suggestion: 'Say what worked and what did not: slow, failing for some, partly unavailable.',
  });
}
