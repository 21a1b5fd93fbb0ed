/** A set as its form holds it, and as the API takes it. Pure. */
import type { HoldingKind, HoldingSet, HoldingSetInput } from '@candor/protocol/holding.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { linesOf, linksIn } from '../../lib/links.ts';
import { writtenText } from '../../ui/LocalizedField.tsx';

export const KINDS: { value: HoldingKind; label: string; hint: string }[] = [
  { value: 'outage', label: 'Outage', hint: 'While the service cannot be reached; served with 503.' },
  { value: 'maintenance', label: 'Maintenance', hint: 'While it is closed on purpose; served with 503.' },
  { value: 'recovery', label: 'We are back', hint: 'Just after; waits until the monitors agree.' },
  { value: 'apology', label: 'Apology', hint: 'Afterwards, with a link to the record.' },
  {
    value: 'changes',
    label: 'What we changed',
    hint: 'From the newest published postmortem and its actions.',
  },
];
export const kindLabel = (kind: HoldingKind): string =>
  KINDS.find(({ value }) => value === kind)?.label ?? kind;

type Words = Record<HoldingKind, { title: LocalizedText; text: LocalizedText }>;
const NO_WORDS = (): Words =>
  Object.fromEntries(KINDS.map(({ value }) => [value, { title: {}, text: {} }])) as Words;

export const EMPTY = {
  name: '',
  pageId: '',
  serviceName: '',
  accent: '',
  font: '',
  logo: 'page' as HoldingSet['logo'],
  logoBase64: null as string | null,
  supportUrl: '',
  support: {} as LocalizedText,
  links: '',
  words: NO_WORDS(),
  retryAfterSeconds: 300,
  live: true,
  reason: '',
};
export type Values = typeof EMPTY;

export function valuesOf(set: HoldingSet): Values {
  const words = NO_WORDS();
  for (const { value } of KINDS)
    words[value] = { title: set.words[value]?.title ?? {}, text: set.words[value]?.text ?? {} };
  return {
    ...EMPTY,
    name: set.name,
    pageId: set.pageId ?? '',
    serviceName: set.serviceName ?? '',
    accent: set.accent ?? '',
    font: set.font ?? '',
    logo: set.logo,
    logoBase64: set.logoBase64,
    supportUrl: set.supportUrl ?? '',
    support: set.support ?? {},
    links: linesOf(set.links),
    words,
    retryAfterSeconds: set.retryAfterSeconds,
    live: set.live,
  };
}

export function inputOf(values: Values): HoldingSetInput {
  const { name, logo, logoBase64, retryAfterSeconds, live, reason } = values;
  const own = KINDS.flatMap(({ value }) => {
    const title = writtenText(values.words[value].title);
    const text = writtenText(values.words[value].text);
    return title || text ? [[value, { title, text }] as const] : [];
  });
  return {
    name: name || 'Unnamed',
    pageId: values.pageId || null,
    serviceName: values.serviceName.trim() || null,
    accent: /^#[0-9a-f]{6}$/i.test(values.accent) ? values.accent : null,
    font: (values.font || null) as NonNullable<HoldingSetInput['font']> | null,
    logo,
    logoBase64: logo === 'own' ? logoBase64 : null,
    supportUrl: values.supportUrl.trim() || null,
    support: writtenText(values.support),
    links: linksIn(values.links),
    words: Object.fromEntries(own),
    retryAfterSeconds,
    live,
    override: reason.trim() ? { reason: reason.trim() } : null,
  };
}
