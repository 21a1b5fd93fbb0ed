/** Every piece of prose in a postmortem with its address, so that a rule is one loop and a finding can be highlighted. */
import type { Finding, PostmortemDocument, SectionName, Sentence } from '@candor/protocol/postmortem.ts';

export type Prose = { section: SectionName; path: string; text: string };

const sentences = (section: SectionName, path: string, list: readonly Sentence[]): Prose[] =>
  list.map(({ text }, i) => ({ section, path: `${path}[${i}].text`, text }));

/** Sections 1 to 10, as the house reads them. */
export function internalProse({ title, sections }: PostmortemDocument): Prose[] {
  const { factors, reflection } = sections;
  const at = 'sections';
  return [
    { section: 'document', path: 'title', text: title },
    ...sentences('summary', `${at}.summary`, sections.summary),
    ...sentences('impact', `${at}.impact`, sections.impact),
    ...sections.timeline.map(({ text }, i) => ({
      section: 'timeline' as const,
      path: `${at}.timeline[${i}].text`,
      text,
    })),
    ...sentences('detection', `${at}.detection`, sections.detection),
    ...(factors.trigger
      ? [{ section: 'factors' as const, path: `${at}.factors.trigger.text`, text: factors.trigger.text }]
      : []),
    ...factors.factors.flatMap(({ title: name, text }, i): Prose[] => [
      { section: 'factors', path: `${at}.factors.factors[${i}].title`, text: name },
      ...(text ? [{ section: 'factors' as const, path: `${at}.factors.factors[${i}].text`, text }] : []),
    ]),
    ...sentences('mitigation', `${at}.mitigation`, sections.mitigation),
    ...sentences('reflection', `${at}.reflection.wentWell`, reflection.wentWell),
    ...sentences('reflection', `${at}.reflection.wentBadly`, reflection.wentBadly),
    ...sentences('reflection', `${at}.reflection.lucky`, reflection.lucky),
    ...sentences('communication', `${at}.communication`, sections.communication),
    ...sections.actions.map(({ title: name }, i) => ({
      section: 'actions' as const,
      path: `${at}.actions[${i}].title`,
      text: name,
    })),
    ...sentences('unknowns', `${at}.unknowns.items`, sections.unknowns.items),
  ];
}

/** What the public reads: the title and section 11. */
export function publicProse({ title, sections }: PostmortemDocument): Prose[] {
  const parts = ['apology', 'whatHappened', 'whatWeDo', 'credits', 'whereToAsk'] as const;
  return [
    { section: 'document', path: 'title', text: title },
    ...parts.flatMap((part) =>
      sentences('publicVersion', `sections.publicVersion.${part}`, sections.publicVersion[part]),
    ),
  ];
}

/** What stands between “ and ” is somebody's own words or a monitor's; rules about our words leave it alone. */
export const withoutQuotes = (text: string): string =>
  text.replace(/“[^”]*”/g, (quote) => ' '.repeat(quote.length));

/** One finding for each place where `pattern` (global) matches; `message` says what is wrong with what was found. */
export function findingsFor(
  prose: readonly Prose[],
  pattern: RegExp,
  finding: Pick<Finding, 'rule' | 'level' | 'suggestion'> & { message: (found: string) => string },
): Finding[] {
  return prose.flatMap(({ section, path, text }) =>
    [...withoutQuotes(text).matchAll(pattern)].map((match) => ({
      rule: finding.rule,
      level: finding.level,
      message: finding.message(match[0].trim()),
      suggestion: finding.suggestion,
      section,
      path,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}
