/**
 * A world to hold texts against: a shop with sign-in and storage in two regions, payments, search and an API. It is
 * 15:00 UTC on 1 March 2026 and something began at 14:02, unless a test says otherwise.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Known } from './claim.ts';

const MONITORS: readonly [name: string, component: string][] = [
  ['Sign-in EU', 'signin'],
  ['Sign-in US', 'signin'],
  ['Payments', 'payments'],
  ['Search', 'search'],
  ['API', 'api'],
  ['Storage from Frankfurt', 'storage-eu'],
  ['Storage from Ohio', 'storage-us'],
];

export type World = {
  now?: string;
  down?: string[];
  /** Over: since and until, as HH:MM of the day. */
  over?: [monitor: string, from: string, to: string][];
  stale?: string[];
  doubted?: string[];
  startedAt?: string;
  /** What the incident is about, besides whatever fails or failed. */
  about?: string[];
  status?: Record<string, ComponentStatus>;
  stated?: Record<string, ComponentStatus>;
  /** HH:MM of each. */
  reports?: string[];
  exposed?: number;
  exposures?: Known['exposure']['of'];
  said?: [at: string, text: string][];
  policy?: Partial<Known['policy']>;
};

/** Worlds that the pairs of every language share. */
export const BOTH: World = { down: ['Sign-in EU', 'Sign-in US'] };
export const ONLY_US: World = { down: ['Sign-in US'] };
export const PAY: World = { down: ['Payments'] };
export const OVER: World = { over: [['Payments', '14:02', '14:47']] };

export type Pair = { text: string; world: World; locale: string; contradicted: boolean };

/** Collects pairs: the gate has to speak, or has nothing to say, of each text in a world. */
export function collect(language = 'en') {
  const pairs: Pair[] = [];
  const of =
    (locale: string, contradicted: boolean) =>
    (given: World, ...texts: string[]) =>
      void pairs.push(...texts.map((text) => ({ text, world: given, locale, contradicted })));
  return {
    pairs,
    contradicted: of(language, true),
    lie: of('en', true),
    fine: of(language, false),
    luege: of('de', true),
    stimmt: of('de', false),
  };
}

const DAY = '2026-03-01';
export const instant = (time: string): string => (time.includes('T') ? time : `${DAY}T${time}:00.000Z`);

export function world({
  now = '15:00',
  down = [],
  over = [],
  stale = [],
  doubted = [],
  startedAt = '14:02',
  about = [],
  status = {},
  stated = {},
  reports = [],
  exposed,
  exposures = [],
  said = [],
  policy = {},
}: World = {}): Known {
  const componentOf = (monitor: string) => MONITORS.find(([name]) => name === monitor)?.[1] ?? '';
  const concerned = new Set([...about, ...down.map(componentOf), ...over.map(([name]) => componentOf(name))]);
  const component = (id: string, names: string[], groupId: string | null = null) => ({
    id,
    names,
    groupId,
    status: status[id] ?? (down.some((name) => componentOf(name) === id) ? 'major_outage' : null),
    stated: stated[id] ?? null,
    concerned: concerned.has(id),
  });
  const recovered = over.map(([, , to]) => instant(to)).sort();
  return {
    now: instant(now),
    components: [
      component('signin', [
        'Sign-in',
        'Anmeldung',
        'Connexion',
        'Inicio de sesión',
        'Acesso à conta',
        'ログイン',
      ]),
      component('payments', ['Payments', 'Zahlungen', 'Paiements', 'Pagos', 'Pagamentos', '決済']),
      component('search', ['Search', 'Suche', 'Recherche', 'Búsqueda', 'Busca', '検索']),
      component('api', ['API'], 'platform'),
      component('storage-eu', ['Storage EU', 'Speicher EU']),
      component('storage-us', ['Storage US', 'Speicher US']),
    ],
    groups: [{ id: 'platform', names: ['Developer platform', 'Entwicklerplattform'] }],
    monitors: MONITORS.map(([name, componentId]) => ({
      id: name,
      name,
      componentId,
      verdict: down.includes(name) ? 'down' : stale.includes(name) ? 'unknown' : 'up',
      stale: stale.includes(name),
      failingSince: down.includes(name) ? instant(startedAt) : null,
      doubtedAt: doubted.includes(name) ? instant(now) : null,
      lastAt: instant(stale.includes(name) ? '13:00' : now),
      detail: 'answered 500',
      intervalSeconds: 30,
    })),
    troubles: [
      ...over.map(([name, from, to], i) => ({
        monitorId: name,
        monitorName: name,
        componentId: componentOf(name),
        from: instant(from),
        to: instant(to),
        factId: `over-${i}`,
      })),
      ...down.map((name) => ({
        monitorId: name,
        monitorName: name,
        componentId: componentOf(name),
        from: instant(startedAt),
        to: null,
        factId: `down-${name}`,
      })),
    ],
    startedAt: { at: instant(startedAt), factId: 'opened' },
    recoveredAt: down.length === 0 ? (recovered.at(-1) ?? null) : null,
    isOver: down.length === 0,
    reports: reports.map((at) => ({ at: instant(at), id: `report-${at}` })),
    exposure: { share: exposed ?? null, of: exposures },
    previous: said.map(([at, text], i) => ({
      id: `upd-${i}`,
      at: instant(at),
      text,
      phase: 'identified' as const,
    })),
    policy: { estimateNeedsRange: false, quietSeconds: 0, ...policy },
  };
}
