/**
 * RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: one entry per incident, its newest update first, `updated` moving with
 * every update; or one entry per update (`per: 'update'`). Ids never change.
 */
import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from '@candor/protocol/snapshot.ts';
import { inLocale } from './document.ts';
import { html, render } from './html.ts';
import { markdown, plain } from './markdown.ts';
import { stringsFor, textIn } from './strings.ts';
import { timesIn } from './times.ts';
import { xml } from './xml.ts';

export type FeedOptions = { locale: string; per?: 'incident' | 'update' };

type Entry = {
  id: string;
  url: string;
  title: string;
  published: string;
  updated: string;
  html: string;
  text: string;
};

const NEWEST = 50;

/** When the newest of these was said or corrected. */
const touchedAt = (updates: readonly SnapshotUpdate[], from: string): string =>
  updates.reduce((latest, { at, corrections }) => {
    const touched = corrections.at(-1)?.at ?? at;
    return touched > latest ? touched : latest;
  }, from);

/** What a feed is about, the newest first: whole incidents, or one update of each at a time. */
function partsOf(snapshot: Snapshot, per: FeedOptions['per']) {
  const all: (SnapshotIncident | SnapshotMaintenance)[] = [...snapshot.incidents, ...snapshot.maintenances];
  return all
    .flatMap((incident) =>
      per === 'update'
        ? incident.updates.map((update) => ({
            incident,
            updates: [update],
            updated: touchedAt([update], ''),
          }))
        : [{ incident, updates: incident.updates, updated: touchedAt(incident.updates, incident.createdAt) }],
    )
    .sort((a, b) => b.updated.localeCompare(a.updated))
    .slice(0, NEWEST);
}

function makeEntries(snapshot: Snapshot, { locale, per = 'incident' }: FeedOptions): Entry[] {
  const strings = stringsFor(locale);
  const { at } = addressesOf(snapshot, { locale, per });
  const times = timesIn(locale, snapshot.page.timeZone, '1970-01-01T00:00:00.000Z');
  const say = (update: SnapshotUpdate) => {
    const said = textIn(update.text, locale);
    const corrected = update.corrections.length > 0 ? ` (${strings.corrected})` : '';
    const head = [strings.phase[update.phase], `, ${times.clock(update.at)}${corrected}`] as const;
    return {
      html: render(html`<p><strong>${head[0]}</strong>${head[1]}</p>${markdown(said)}`),
      text: `${head.join('')}\n${plain(said)}`,
    };
  };
  return partsOf(snapshot, per).map(({ incident, updates, updated }): Entry => {
    const url = at(`/incidents/${incident.id}`);
    const one = per === 'update' ? updates[0]! : null;
    const said = updates.map(say);
    return {
      id: one ? `${incident.id}#${one.id}` : incident.id,
      url: one ? `${url}#${one.id}` : url,
      title: `[${strings.phase[(one ?? incident).phase]}] ${textIn(incident.title, locale)}`,
      published: one ? one.at : incident.createdAt,
      updated,
      html: said.map((part) => part.html).join('<hr>'),
      text: said.map((part) => part.text).join('\n\n'),
    };
  });
}

/** Three formats say the same entries. */
const remembered = new WeakMap<Snapshot, Map<string, Entry[]>>();

function entriesOf(snapshot: Snapshot, options: FeedOptions): Entry[] {
  const known = remembered.get(snapshot) ?? new Map<string, Entry[]>();
  remembered.set(snapshot, known);
  const key = `${options.locale} ${options.per ?? 'incident'}`;
  const entries = known.get(key) ?? makeEntries(snapshot, options);
  known.set(key, entries);
  return entries;
}

/** Where the readers of this language are: the pages, and this feed itself. */
function addressesOf({ page }: Snapshot, { locale, per = 'incident' }: FeedOptions) {
  const at = (path: string) => `${page.url}${inLocale(path, locale, page.locales[0] ?? locale)}`;
  return { at, home: at('/'), self: (path: string) => `${at(path)}${per === 'update' ? '?per=update' : ''}` };
}

const updatedOf = (snapshot: Snapshot, entries: Entry[]) => entries[0]?.updated ?? snapshot.page.updatedAt;
const tagOf = (snapshot: Snapshot, id: string) => `tag:${new URL(snapshot.page.url).hostname},2026:${id}`;
const rfc822 = (instant: string) => new Date(instant).toUTCString();

export function renderRss(snapshot: Snapshot, options: FeedOptions): string {
  const entries = entriesOf(snapshot, options);
  const { name, description } = snapshot.page;
  const { home, self } = addressesOf(snapshot, options);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xml(name)}</title><link>${xml(home)}</link><description>${xml(description ?? name)}</description><language>${options.locale}</language><lastBuildDate>${rfc822(updatedOf(snapshot, entries))}</lastBuildDate><ttl>1</ttl><atom:link href="${xml(self('/feed.rss'))}" rel="self" type="application/rss+xml"/>${entries
    .map(
      (entry) =>
        `<item><title>${xml(entry.title)}</title><link>${xml(entry.url)}</link><guid isPermaLink="false">${xml(tagOf(snapshot, entry.id))}</guid><pubDate>${rfc822(entry.updated)}</pubDate><description>${xml(entry.html)}</description></item>`,
    )
    .join('')}</channel></rss>
`;
}

export function renderAtom(snapshot: Snapshot, options: FeedOptions): string {
  const entries = entriesOf(snapshot, options);
  const { name } = snapshot.page;
  const { home, self } = addressesOf(snapshot, options);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${options.locale}"><id>${xml(tagOf(snapshot, snapshot.page.id))}</id><title>${xml(name)}</title><updated>${updatedOf(snapshot, entries)}</updated><author><name>${xml(name)}</name></author><link rel="alternate" type="text/html" href="${xml(home)}"/><link rel="self" type="application/atom+xml" href="${xml(self('/feed.atom'))}"/>${entries
    .map(
      (entry) =>
        `<entry><id>${xml(tagOf(snapshot, entry.id))}</id><title>${xml(entry.title)}</title><published>${entry.published}</published><updated>${entry.updated}</updated><link rel="alternate" type="text/html" href="${xml(entry.url)}"/><content type="html">${xml(entry.html)}</content></entry>`,
    )
    .join('')}</feed>
`;
}

export function renderJsonFeed(snapshot: Snapshot, options: FeedOptions): string {
  const { name } = snapshot.page;
  const { home, self } = addressesOf(snapshot, options);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: name,
    home_page_url: home,
    feed_url: self('/feed.json'),
    language: options.locale,
    items: entriesOf(snapshot, options).map((entry) => ({
      id: tagOf(snapshot, entry.id),
      url: entry.url,
      title: entry.title,
      content_html: entry.html,
      content_text: entry.text,
      date_published: entry.published,
      date_modified: entry.updated,
    })),
  });
}

/** Other vendors' addresses of the same bytes. */
export const FEED_ALIASES: readonly [alias: string, of: string][] = [
  ['/history.rss', '/feed.rss'],
  ['/history.atom', '/feed.atom'],
  ['/feed/rss', '/feed.rss'],
  ['/rss.xml', '/feed.rss'],
  ['/feed/atom', '/feed.atom'],
  ['/feed/json', '/feed.json'],
];
