/** How the facts become the words of the variables, by Intl and the phrases of a language. Pure. */
import type { MessageFacts, MessageKind, MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { currencyExponent } from '#lib/money.ts';
import { shippedLanguage } from '../templates/shipped.ts';
import { dates, numbers } from './intl.ts';
import { languageIn, listIn } from './languages.ts';
import type { Value } from './liquid.ts';
import { goesOnIn, phrases } from './phrases.ts';
import { formatDuration, formatTime, type TimeStyle } from './times.ts';

export type Values = Record<string, Value>;

const GRAVEST: readonly ComponentStatus[] = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'unknown',
  'under_maintenance',
  'operational',
];

/** Nobody reads a sentence with more names in it; the page lists them all. Of one alone its name is as short as "1 more". */
const MOST_NAMED = 12;

/** A person's phrase as a sentence: with a capital and an end. */
export function asSentence(text: string, locale = 'en'): string {
  const trimmed = text.trim();
  const stop = languageIn(locale).intl === 'ja' ? '。' : '.';
  const closed = /[.!?…:。！？：][”"“’»)\]」』）]?$/.test(trimmed) ? trimmed : `${trimmed}${stop}`;
  return closed.charAt(0).toUpperCase() + closed.slice(1);
}

/** As the language writes it; a text of its own is taken as it is. */
function moneyIn(amount: MessageFacts['creditAmount'], locale: string): string | null {
  if (amount === null || amount === undefined || typeof amount === 'string') return amount ?? null;
  const digits = currencyExponent(amount.currency);
  return numbers(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount.amountMinor / 10 ** digits);
}

/** `2026-03` as "March 2026"; anything else as it is. */
const periodIn = (period: string, locale: string): string =>
  /^\d{4}-(?:0[1-9]|1[0-2])$/.test(period)
    ? dates(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${period}-01T00:00:00.000Z`),
      )
    : period;

/** A template goes on behind a title or ends it; a title that ends itself would end twice. */
const withoutStop = (title: string): string => title.trim().replace(/(?<![.。])[.。]$/u, '') || title.trim();

export function valuesOf(
  facts: MessageFacts,
  { kind, phase, detail, ...style }: TimeStyle & { kind: MessageKind; phase: MessagePhase; detail?: string },
): Values {
  const say = phrases(style.locale);
  const names = (facts.components ?? []).map((component) => component.name);
  const named =
    names.length > MOST_NAMED + 1
      ? [...names.slice(0, MOST_NAMED), say.others(names.length - MOST_NAMED)]
      : names;
  const components = names.length > 0 ? listIn(named, style.locale) : say.ourService;
  const status =
    GRAVEST.find((each) => facts.components?.some((component) => component.status === each)) ?? 'unknown';
  const time = (instant: string | null | undefined, more: Partial<TimeStyle> = {}) =>
    instant ? formatTime(instant, { ...style, ...more }) : null;
  const sentence = (text: string | null | undefined) => (text ? asSentence(text, style.locale) : null);
  const fill = (text: string) =>
    asSentence(
      text.replace('{c}', () => components),
      style.locale,
    );
  const stage = phase === 'identified' || phase === 'monitoring' ? phase : 'investigating';
  const lastedMs = facts.startedAt
    ? Date.parse(facts.resolvedAt ?? new Date(style.nowMs).toISOString()) - Date.parse(facts.startedAt)
    : null;
  const endsSameDay =
    facts.startsAt && facts.endsAt && facts.startsAt.slice(0, 10) === facts.endsAt.slice(0, 10);
  return {
    title: withoutStop(facts.title),
    phase: say.phase[phase],
    locale: style.locale,
    componentNames: names,
    severity: facts.severity ?? null,
    affectedCount: facts.affectedCount ?? null,
    checksFailing: facts.checksFailing ?? null,
    checksTotal: facts.checksTotal ?? null,
    minutes: lastedMs !== null && lastedMs > 0 ? Math.round(lastedMs / 60_000) : null,
    components,
    whatUsersSee:
      sentence(facts.whatUsersSee) ?? fill(kind === 'maintenance' ? say.seenInMaintenance : say.seen[status]),
    whoIsAffected:
      sentence(facts.whoIsAffected) ??
      // A count that found nobody yet, while something fails, has not found them.
      (facts.affectedCount ? say.affected(facts.affectedCount) : say.whoUnknown),
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
    creditAmount: moneyIn(facts.creditAmount, style.locale),
    creditPeriod: facts.creditPeriod ? periodIn(facts.creditPeriod, style.locale) : null,
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
    creditAmount: { amountMinor: 4_200, currency: 'EUR' },
    creditPeriod: new Date(nowMs).toISOString().slice(0, 7),
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
    const before = phase === 'scheduled' || phase === 'reminded';
    return {
      ...rest,
      title: maintenanceTitle,
      startedAt: null,
      checksFailing: 0,
      whatToDo: before ? rest.whatToDo : null,
      resolvedAt: phase === 'completed' ? resolvedAt : null,
    };
  }
  const over = phase === 'resolved';
  const found = over || phase === 'identified' || phase === 'monitoring';
  const repaired = over || phase === 'monitoring';
  return {
    ...outage,
    ...(over ? { nextUpdateBy: null } : { resolvedAt: null }),
    ...(found ? {} : { cause: null }),
    ...(repaired ? { action: null, checksFailing: 0 } : {}),
  };
}
