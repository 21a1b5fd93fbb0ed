/**
 * What is known when something is said: the incident's facts, the catalogue's names, what the monitors see now, what
 * readers report and who is measured as hit. Gathered here, judged by `words`.
 */
import type { ComponentState, LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import { sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import { type Incident, isOpen } from '#timeline';
import type { Watch } from '#watch';
import { type Known, type KnownMonitor, readClaims } from '#words';
import type { FailingMonitor } from './gate.ts';
import type { SettingsShelf } from './settings.ts';

/** What monitors and readers say, beside the failures that everybody asks for. */
export type Measured = {
  monitors(): KnownMonitor[];
  reports(since: string): Promise<{ id: string; at: string; componentId: string | null }[]>;
};

const STALE_MS = 180_000;
const REPORTS_READ = 500;
const EXPOSURES_READ = 200;
const FRESH_MS = 30 * 86_400_000;

/** The watch room's states as the gate sees them. What maintenance hides speaks neither for nor against. */
export function measuredBy(watch: Watch, clock: Clock): Measured {
  return {
    monitors() {
      const failing = new Set(watch.failing().map(({ monitorId }) => monitorId));
      return watch.states().flatMap(({ monitor, state }): KnownMonitor[] => {
        if (!monitor.enabled || state.silencedBy !== null) return [];
        const isDown = failing.has(monitor.id);
        const last = state.last?.at ?? null;
        const kept = Math.max(STALE_MS, 3_000 * monitor.intervalSeconds);
        const silent =
          monitor.target.kind !== 'heartbeat' && (last === null || clock.nowMs() - Date.parse(last) > kept);
        return [
          {
            id: monitor.id,
            name: monitor.name,
            componentId: monitor.componentId,
            verdict: isDown ? 'down' : state.verdict === 'down' ? 'unknown' : state.verdict,
            stale: !isDown && (state.verdict === 'unknown' || silent),
            failingSince: isDown ? (state.downSince ?? state.since) : null,
            doubtedAt:
              !isDown && state.verdict !== 'unknown' && state.last?.outcome === 'down' ? state.last.at : null,
            lastAt: last,
            detail: state.last?.detail ?? '',
            intervalSeconds: monitor.intervalSeconds,
          },
        ];
      });
    },
    async reports(since) {
      const found = [];
      for (let after: string | undefined; found.length < REPORTS_READ; ) {
        const { items, next } = await watch.reports.list({ limit: 100, after });
        found.push(...items.filter(({ at }) => at >= since));
        if (next === null || items.some(({ at }) => at < since)) break;
        after = next;
      }
      return found;
    },
  };
}

/** Where nothing but failures is told, they are all that is known. */
export const measuredByFailures = (failing: () => FailingMonitor[]): Measured => ({
  monitors: () =>
    failing().map(({ monitorId, monitorName, componentId, since, detail }) => ({
      id: monitorId,
      name: monitorName,
      componentId,
      verdict: 'down',
      stale: false,
      failingSince: since,
      doubtedAt: null,
      lastAt: since,
      detail,
      intervalSeconds: 30,
    })),
  reports: async () => [],
});

export type Said = {
  phase: Incident['phase'];
  components?: readonly ComponentState[] | undefined;
  text?: LocalizedText | undefined;
};

/** What is known, with what was said before in one language. */
export type Knowing = (incident: Incident, said: Said, tx?: Tx) => Promise<(locale: string) => Known>;

export function createKnowing({
  catalog,
  audience,
  clock,
  settings,
  measured,
}: {
  catalog: Catalog;
  audience: Audience;
  clock: Clock;
  settings: SettingsShelf;
  measured: Measured;
}): Knowing {
  const inLocale = (text: LocalizedText, locale: string) => text[locale] ?? text[locale.split('-')[0]!];

  /** Shares of customers are told only where customers themselves were measured. */
  async function exposureOf(componentIds: readonly string[], tx?: Tx): Promise<Known['exposure']> {
    const fresh = new Date(clock.nowMs() - FRESH_MS).toISOString();
    const lists = await Promise.all(componentIds.map((id) => audience.exposure.list(id, EXPOSURES_READ)));
    const rows = lists.flat().flatMap(({ at, ...row }) => (at && at >= fresh ? [{ ...row, at }] : []));
    const hit = new Set(rows.flatMap(({ kind, value }) => (kind === 'customer' ? [value] : [])));
    const customers = hit.size > 0 ? (await audience.customers.list(tx)).length : 0;
    return {
      // A list that was cut counts too few; then no share is known.
      share:
        customers > 0 && lists.every(({ length }) => length < EXPOSURES_READ) ? hit.size / customers : null,
      of: rows.filter(({ kind }) => kind === 'plan' || kind === 'segment' || kind === 'region'),
    };
  }

  return async (incident, said, tx) => {
    const [components, groups, policy] = await Promise.all([
      catalog.components.list(tx),
      catalog.groups.list(tx),
      settings.get(tx),
    ]);
    const concerned = new Set(
      [...incident.components, ...incident.openedComponents].map(({ componentId }) => componentId),
    );
    const stated = new Map(said.components?.map(({ componentId, status }) => [componentId, status]));
    const before = new Map(incident.components.map(({ componentId, status }) => [componentId, status]));
    const isOver = said.phase === 'resolved' || said.phase === 'completed';
    // Readers' reports are fetched only for a text that says there are none.
    const deniesReports = Object.entries(said.text ?? {}).some(([locale, text]) =>
      readClaims(text, locale, { names: [], now: clock.now(), around: null }).claims.some(
        ({ kind }) => kind === 'no-reports',
      ),
    );
    const reports = deniesReports ? await measured.reports(incident.startedAt) : [];
    const exposure = await exposureOf([...concerned], tx);
    const first = incident.symptoms.toSorted((a, b) => a.failedAt.localeCompare(b.failedAt))[0];
    return (locale) => ({
      now: clock.now(),
      components: components.map(({ id, name, groupId }) => ({
        id,
        names: Object.values(name),
        groupId,
        // Publishing "resolved" sets what it leaves out to operational.
        status: stated.get(id) ?? (isOver && !said.components ? null : (before.get(id) ?? null)),
        stated: stated.get(id) ?? null,
        concerned: concerned.has(id),
      })),
      groups: groups.map(({ id, name }) => ({ id, names: Object.values(name) })),
      monitors: measured.monitors(),
      troubles: incident.symptoms.map(
        ({ monitorId, monitorName, componentId, failedAt, recoveredAt, factId }) => ({
          monitorId,
          monitorName,
          componentId,
          from: failedAt,
          to: recoveredAt,
          factId,
        }),
      ),
      startedAt: {
        at: incident.startedAt,
        factId: first && first.failedAt <= incident.startedAt ? first.factId : incident.id,
      },
      recoveredAt: incident.recoveredAt,
      isOver: isOver || !isOpen(incident),
      reports: reports
        .filter(({ componentId }) => componentId === null || concerned.has(componentId))
        .map(({ id, at }) => ({ id, at })),
      exposure,
      previous: incident.updates.flatMap(({ id, at, text, phase }) => {
        const own = inLocale(text, locale);
        return own === undefined ? [] : [{ id, at, text: own, phase }];
      }),
      policy: { estimateNeedsRange: policy.estimateNeedsRange, quietSeconds: policy.quietSeconds },
    });
  };
}

/** The text that an override was signed for. */
export const digestOf = (texts: readonly LocalizedText[]): string =>
  sha256(JSON.stringify(texts.map((text) => Object.entries(text).sort(([a], [b]) => (a < b ? -1 : 1)))));
