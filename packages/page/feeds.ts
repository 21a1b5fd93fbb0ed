/**
 * RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: one entry per incident, its newest update first, `updated` moving with
 * every update; or one entry per update (`per: 'update'`). Ids never change.
 */
import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import { inLocale } from './document.ts';
import { html, render } from './html.ts';
import { markdown, plain } from './markdown.ts';
import { remembering } from './remember.ts';
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
type Outage = SnapshotIncident | SnapshotMaintenance;

function entriesOf(snapshot: Snapshot, options: FeedOptions): Entry[] {
  const all: Outage[] = [...snapshot.incidents, ...snapshot.maintenances];
  const entries = all.flatMap((incident) => entriesOfOne(incident, { snapshot, ...options }));
  return entries.sort((a, b) => b.updated.localeCompare(a.updated)).slice(0, NEWEST);
}

const entriesOfOne = remembering(
  (
    incident: Outage,
    { snapshot, locale, per = 'incident' }: FeedOptions & { snapshot: Snapshot },
  ): Entry[] => {
    const strings = stringsFor(locale);
    const times = timesIn(locale, snapshot.page.timeZone, '1970-01-01T00:00:00.000Z');
    const url = addressesOf(snapshot, { locale, per }).at(`/incidents/${incident.id}`);
    const title = textIn(incident.title, locale);
    const parts = incident.updates.map((update) => {
      const said = textIn(update.text, locale);
      const corrected = update.corrections.length > 0 ? ` (${strings.corrected})` : '';
      return {
        update,
        html: render(
          html`<p><strong>${strings.phase[update.phase]}</strong>, ${times.clock(update.at)}${corrected}</p>${markdown(said)}`,
        ),
        text: `${strings.phase[update.phase]}, ${times.clock(update.at)}${corrected}\n${plain(said)}`,
      };
    });
    const touched = (at: string, corrections: { at: string }[]) => corrections.at(-1)?.at ?? at;
    if (per === 'update')
      return parts.map(({ update, ...content }) => ({
        id: `${incident.id}#${update.id}`,
        url: `${url}#${update.id}`,
        title: `[${strings.phase[update.phase]}] ${title}`,
        published: update.at,
        updated: touched(update.at, update.corrections),
        ...content,
      }));
    return [
      {
        id: incident.id,
        url,
        title: `[${strings.phase[incident.phase]}] ${title}`,
        published: incident.createdAt,
        updated: incident.updates.reduce((latest, update) => {
          const at = touched(update.at, update.corrections);
          return at > latest ? at : latest;
        }, incident.createdAt),
        html: parts.map((part) => part.html).join('<hr>'),
        text: parts.map((part) => part.text).join('\n\n'),
      },
    ];
  },
  ({ snapshot: { page }, locale, per }) => ({
    slot: `${locale} ${per}`,
    key: `${page.url} ${page.timeZone} ${page.locales[0]}`,
  }),
);

/** Entries are remembered, and so is what a format makes of them. */
function once(): (entry: Entry, make: () => string) => string {
  const made = new WeakMap<Entry, string>();
  return (entry, make) => {
    const text = made.get(entry) ?? make();
    made.set(entry, text);
    return text;
  };
}
const rssItem = once();
const atomEntry = once();

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
    .map((entry) =>
      rssItem(
        entry,
        () =>
          `<item><title>${xml(entry.title)}</title><link>${xml(entry.url)}</link><guid isPermaLink="false">${xml(tagOf(snapshot, entry.id))}</guid><pubDate>${rfc822(entry.updated)}</pubDate><description>${xml(entry.html)}</description></item>`,
      ),
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
    .map((entry) =>
      atomEntry(
        entry,
        () =>
          `<entry><id>${xml(tagOf(snapshot, entry.id))}</id><title>${xml(entry.title)}</title><published>${entry.published}</published><updated>${entry.updated}</updated><link rel="alternate" type="text/html" href="${xml(entry.url)}"/><content type="html">${xml(entry.html)}</content></entry>`,
      ),
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
