/**
 * From a snapshot to every public document with its path, type and caching: what the shelf is filled with. One renderer
 * per page remembers what it made: a document is rendered again only when something that it shows changed, and one whose
 * bytes did not change stays the same item, which nobody has to hash or compress again. Every link in a document and
 * every path begins with the path of the page's address, and nobody else knows where the page lives.
 */
import {
  type CompatibleDocument,
  compatibleDocuments,
  dayKey,
  embedDocuments,
  FEED_ALIASES,
  type FeedOptions,
  html,
  localesOfComponentFeeds,
  localesOfComponents,
  monthsApart,
  outagesOf,
  outagesWithFeeds,
  promisesDocument,
  pushWorker,
  renderAtom,
  renderCalendar,
  renderComponent,
  renderDocument,
  renderHistory,
  renderIncident,
  renderJsonFeed,
  renderMonth,
  renderPage,
  renderPromises,
  renderReport,
  renderRss,
  stringsFor,
} from '@candor/page';
import type {
  SignedSnapshot,
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
} from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { CACHING, PAGE_CSP, WORKER_CSP } from './bytes.ts';
import { itemOf } from './compat/item.ts';
import { placed, prefixOf, settled } from './placement.ts';
import { canonicalText, contentOf } from './seal.ts';
import { shared } from './sharing.ts';

export type Renderer = {
  /** `extra`: documents of later rooms, by their path on a page that lives at the root. */
  documents(signed: SignedSnapshot, extra?: ReadonlyMap<string, ShelfItem>): Map<string, ShelfItem>;
};

type Made = { needs: readonly unknown[]; item: ShelfItem };

const ANYONE = { 'Access-Control-Allow-Origin': '*' };
const FEEDS = [
  ['rss', 'application/rss+xml', renderRss],
  ['atom', 'application/atom+xml', renderAtom],
  ['json', 'application/feed+json', renderJsonFeed],
] as const;

export function createRenderer(): Renderer {
  let before = new Map<string, Made>();
  let face: object = {};
  let compatible: { needs: readonly unknown[]; documents: readonly CompatibleDocument[] } = {
    needs: [],
    documents: [],
  };

  return {
    documents(signed, extra = new Map()) {
      const { snapshot } = signed;
      const { page, incidents, maintenances, components } = snapshot;
      const prefix = prefixOf(page.url);
      const [first = 'en'] = page.locales;
      const next = new Map<string, Made>();
      /** `needs`: everything that the document shows, compared by identity; none means that it is always made. */
      const put = (path: string, needs: readonly unknown[], make: () => ShelfItem) => {
        const last = before.get(`${prefix}${path}`);
        const known = last && needs.length > 0 && alike(last.needs, needs);
        next.set(
          `${prefix}${path}`,
          known ? last : { needs, item: settled(placed(make(), prefix), last?.item) },
        );
      };
      const document = (path: string, needs: readonly unknown[], make: () => string) =>
        put(path, needs, () => ({
          contentType: 'text/html; charset=utf-8',
          body: make(),
          cacheControl: CACHING.stated,
          csp: PAGE_CSP,
        }));
      const data = (
        path: string,
        needs: readonly unknown[],
        contentType: string,
        cacheControl: string,
        make: () => string,
      ) => put(path, needs, () => ({ contentType, body: make(), cacheControl, headers: ANYONE }));

      // A page's own time moves with every fact; what its documents show of it does not.
      const { updatedAt, ...look } = page;
      face = shared(face, look);
      const names = components.map((component) => canonicalText(namesOf(component))).join();
      const today = dayKey(page.timeZone, snapshot.madeAt, snapshot.madeAt);
      const history = [face, names, incidents, maintenances, snapshot.record, snapshot.links, today];

      const months = monthsApart(snapshot);
      const withComponents = localesOfComponents(snapshot);
      const withFeeds = localesOfComponentFeeds(snapshot);
      const happened = happenedTo(snapshot);
      const followed = outagesWithFeeds(snapshot);
      const outages = [...incidents, ...maintenances].map((incident) => ({
        incident,
        needs: isOver(incident)
          ? [
              incident,
              followed.has(incident),
              face,
              names,
              titlesOf(incident.related, snapshot),
              snapshot.groups,
              dayKey(page.timeZone, snapshot.madeAt, newestIn(incident)),
            ]
          : [],
      }));

      for (const locale of page.locales) {
        const start = locale === first ? '' : `/${locale}`;
        document(`${start}/`, [], () => renderPage(snapshot, locale));
        document(`${start}/history`, history, () => renderHistory(snapshot, locale));
        document(`${start}/promises`, history, () => renderPromises(snapshot, locale));
        for (const month of months)
          document(`${start}/history/${month}`, history, () => renderMonth(snapshot, month, locale)!);
        document(`${start}/report`, [face, names, snapshot.groups], () => renderReport(snapshot, locale));
        if (withComponents.includes(locale))
          for (const component of components)
            document(
              `${start}/components/${component.id}`,
              [component, face, happened.get(component.id) ?? '', today, withFeeds.join()],
              () => renderComponent(snapshot, component.id, locale)!,
            );
        for (const { incident, needs } of outages)
          document(
            `${start}/incidents/${incident.id}`,
            needs,
            () => renderIncident(snapshot, incident.id, locale)!,
          );
        const feed = (
          path: string,
          needs: readonly unknown[],
          query: string,
          options: Omit<FeedOptions, 'locale'>,
        ) => {
          for (const [ending, type, render] of FEEDS)
            data(`${start}${path}.${ending}${query}`, needs, `${type}; charset=utf-8`, CACHING.dated, () =>
              render(snapshot, { locale, ...options }),
            );
        };
        feed('/feed', [page, incidents, maintenances], '', { per: 'incident' });
        feed('/feed', [page, incidents, maintenances], '?per=update', { per: 'update' });
        const calendar = (
          path: string,
          needs: readonly unknown[],
          of?: Parameters<typeof renderCalendar>[2],
        ) =>
          data(
            `${start}${path}.ics`,
            [face, names, ...needs],
            'text/calendar; charset=utf-8',
            CACHING.dated,
            () => renderCalendar(snapshot, locale, of),
          );
        for (const incident of followed) {
          feed(`/incidents/${incident.id}`, [incident, face], '', { of: incident });
          if ('scheduledFor' in incident) calendar(`/incidents/${incident.id}`, [incident], incident);
        }
        if (withFeeds.includes(locale))
          for (const component of components) {
            const { id } = component;
            const mine = outagesOf(snapshot, id);
            feed(`/components/${id}`, [face, canonicalText(namesOf(component)), ...mine], '', {
              of: component,
            });
            calendar(`/components/${id}`, mine, component);
          }
        for (const [alias, of] of FEED_ALIASES)
          next.set(`${prefix}${start}${alias}`, next.get(`${prefix}${start}${of}`)!);
        calendar('/calendar', [maintenances]);
      }
      data('/snapshot.json', [], 'application/json; charset=utf-8', CACHING.stated, () => textOf(signed));
      data(
        '/promises.json',
        [page, incidents, snapshot.record],
        'application/json; charset=utf-8',
        CACHING.dated,
        () => JSON.stringify(promisesDocument(snapshot)),
      );
      const content = Object.values(contentOf(snapshot));
      if (!alike(compatible.needs, content))
        compatible = { needs: content, documents: compatibleDocuments(snapshot) };
      for (const each of compatible.documents) put(each.path, content, () => itemOf(each)[1]);
      for (const each of embedDocuments(snapshot)) put(each.path, [], () => itemOf(each)[1]);
      const favicon = page.look?.faviconUrl;
      const icon = favicon?.startsWith('/') ? `${prefix}${favicon}` : (favicon ?? undefined);
      put('/push-worker.js', [icon ?? 'none'], () => ({
        contentType: 'text/javascript; charset=utf-8',
        body: pushWorker(icon),
        cacheControl: CACHING.unstated,
        csp: WORKER_CSP,
      }));
      for (const locale of page.locales)
        put(locale === first ? '/404' : `/${locale}/404`, [face], () => ({
          contentType: 'text/html; charset=utf-8',
          body: renderDocument(page, {
            locale,
            path: '/404',
            title: '404',
            body: html`<p>${stringsFor(locale).nothingHere}</p>`,
            noindex: true,
          }),
          cacheControl: CACHING.stated,
          csp: PAGE_CSP,
        }));
      for (const [path, item] of extra) put(path, [], () => ({ csp: PAGE_CSP, ...item }));

      before = next;
      return new Map([...next].map(([path, { item }]) => [path, item]));
    },
  };
}

const alike = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

const isOver = ({ phase }: SnapshotIncident | SnapshotMaintenance) =>
  phase === 'resolved' || phase === 'completed' || phase === 'cancelled';

const newestIn = (incident: SnapshotIncident | SnapshotMaintenance) =>
  'scheduledUntil' in incident && incident.scheduledUntil > incident.updatedAt
    ? incident.scheduledUntil
    : incident.updatedAt;

/** What a card says of what it came from or led to. */
const titlesOf = (related: readonly string[] | undefined, { incidents, maintenances }: Snapshot): string =>
  related
    ? canonicalText(
        [...incidents, ...maintenances].filter(({ id }) => related.includes(id)).map(({ title }) => title),
      )
    : '';

/** What documents say of components that they do not show the state of. */
const namesOf = ({ id, name, showcase, groupId }: Snapshot['components'][number]) => ({
  id,
  name,
  showcase,
  groupId,
});

/** What a component's own page says of incidents and maintenances, by component. */
function happenedTo({ incidents, maintenances }: Snapshot): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { id, title, startedAt, phase, components } of [...incidents, ...maintenances])
    for (const { componentId } of components)
      lines.set(
        componentId,
        `${lines.get(componentId) ?? ''}${canonicalText({ id, title, startedAt, phase })}\n`,
      );
  return lines;
}

/** The signed document, with the very text that was signed. */
function textOf({ snapshot, ...seal }: SignedSnapshot): string {
  return `{"snapshot":${canonicalText(snapshot)},${JSON.stringify(seal).slice(1)}`;
}
