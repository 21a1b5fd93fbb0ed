/** What the tests of the matrix share: its cells, facts that every language can say, and what a clean text is. */
import {
  type MessageFacts,
  type MessageKind,
  type MessagePhase,
  type RenderedMessage,
  Tone,
} from '@candor/protocol/words.ts';
import { renderMessage } from '../render/message.ts';
import type { TemplateName } from './shape.ts';
import { SEGMENT_NAMES, SHIPPED_LOCALES, TEMPLATE_NAMES } from './shipped.ts';

export const NOW = '2026-03-03T15:12:00.000Z';
const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** Every fact, with times and numbers that occur once, and names and addresses that no language translates. */
export const neutralFacts: Readonly<Record<string, unknown> & MessageFacts> = {
  title: 'Acme Pay',
  components: [
    { name: 'Acme Pay', status: 'partial_outage' },
    { name: 'Acme Ship', status: 'degraded_performance' },
  ],
  severity: 2,
  startedAt: at(-68),
  resolvedAt: at(-2),
  nextUpdateBy: at(21),
  unchangedSince: at(-33),
  affectedCount: 1_204,
  checksFailing: 3,
  checksTotal: 17,
  approvedBy: 'Jo Sample',
  reviewBy: at(3 * 1_440 + 44),
  startsAt: at(4 * 1_440 + 5),
  endsAt: at(4 * 1_440 + 95),
  formerEndsAt: at(4 * 1_440 + 63),
  creditAmount: { amountMinor: 123_450, currency: 'EUR' },
  creditPeriod: '2026-02',
  pageName: 'Acme',
  incidentUrl: 'https://status.example.com/incidents/inc_a',
  pageUrl: 'https://status.example.com/',
  postmortemUrl: 'https://status.example.com/review/a',
  surveyUrl: 'https://status.example.com/surveys/a',
  questionsUrl: 'https://status.example.com/questions/a',
  questionsAt: at(2 * 1_440 + 51),
  supportUrl: 'https://example.com/support',
};

export type TestCell = {
  name: TemplateName;
  kind: MessageKind;
  phase: MessagePhase;
  tone: Tone;
  segment: string | null;
  locale: string;
};

export function keyOf(name: TemplateName): { kind: MessageKind; phase: MessagePhase } {
  const [kind, phase] = name.split('/') as [MessageKind, MessagePhase | undefined];
  return { kind, phase: phase ?? (kind === 'no_change' || kind === 'relapse' ? 'identified' : 'resolved') };
}

export const cells = (locales: readonly string[] = SHIPPED_LOCALES): TestCell[] =>
  TEMPLATE_NAMES.flatMap((name) =>
    Tone.options.flatMap((tone) =>
      locales.flatMap((locale) =>
        [null, ...SEGMENT_NAMES].map((segment) => ({ name, ...keyOf(name), tone, segment, locale })),
      ),
    ),
  );

export const renderCell = ({ name: _, ...cell }: TestCell, facts: MessageFacts): RenderedMessage =>
  renderMessage({ ...cell, facts, now: NOW });

/** A word that leads to something which is not there. */
const DANGLING: Record<string, RegExp> = {
  en: /\b(?:since|at|by|until|from|of|lasted|receive|work on)\s*[.,;:)\]](?!\/)|:\s*[.,;]|\b(?:from to|until to|since and)\b/i,
  de: /\b(?:seit|bis|von|für|dauerte)\s*[.,;:)\]]|:\s*[.,;]|\bvon bis\b/i,
  fr: /(?<![\p{L}/])(?:depuis|entre|dès|pendant|de|à|et|sur)\s*[.,;:)\]](?!\/)|:\s*[.,;]|(?<![\p{L}])entre et(?![\p{L}])/iu,
  es: /(?<![\p{L}/])(?:desde|hasta|durante|duró|de|a|y|en|las)\s*[.,;:)\]](?!\/)|:\s*[.,;]/iu,
  pt: /(?<![\p{L}/])(?:desde|até|durante|durou|de|a|às|as|das|e|em)\s*[.,;:)\]](?!\/)|:\s*[.,;]/iu,
  ja: /[：、][。、]|（[。、）]|「」|(?:^|[。\n])(?:から|まで|に|を|は|が)/u,
};

/** What is wrong with a text that readers would see, or null. */
export function faultOf(text: string, locale: string): string | null {
  const checks: [string, RegExp][] = [
    ['nothing', /^\s*$/],
    ['a placeholder', /\{\{|\}\}|\{%|%\}/],
    ['a value that is none', /\b(?:undefined|null|NaN|Invalid Date)\b|\[object/],
    ['two spaces', /[^\n] {2}/],
    ['a space before a mark', / [.,](?:\s|$)|\( | \)/],
    ['two marks', /[.,;:!?。、]{2,}(?<!\.\.\.)|[.,;:] [.,;:]/],
    ['empty brackets or quotes', /\(\s*\)|\[\s*\]|“\s*”|„\s*“|«\s*»|「\s*」|\*{4,}/],
    ['a mark at the start', /^[.,;:!?]/m],
    ['something left hanging', DANGLING[locale] ?? /(?!)/],
  ];
  const found = checks.find(([, pattern]) => pattern.test(text));
  return found ? `${found[0]}: ${JSON.stringify(text)}` : null;
}

export const formsToCheck = (message: RenderedMessage): Record<string, string> => ({
  subject: message.subject,
  body: message.body,
  text: message.text,
  short: message.short,
  post: message.post,
  banner: message.banner,
  pushTitle: message.push.title,
  pushBody: message.push.body,
});
