/**
 * A large page as the catalogue and the timeline know it, made without a database: 500 components in 25 groups, twelve
 * languages, a hundred resolved incidents over ninety days, one that is open, and maintenance.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Component, Group, Page } from '#catalog';
import type { Incident } from '#timeline';
import type { Known } from '../../server/tell/snapshot.ts';

export const LOCALES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'];
export const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z');
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(ms).toISOString();
const text = (en: string, de: string): LocalizedText => ({ en, de });

function incidentOf(n: number, components: number, nowMs: number, open: boolean): Incident {
  const startMs = nowMs - (open ? 900_000 : Math.round(((n + 1) * 85 * DAY_MS) / 100));
  const lastedMs = (7 + (n % 11) * 4) * 60_000;
  const hit = [n % components, (n * 7 + 3) % components].map((i) => ({
    componentId: `cmp_${i}`,
    status: (n % 3 === 0 ? 'major_outage' : 'degraded_performance') as
      | 'major_outage'
      | 'degraded_performance',
  }));
  const words = [
    ['investigating', 0],
    ['identified', 0.3],
    ['monitoring', 0.8],
    ['resolved', 1],
  ] as const;
  const said = open ? words.slice(0, 2) : words;
  return {
    id: `inc_${n}${open ? 'open' : ''}`,
    kind: 'incident',
    title: text(`Service ${n % components} is failing`, `Dienst ${n % components} ist gestört`),
    severity: 2,
    impact: null,
    phase: open ? 'identified' : 'resolved',
    components: open ? hit : hit.map(({ componentId }) => ({ componentId, status: 'operational' })),
    openedComponents: hit,
    startedAt: at(startMs),
    openedAt: at(startMs),
    firstWordAt: at(startMs + 20_000),
    monitoringAt: open ? null : at(startMs + lastedMs * 0.8),
    recoveredAt: open ? null : at(startMs + lastedMs * 0.8),
    resolvedAt: open ? null : at(startMs + lastedMs),
    lastFactAt: at(startMs + (open ? 60_000 : lastedMs)),
    symptoms: [],
    promise: open ? { updateId: 'u', dueAt: at(nowMs + 900_000), factId: 'f' } : null,
    promises: [],
    snoozes: [],
    estimate: null,
    estimates: [],
    challenges: [],
    workaround: null,
    updates: said.map(([phase, share], i) => ({
      id: `upd_${n}_${i}`,
      factId: `fct_${n}_${i}`,
      at: at(startMs + 20_000 + share * lastedMs),
      by: 'person:1',
      phase,
      text: text(
        `You cannot use service ${n % components} since a few minutes; this affects about 30 % of customers. We know the cause and are restarting it now. There is **no workaround** yet. We are sorry.`,
        `Sie können Dienst ${n % components} seit einigen Minuten nicht nutzen; das betrifft etwa 30 % der Kunden. Wir kennen die Ursache und starten ihn neu. Es gibt **keinen Ausweg** bisher. Es tut uns leid.`,
      ),
      origin: 'person',
      nextUpdateBy: phase === 'resolved' ? null : at(startMs + share * lastedMs + 900_000),
      components: i === 0 ? hit : [],
      corrections: [],
    })),
    plan: null,
    related: [],
  } as unknown as Incident;
}

export function largeWorld({
  components = 500,
  incidents = 100,
  locales = LOCALES,
  nowMs = NOW_MS,
  open = 1,
} = {}): Known {
  const made = at(nowMs - 400 * DAY_MS);
  const groups = Math.max(1, Math.round(components / 20));
  return {
    nowMs,
    version: nowMs,
    url: 'https://status.shop.example',
    page: {
      id: 'pag_1',
      slug: 'status',
      name: 'Demo Shop',
      description: null,
      timeZone: 'Europe/Berlin',
      locales,
      supportUrl: null,
      host: null,
      isDefault: true,
      createdAt: made,
      updatedAt: made,
    } as unknown as Page,
    groups: Array.from(
      { length: groups },
      (_, i): Group =>
        ({
          id: `grp_${i}`,
          name: text(`Group ${i}`, `Gruppe ${i}`),
          position: i,
          createdAt: made,
          updatedAt: made,
        }) as Group,
    ),
    components: Array.from(
      { length: components },
      (_, i) =>
        ({
          id: `cmp_${i}`,
          slug: `service-${i}`,
          pageId: 'pag_1',
          name: text(`Service ${i}`, `Dienst ${i}`),
          description:
            i % 4 === 0
              ? text(
                  `What customers reach under s${i}.shop.example.`,
                  `Was Kunden erreichen unter s${i}.shop.example.`,
                )
              : null,
          groupId: `grp_${i % groups}`,
          position: i,
          showcase: true,
          onlyShowIfDegraded: false,
          startDate: null,
          manualStatus: null,
          createdAt: made,
          updatedAt: made,
        }) as unknown as Component,
    ),
    incidents: [
      ...Array.from({ length: open }, (_, i) => incidentOf(i, components, nowMs, true)),
      ...Array.from({ length: incidents }, (_, i) => incidentOf(i, components, nowMs, false)),
    ],
    unknown: new Set(),
    blocks: { postmortems: new Map(), links: [] },
  };
}
