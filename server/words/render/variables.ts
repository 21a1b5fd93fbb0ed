/** The variables of the templates: what each means, a sample, and how the facts become their words. */
import type { MessageFacts, MessageKind, MessagePhase, Variable } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { shippedLanguage } from '../templates/shipped.ts';
import { goesOnIn, phrases } from './phrases.ts';
import { formatDuration, formatTime, type TimeStyle } from './times.ts';

export const VARIABLES: readonly Variable[] = [
  {
    name: 'title',
    description: 'The title of the incident or maintenance.',
    sample: 'Sign-in failing for customers in Europe',
  },
  { name: 'phase', description: 'The phase, in the language of the message.', sample: 'Investigating' },
  {
    name: 'components',
    description: 'The affected components, as a list in the language of the message.',
    sample: 'Sign-in and Billing',
  },
  {
    name: 'whatUsersSee',
    description: 'One sentence: what people meet. By the state of the components when nobody wrote it.',
    sample: 'The sign-in page shows an error.',
  },
  {
    name: 'whoIsAffected',
    description: 'One sentence: who, where, how many; or that this is not known yet.',
    sample: 'Affected: about 20 % of customers in Europe.',
  },
  {
    name: 'segmentNote',
    description: 'What this segment hears beside the rest; empty for most.',
    sample: 'You may quote this message to your own customers.',
  },
  {
    name: 'startedAt',
    description: 'When it began, in the reader’s zone with UTC beside.',
    sample: '14:02 UTC',
  },
  {
    name: 'resolvedAt',
    description: 'When it worked again, or when the maintenance ended.',
    sample: '15:10 UTC',
  },
  {
    name: 'nextUpdateBy',
    description: 'The promise: when the next word comes at the latest.',
    sample: '14:30 UTC',
  },
  { name: 'unchangedSince', description: 'When something last changed.', sample: '14:10 UTC' },
  {
    name: 'duration',
    description: 'How long it lasted, or has lasted so far.',
    sample: '1 hour and 8 minutes',
  },
  {
    name: 'cause',
    description: 'One sentence: the cause. Empty until it is known.',
    sample: 'A change to our sign-in servers at 13:58 UTC rejected valid sessions.',
  },
  {
    name: 'action',
    description: 'One sentence: what we are doing now.',
    sample: 'We are undoing the change.',
  },
  {
    name: 'workaround',
    description: 'One sentence: what helps meanwhile; or that nothing does yet.',
    sample: 'If you are signed in already, you can keep working.',
  },
  {
    name: 'dataStatement',
    description: 'One sentence: whether data was lost; or that this is being checked.',
    sample: 'No data was lost.',
  },
  {
    name: 'checks',
    description: 'One sentence: how many of our checks fail. Empty when there are no figures.',
    sample: '3 of our 12 checks fail.',
  },
  {
    name: 'detail',
    description: 'Facts that the automatic note adds, so that it never repeats itself. Empty elsewhere.',
    sample: 'This has lasted 28 minutes so far.',
  },
  { name: 'reviewBy', description: 'When the review is published.', sample: '09:00 UTC on 6 March' },
  {
    name: 'lessons',
    description: 'One or two sentences: what changes.',
    sample: 'We now test every change to sign-in on 1 % of traffic first.',
  },
  {
    name: 'wrote',
    description: 'For a correction: what we wrote before.',
    sample: 'Sign-in works for everyone.',
  },
  {
    name: 'correct',
    description: 'For a correction: what is right.',
    sample: 'Sign-in still fails for about 5 % of customers in Europe.',
  },
  {
    name: 'startsAt',
    description: 'When the maintenance starts, with its date.',
    sample: '02:00 UTC on 10 March',
  },
  { name: 'endsAt', description: 'When the maintenance ends.', sample: '04:00 UTC on 10 March' },
  {
    name: 'formerEndsAt',
    description: 'When the maintenance was to end before it was extended.',
    sample: '03:30 UTC on 10 March',
  },
  {
    name: 'reason',
    description: 'One sentence: what the maintenance is good for, in terms of users.',
    sample: 'We move the database to faster machines, so that reports open in half the time.',
  },
  {
    name: 'whatToDo',
    description: 'One sentence: what people should do, or that they need do nothing.',
    sample: 'Please save your work before 02:00 UTC.',
  },
  { name: 'creditAmount', description: 'The credit, with its currency.', sample: '€42.00' },
  { name: 'creditPeriod', description: 'The period the credit is for.', sample: 'March 2026' },
  { name: 'pageName', description: 'The name of the status page.', sample: 'Example' },
  {
    name: 'incidentUrl',
    description: 'The address of the incident.',
    sample: 'https://status.example.com/incidents/inc_1',
  },
  { name: 'pageUrl', description: 'The address of the status page.', sample: 'https://status.example.com' },
  {
    name: 'postmortemUrl',
    description: 'The address of the published review.',
    sample: 'https://status.example.com/incidents/inc_1/review',
  },
  {
    name: 'surveyUrl',
    description: 'The address of the survey.',
    sample: 'https://status.example.com/surveys/srv_1',
  },
  {
    name: 'questionsUrl',
    description: 'Where questions are asked and answered.',
    sample: 'https://status.example.com/questions',
  },
  {
    name: 'questionsAt',
    description: 'When somebody answers live, with its date.',
    sample: '15:00 UTC on 5 March',
  },
  {
    name: 'supportUrl',
    description: 'Where customers reach you.',
    sample: 'https://example.com/support',
  },
];

export const VARIABLE_NAMES: ReadonlySet<string> = new Set(VARIABLES.map((each) => each.name));

export type Values = Record<string, string | null>;

const GRAVEST: readonly ComponentStatus[] = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'unknown',
  'under_maintenance',
  'operational',
];

/** A person's phrase as a sentence: with a capital and an end. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const closed = /[.!?…:][”"“’)\]]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return closed.charAt(0).toUpperCase() + closed.slice(1);
}

export function valuesOf(
  facts: MessageFacts,
  { kind, phase, detail, ...style }: TimeStyle & { kind: MessageKind; phase: MessagePhase; detail?: string },
): Values {
  const say = phrases(style.locale);
  const names = (facts.components ?? []).map((component) => component.name);
  const components = names.length > 0 ? new Intl.ListFormat(style.locale).format(names) : say.ourService;
  const status =
    GRAVEST.find((each) => facts.components?.some((component) => component.status === each)) ?? 'unknown';
  const time = (instant: string | null | undefined, more: Partial<TimeStyle> = {}) =>
    instant ? formatTime(instant, { ...style, ...more }) : null;
  const sentence = (text: string | null | undefined) => (text ? asSentence(text) : null);
  const fill = (text: string) => asSentence(text.replace('{c}', components));
  const stage = phase === 'identified' || phase === 'monitoring' ? phase : 'investigating';
  const lastedMs = facts.startedAt
    ? Date.parse(facts.resolvedAt ?? new Date(style.nowMs).toISOString()) - Date.parse(facts.startedAt)
    : null;
  const endsSameDay =
    facts.startsAt && facts.endsAt && facts.startsAt.slice(0, 10) === facts.endsAt.slice(0, 10);
  return {
    title: facts.title.trim(),
    phase: say.phase[phase],
    components,
    whatUsersSee:
      sentence(facts.whatUsersSee) ?? fill(kind === 'maintenance' ? say.seenInMaintenance : say.seen[status]),
    whoIsAffected:
      sentence(facts.whoIsAffected) ??
      (facts.affectedCount == null ? say.whoUnknown : say.affected(facts.affectedCount)),
    segmentNote: null,
    startedAt: time(facts.startedAt),
    resolvedAt: time(facts.resolvedAt ?? (kind === 'maintenance' ? facts.endsAt : null)),
    nextUpdateBy: time(facts.nextUpdateBy, { seconds: true }),
    unchangedSince: time(facts.unchangedSince ?? facts.startedAt),
    duration: lastedMs !== null && lastedMs > 0 ? formatDuration(lastedMs, style.locale) : null,
    cause: sentence(facts.cause),
    action: sentence(facts.action) ?? (goesOnIn(kind) ? say.stillAction[stage] : say.action[stage]),
    workaround: sentence(facts.workaround) ?? say.noWorkaround,
    dataStatement: sentence(facts.dataStatement) ?? say.dataUnknown,
    checks: facts.checksFailing == null ? null : say.checks(facts.checksFailing, facts.checksTotal ?? null),
    detail: detail ?? null,
    reviewBy: time(facts.reviewBy),
    lessons: sentence(facts.lessons),
    wrote: sentence(facts.wrote),
    correct: sentence(facts.correct),
    startsAt: time(facts.startsAt, { dated: true }),
    endsAt: time(facts.endsAt, { dated: !endsSameDay || !style.locale.startsWith('de') }),
    formerEndsAt: time(facts.formerEndsAt, { dated: true }),
    reason: sentence(facts.reason) ?? fill(say.reason),
    whatToDo: sentence(facts.whatToDo) ?? say.nothingToDo,
    creditAmount: facts.creditAmount ?? null,
    creditPeriod: facts.creditPeriod ?? null,
    pageName: facts.pageName ?? null,
    incidentUrl: facts.incidentUrl ?? null,
    pageUrl: facts.pageUrl ?? null,
    postmortemUrl: facts.postmortemUrl ?? null,
    surveyUrl: facts.surveyUrl ?? null,
    questionsUrl: facts.questionsUrl ?? null,
    questionsAt: time(facts.questionsAt, { dated: true }),
    supportUrl: facts.supportUrl ?? null,
  };
}

/**
 * Facts of a believable outage, or of believable planned work, for previews and for checking a template before it is
 * saved. With a kind and a phase only what is known by then.
 */
export function sampleFacts(
  locale: string,
  nowMs: number,
  when?: { kind: MessageKind; phase: MessagePhase },
): MessageFacts {
  const at = (minutes: number) =>
    new Date(Math.floor(nowMs / 60_000) * 60_000 + minutes * 60_000).toISOString();
  const { maintenanceTitle, components, ...words } = shippedLanguage(locale).sample;
  const [failing, slow] = components;
  const all: MessageFacts = {
    ...words,
    components: [
      { name: failing, status: 'partial_outage' },
      { name: slow, status: 'degraded_performance' },
    ],
    severity: 2,
    startedAt: at(-68),
    resolvedAt: at(-2),
    nextUpdateBy: at(20),
    unchangedSince: at(-30),
    approvedBy: 'Jo Sample',
    checksFailing: 3,
    checksTotal: 12,
    reviewBy: at(3 * 1_440),
    startsAt: at(4 * 1_440),
    endsAt: at(4 * 1_440 + 90),
    formerEndsAt: at(4 * 1_440 + 60),
    creditAmount: locale.startsWith('en') ? '€42.00' : '42,00 €',
    creditPeriod: phrases(locale).phase.resolved === 'Behoben' ? 'März 2026' : 'March 2026',
    pageName: 'Example',
    incidentUrl: 'https://status.example.com/incidents/inc_1',
    pageUrl: 'https://status.example.com',
    postmortemUrl: 'https://status.example.com/incidents/inc_1/review',
    surveyUrl: 'https://status.example.com/surveys/srv_1',
    questionsUrl: 'https://status.example.com/questions',
    questionsAt: at(2 * 1_440),
    supportUrl: 'https://example.com/support',
  };
  if (!when) return all;
  const { kind, phase } = when;
  const { startsAt, endsAt, formerEndsAt, reason, whatToDo, ...outage } = all;
  if (kind === 'maintenance') {
    const { whatUsersSee: _, cause: __, action: ___, resolvedAt, ...rest } = all;
    return {
      ...rest,
      title: maintenanceTitle,
      startedAt: null,
      resolvedAt: phase === 'completed' ? resolvedAt : null,
    };
  }
  const over = phase === 'resolved';
  const found = over || phase === 'identified' || phase === 'monitoring';
  return {
    ...outage,
    ...(over ? { nextUpdateBy: null } : { resolvedAt: null }),
    ...(found ? {} : { cause: null }),
  };
}
