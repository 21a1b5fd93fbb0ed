/**
 * LEARN: what happened, in public, and what changes because of it. Drafts postmortems from facts, checks and
 * publishes them, follows their actions, and shows one's own outages beside the famous ones. Writes postmortem.* and
 * action.*; it never judges people and never invents a sentence that has no evidence.
 */
import { renderDocument } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { type ComparisonTable, compareWith, type Standing } from '#library';
import type { People } from '#people';
import { measuresOf, type Respond } from '#respond';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import type { ShelfItem } from '#web';
import { type Actions, createActions } from './actions.ts';
import { createPostmortems, type Postmortems } from './postmortems.ts';
import { caseTableBody, postmortemBody } from './public.ts';
import { reviewDeadline } from './rules/structure.ts';

export type { Action } from './actions.ts';
export { learnedFrom } from './learned.ts';
export type { StoredPostmortem } from './postmortems.ts';

export type Learn = {
  postmortems: Postmortems;
  actions: Actions;
  /** When the review of an ended incident is due, by its severity; null where none is. */
  reviewBy(incident: { severity: number; resolvedAt: string | null }): string | null;
  /** Famous outages and one's own in one table. */
  cases(): Promise<ComparisonTable & { standings: Standing[] }>;
  publicBlocks(): Promise<Map<string, { url: string; title: string; publishedAt: string }>>;
  publicLinks(): Snapshot['links'];
  /** `shows`: whether the page tells of the incident. */
  publicDocuments(
    snapshot: Snapshot,
    shows?: (incidentId: string) => boolean,
  ): Promise<Map<string, ShelfItem>>;
  onChange(listener: () => void): void;
};

export function createLearn(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  people: People;
  respond: Respond;
  clock: Clock;
  ids: Ids;
}): Learn {
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const actions = createActions({ ...deps, changed });
  const postmortems = createPostmortems({ ...deps, syncActions: actions.sync, changed });

  async function cases(shows: (incidentId: string) => boolean = () => true) {
    const page = await deps.catalog.pages.default();
    const told = (await deps.timeline.incidents({ kind: 'incident', limit: 100 })).filter(
      (incident) => incident.firstWordAt && incident.detectedBy !== 'import' && shows(incident.id),
    );
    return compareWith(
      told.map((incident) => {
        const measures = measuresOf(incident);
        const gaps = incident.updates
          .slice(1)
          .map((update, i) => (Date.parse(update.at) - Date.parse(incident.updates[i]!.at)) / 60_000);
        const sorted = gaps.toSorted((a, b) => a - b);
        const median =
          sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)]! * 100) / 100;
        return {
          id: incident.id,
          org: page.name,
          title: incident.title['en'] ?? incident.id,
          causeClass: null,
          cause: null,
          startedAt: incident.startedAt,
          durationMinutes: measures.minutesToRecover,
          minutesToFirstWord: measures.minutesToFirstWord,
          updates: incident.updates.length,
          medianGapMinutes: median,
          promisesKept: measures.promisesKept + measures.promisesKeptByNote,
          promisesMissed: measures.promisesMissed,
          impact: incident.impact?.['en'] ?? null,
          makeGood: null,
          postmortemUrl: incident.postmortem ? `/incidents/${incident.id}/postmortem` : null,
          lesson: null,
          url: `/incidents/${incident.id}`,
        };
      }),
    );
  }

  return {
    postmortems,
    actions,
    reviewBy: ({ severity, resolvedAt }) => resolvedAt && reviewDeadline(severity, resolvedAt),
    cases: () => cases(),
    onChange: (listener) => listeners.push(listener),
    async publicBlocks() {
      const published = await postmortems.published();
      return new Map(
        published.map(({ incidentId, published: document, publishedAt }) => [
          incidentId,
          { url: `/incidents/${incidentId}/postmortem`, title: document!.title, publishedAt: publishedAt! },
        ]),
      );
    },
    publicLinks: () => [{ kind: 'cases', url: '/cases' }],
    async publicDocuments({ page }, shows = () => true) {
      const item = (body: string): ShelfItem => ({ contentType: 'text/html; charset=utf-8', body });
      const documents = new Map<string, ShelfItem>();
      for (const { incidentId, published } of await postmortems.published()) {
        if (!shows(incidentId)) continue;
        const path = `/incidents/${incidentId}/postmortem`;
        for (const locale of page.locales)
          documents.set(
            locale === page.locales[0] ? path : `/${locale}${path}`,
            item(
              renderDocument(page, {
                locale,
                path,
                title: published!.title,
                body: postmortemBody(published!, locale, page.timeZone),
              }),
            ),
          );
      }
      const locale = 'en';
      documents.set(
        '/cases',
        item(
          renderDocument(
            { ...page, locales: [locale] },
            {
              locale,
              path: '/cases',
              title: 'Outages others learned from',
              body: caseTableBody(await cases(shows)),
            },
          ),
        ),
      );
      return documents;
    },
  };
}
