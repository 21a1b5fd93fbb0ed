/** The variables of the templates: what each means, a sample, and how the facts become their words. */
import type { MessageFacts, MessageKind, MessagePhase, Variable } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
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
  const components =
    names.length > 0
      ? new Intl.ListFormat(style.locale.startsWith('de') ? 'de' : 'en').format(names)
      : say.ourService;
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
    whoIsAffected: sentence(facts.whoIsAffected) ?? say.whoUnknown,
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
    reason: sentence(facts.reason) ?? fill(say.reason),
    whatToDo: sentence(facts.whatToDo) ?? say.nothingToDo,
    creditAmount: facts.creditAmount ?? null,
    creditPeriod: facts.creditPeriod ?? null,
    pageName: facts.pageName ?? null,
    incidentUrl: facts.incidentUrl ?? null,
    pageUrl: facts.pageUrl ?? null,
    postmortemUrl: facts.postmortemUrl ?? null,
    surveyUrl: facts.surveyUrl ?? null,
  };
}

/** Facts of a believable outage, for previews and for checking a template before it is saved. */
export function sampleFacts(locale: string, nowMs: number): MessageFacts {
  const at = (minutes: number) =>
    new Date(Math.floor(nowMs / 60_000) * 60_000 + minutes * 60_000).toISOString();
  const german = locale.startsWith('de');
  return {
    title: german ? 'Anmeldung für Kunden in Europa gestört' : 'Sign-in failing for customers in Europe',
    components: [
      { name: german ? 'Anmeldung' : 'Sign-in', status: 'partial_outage' },
      { name: german ? 'Rechnungen' : 'Billing', status: 'degraded_performance' },
    ],
    severity: 2,
    startedAt: at(-68),
    resolvedAt: at(-2),
    nextUpdateBy: at(20),
    unchangedSince: at(-30),
    whatUsersSee: german ? 'Die Anmeldung bricht mit einem Fehler ab.' : 'The sign-in page shows an error.',
    whoIsAffected: german
      ? 'Betroffen: etwa 20 % der Kunden in Europa.'
      : 'Affected: about 20 % of customers in Europe.',
    cause: german
      ? 'Eine Änderung an unseren Anmeldeservern wies gültige Sitzungen ab.'
      : 'A change to our sign-in servers rejected valid sessions.',
    action: german ? 'Wir machen die Änderung rückgängig.' : 'We are undoing the change.',
    workaround: german
      ? 'Wer schon angemeldet ist, kann weiterarbeiten; bitte melden Sie sich nicht ab.'
      : 'If you are signed in already, you can keep working.',
    dataStatement: german ? 'Es sind keine Daten verloren gegangen.' : 'No data was lost.',
    approvedBy: 'Jo Sample',
    checksFailing: 3,
    checksTotal: 12,
    reviewBy: at(3 * 1_440),
    lessons: german
      ? 'Jede Änderung an der Anmeldung prüfen wir künftig zuerst mit 1 % der Anfragen.'
      : 'From now on we test every change to sign-in on 1 % of requests first.',
    wrote: german ? 'Die Anmeldung funktioniert für alle.' : 'Sign-in works for everyone.',
    correct: german
      ? 'Die Anmeldung schlägt noch für etwa 5 % der Kunden in Europa fehl.'
      : 'Sign-in still fails for about 5 % of customers in Europe.',
    startsAt: at(4 * 1_440),
    endsAt: at(4 * 1_440 + 90),
    reason: german
      ? 'Wir ziehen die Datenbank um, damit Berichte in der halben Zeit öffnen.'
      : 'We move the database to faster machines, so that reports open in half the time.',
    whatToDo: german ? 'Bitte speichern Sie Ihre Arbeit vorher.' : 'Please save your work before it starts.',
    creditAmount: german ? '42,00 €' : '€42.00',
    creditPeriod: german ? 'März 2026' : 'March 2026',
    pageName: 'Example',
    incidentUrl: 'https://status.example.com/incidents/inc_1',
    pageUrl: 'https://status.example.com',
    postmortemUrl: 'https://status.example.com/incidents/inc_1/review',
    surveyUrl: 'https://status.example.com/surveys/srv_1',
  };
}
