/** Rules about what has to be there and in which order: PM01–PM03, PM07–PM09, PM13–PM15. */
import type { Finding, PostmortemDocument, SectionName } from '@candor/protocol/postmortem.ts';
import { DAY_MS, MINUTE_MS } from '#lib/duration.ts';

type Rule = (doc: PostmortemDocument) => Finding[];

const finding = (
  rule: string,
  level: Finding['level'],
  section: SectionName,
  path: string,
  message: string,
  suggestion: string | null = null,
): Finding => ({ rule, level, section, path, message, suggestion });

/** PM01: every row of the timeline has a UTC time and evidence. */
export const timelineHasEvidence: Rule = ({ sections }) =>
  sections.timeline.flatMap((row, i) =>
    row.at.endsWith('Z') && (row.evidence.length > 0 || row.link)
      ? []
      : [
          finding(
            'PM01',
            'block',
            'timeline',
            `sections.timeline[${i}]`,
            `The row at ${row.at} has no evidence.`,
            'Link the fact, the graph or the commit that shows it.',
          ),
        ],
  );

/** PM02: time runs forward, in the rows and from the start over detection and acknowledgement to the end. */
export const timeRunsForward: Rule = (doc) => {
  const rows = doc.sections.timeline;
  const findings = rows.flatMap((row, i) =>
    i > 0 && row.at < rows[i - 1]!.at
      ? [
          finding(
            'PM02',
            'block',
            'timeline',
            `sections.timeline[${i}].at`,
            `The row at ${row.at} stands after a later one.`,
            'Sort the rows by time.',
          ),
        ]
      : [],
  );
  const marks = (['startedAt', 'detectedAt', 'acknowledgedAt', 'resolvedAt'] as const).flatMap((name) =>
    doc[name] ? [{ name, at: doc[name] }] : [],
  );
  marks.forEach((mark, i) => {
    const before = marks[i - 1];
    if (before && mark.at < before.at)
      findings.push(
        finding(
          'PM02',
          'block',
          'document',
          mark.name,
          `${mark.name} (${mark.at}) is before ${before.name} (${before.at}).`,
        ),
      );
  });
  return findings;
};

/** PM03: for each named component the impact gives at least one number. */
export const impactHasNumbers: Rule = ({ components, sections }) =>
  components
    .filter(
      ({ name }) =>
        !sections.impact.some(({ text }) => text.includes(name) && /\d/.test(text.replace(name, ''))),
    )
    .map(({ name }) =>
      finding(
        'PM03',
        'block',
        'impact',
        'sections.impact',
        `The impact gives no number for ${name}.`,
        'Say how long, how many users or how many requests.',
      ),
    );

/** PM07: each contributing factor is answered by an action, and there is at least one factor. */
export const factorsHaveActions: Rule = ({ sections }) => {
  const { factors } = sections.factors;
  if (factors.length === 0)
    return [
      finding(
        'PM07',
        'block',
        'factors',
        'sections.factors.factors',
        'No contributing factor is named.',
        'Ask what made it possible, what made it worse and what made it last.',
      ),
    ];
  const answered = new Set(sections.actions.flatMap(({ factorIds }) => factorIds));
  return factors.flatMap((factor, i) =>
    answered.has(factor.id)
      ? []
      : [
          finding(
            'PM07',
            'block',
            'factors',
            `sections.factors.factors[${i}]`,
            `No action answers the factor “${factor.title}”.`,
            'Add an action, or say in an action why nothing is to be done.',
          ),
        ],
  );
};

const MOST_ACTIONS = 8;
/** Words that no order begins with. */
const NO_VERB = /^(the|a|an|we|our|it|there|more|better|new|no|all|some|improved|additional|lack|missing)\b/i;
/** Orders whose end nobody can see. */
const ENDLESS = /^(consider|think about|look into|be (more )?careful|try to|discuss|explore|remember)\b/i;

/** PM08: each action has an owner, a due date, a verb and a completion test; at most eight. */
export const actionsAreComplete: Rule = ({ sections }) => {
  const findings = sections.actions.flatMap((action, i) => {
    const at = `sections.actions[${i}]`;
    const lacks = (name: string, what: string) =>
      finding('PM08', 'block', 'actions', `${at}.${name}`, `“${action.title}” has no ${what}.`);
    return [
      ...(action.owner ? [] : [lacks('owner', 'owner')]),
      ...(action.dueOn ? [] : [lacks('dueOn', 'due date')]),
      ...(action.completionTest ? [] : [lacks('completionTest', 'test that tells when it is done')]),
      ...(NO_VERB.test(action.title) || !action.title.includes(' ')
        ? [
            finding(
              'PM08',
              'block',
              'actions',
              `${at}.title`,
              `“${action.title}” does not say what to do.`,
              'Begin with a verb: add, remove, limit, test …',
            ),
          ]
        : []),
      ...(ENDLESS.test(action.title)
        ? [
            finding(
              'PM08',
              'warn',
              'actions',
              `${at}.title`,
              `Nobody can tell when “${action.title}” is done.`,
              'Order something whose end can be seen.',
            ),
          ]
        : []),
    ];
  });
  if (sections.actions.length > MOST_ACTIONS)
    findings.push(
      finding(
        'PM08',
        'warn',
        'actions',
        'sections.actions',
        `${sections.actions.length} actions are more than will be done.`,
        `Keep the ${MOST_ACTIONS} that matter most.`,
      ),
    );
  return findings;
};

/** PM09: when the first word came late (or never), something is done about detecting and about telling. */
export const lateWordHasActions: Rule = (doc) => {
  const minutes = doc.firstWordAt
    ? (Date.parse(doc.firstWordAt) - Date.parse(doc.startedAt)) / MINUTE_MS
    : null;
  if (minutes !== null && minutes <= doc.firstWordTargetMinutes) return [];
  const when =
    minutes === null
      ? 'There was no public word'
      : `The first public word took ${Math.round(minutes)} minutes`;
  return (['detect', 'communicate'] as const)
    .filter((type) => !doc.sections.actions.some((action) => action.type === type))
    .map((type) =>
      finding(
        'PM09',
        'block',
        'actions',
        'sections.actions',
        `${when}, the target is ${doc.firstWordTargetMinutes}; no action is of the type “${type}”.`,
      ),
    );
};

/** Severity 1: three calendar days. Severity 2: five business days. Others: no deadline. */
export function reviewDeadline(severity: number, resolvedAt: string): string | null {
  const resolvedMs = Date.parse(resolvedAt);
  if (severity === 1) return new Date(resolvedMs + 3 * DAY_MS).toISOString();
  if (severity !== 2) return null;
  let ms = resolvedMs;
  for (let left = 5; left > 0; ) {
    ms += DAY_MS;
    const day = new Date(ms).getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
  }
  return new Date(ms).toISOString();
}

/** PM13: reviewed within the deadline. `at` is the moment of the check, for a review that is still to come. */
export const reviewedInTime = (doc: PostmortemDocument, at: string | null): Finding[] => {
  const deadline = doc.resolvedAt && reviewDeadline(doc.severity, doc.resolvedAt);
  if (!deadline) return [];
  const reviewed = doc.reviewedAt ?? at;
  if (reviewed === null || reviewed <= deadline) return [];
  const late = doc.reviewedAt ? `was reviewed on ${doc.reviewedAt.slice(0, 10)}` : 'is not reviewed yet';
  return [
    finding(
      'PM13',
      'warn',
      'document',
      'reviewedAt',
      `The review was due by ${deadline.slice(0, 10)}; it ${late}.`,
    ),
  ];
};

/** PM14: what we do not know is said, or somebody vouches that there is nothing. */
export const unknownsAreSaid: Rule = ({ sections: { unknowns } }) =>
  unknowns.items.length > 0 || unknowns.signedOffBy
    ? []
    : [
        finding(
          'PM14',
          'block',
          'unknowns',
          'sections.unknowns',
          'Nothing is said about what is still unknown.',
          'Name it, or have somebody sign that nothing is left.',
        ),
      ];

/** PM15: a change after publication has an entry in the corrections log. */
export const changesAreLogged: Rule = ({ publishedAt, editedAt, sections }) => {
  if (!publishedAt || !editedAt || editedAt <= publishedAt) return [];
  if (sections.corrections.some(({ at }) => at >= editedAt)) return [];
  return [
    finding(
      'PM15',
      'block',
      'corrections',
      'sections.corrections',
      `The text was changed on ${editedAt.slice(0, 10)}, after it was published, without an entry in the corrections log.`,
      'Say in one sentence what was changed and why.',
    ),
  ];
};
