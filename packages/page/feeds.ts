/**
 * RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: one entry per incident, its newest update first, `updated` moving with
 * every update; or one entry per update (`per: 'update'`). A feed is of the whole page, of one component, or of one
 * incident or maintenance alone, whose updates are its entries. Ids never change, and are the same in every feed.
 */
import { stepsOf } from '@candor/protocol/difference.ts';
import type {
  Snapshot,
  SnapshotComponent,
  SnapshotIncident,
  SnapshotMaintenance,
} from '@candor/protocol/snapshot.ts';
import { markedMarkdown } from './corrected.ts';
import { inLocale } from './document.ts';
import { html, render } from './html.ts';
import { markdown, plain } from './markdown.ts';
import { remembering } from './remember.ts';
import { stringsFor, textIn } from './strings.ts';
import { timesIn } from './times.ts';
import { xml } from './xml.ts';

type Outage = SnapshotIncident | SnapshotMaintenance;

export type FeedOptions = {
  locale: string;
  per?: 'incident' | 'update';
  /** Of this component, incident or maintenance alone. */
  of?: Outage | SnapshotComponent;
};

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

const isOutage = (of: Outage | SnapshotComponent): of is Outage => 'updates' in of;

/** So many of those that are over keep their own feeds, so that whoever follows one hears how it ended. */
const ENDED_WITH_FEEDS = 5;
const MOST_COMPONENT_FEEDS = 200;

const followed = new WeakMap<Snapshot, ReadonlySet<Outage>>();

/** The incidents and maintenances that have feeds of their own: all that are open, and those that ended last. */
export function outagesWithFeeds(snapshot: Snapshot): ReadonlySet<Outage> {
  const known = followed.get(snapshot);
  if (known) return known;
  const all = [...snapshot.incidents, ...snapshot.maintenances];
  const ended = all
    .filter(({ phase }) => isOver(phase))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .slice(0, ENDED_WITH_FEEDS);
  const found = new Set([...all.filter(({ phase }) => !isOver(phase)), ...ended]);
  followed.set(snapshot, found);
  return found;
}

const isOver = (phase: Outage['phase']) =>
  phase === 'resolved' || phase === 'completed' || phase === 'cancelled';

/** The languages in which components have feeds of their own: every document is kept ready, so they have a bound. */
export function localesOfComponentFeeds({ page, components }: Snapshot): string[] {
  const most = Math.floor(MOST_COMPONENT_FEEDS / Math.max(1, components.length));
  return page.locales.length <= most ? page.locales : page.locales.slice(0, Math.min(1, most));
}

/** What happened to a component, in the order of the snapshot. */
export const outagesOf = ({ incidents, maintenances }: Snapshot, componentId: string): Outage[] =>
  [...incidents, ...maintenances].filter(({ components }) =>
    components.some((each) => each.componentId === componentId),
  );

function outagesIn(snapshot: Snapshot, of: FeedOptions['of']): Outage[] {
  if (!of) return [...snapshot.incidents, ...snapshot.maintenances];
  return isOutage(of) ? [of] : outagesOf(snapshot, of.id);
}

const perOf = ({ per = 'incident', of }: FeedOptions) => (of && isOutage(of) ? 'update' : per);

function entriesOf(snapshot: Snapshot, options: FeedOptions): Entry[] {
  const view = { snapshot, locale: options.locale, per: perOf(options) };
  const entries = outagesIn(snapshot, options.of).flatMap((outage) => entriesOfOne(outage, view));
  return entries.sort((a, b) => b.updated.localeCompare(a.updated)).slice(0, NEWEST);
}

const entriesOfOne = remembering(
  (
    incident: Outage,
    { snapshot, locale, per }: { snapshot: Snapshot; locale: string; per: 'incident' | 'update' },
  ): Entry[] => {
    const strings = stringsFor(locale);
    const times = timesIn(locale, snapshot.page.timeZone, '1970-01-01T00:00:00.000Z');
    const url = placeOf(snapshot, locale)(`/incidents/${incident.id}`);
    const title = textIn(incident.title, locale);
    const parts = incident.updates.map((update) => {
      const said = textIn(update.text, locale);
      const corrected = update.corrections.length > 0 ? ` (${strings.corrected})` : '';
      const steps = stepsOf(update.corrections, update.text)
        .toReversed()
        .map(({ correction: { at, reason }, before, after }) => ({
          how: `${strings.corrected}, ${times.clock(at)}${reason ? `: ${reason}` : ''}`,
          was: textIn(before, locale),
          became: textIn(after, locale),
        }));
      const [last] = steps;
      return {
        update,
        html: render(
          html`<p><strong>${strings.phase[update.phase]}</strong>, ${times.clock(update.at)}${corrected}</p>${
            last ? markedMarkdown(said, last.was, 'ins') : markdown(said)
          }${steps.map(
            ({ how, was, became }) =>
              html`<blockquote><p>${how}<br>${strings.correctedWas}</p>${markedMarkdown(was, became, 'del')}</blockquote>`,
          )}`,
        ),
        text: [
          `${strings.phase[update.phase]}, ${times.clock(update.at)}${corrected}\n${plain(said)}`,
          ...steps.map(({ how, was }) => `${how}\n${strings.correctedWas} ${plain(was)}`),
        ].join('\n\n'),
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
const jsonItem = once();

/** Where the readers of this language are. */
const placeOf =
  ({ page }: Snapshot, locale: string) =>
  (path: string) =>
    `${page.url}${inLocale(path, locale, page.locales[0] ?? locale)}`;

/** The path of a thing's own page, and of its feeds with an ending behind it. */
const ownPath = (of: Outage | SnapshotComponent) => `/${isOutage(of) ? 'incidents' : 'components'}/${of.id}`;

/** What a feed is called, where its subject is to be read, and where it is itself. */
function headOf(snapshot: Snapshot, { locale, per = 'incident', of }: FeedOptions) {
  const { page } = snapshot;
  const at = placeOf(snapshot, locale);
  if (!of) {
    const isPerUpdate = per === 'update';
    const self = (ending: string) => `${at(`/feed.${ending}`)}${isPerUpdate ? '?per=update' : ''}`;
    // Two feeds of one page are two to a reader (RFC 4287 §4.2.6).
    return {
      id: isPerUpdate ? `${page.id}/updates` : page.id,
      title: page.name,
      about: page.description ?? page.name,
      home: at('/'),
      self,
    };
  }
  const name = textIn(isOutage(of) ? of.title : of.name, locale);
  const self = (ending: string) => at(`${ownPath(of)}.${ending}`);
  return { id: of.id, title: `${page.name}: ${name}`, about: name, home: at(ownPath(of)), self };
}

const updatedOf = (snapshot: Snapshot, entries: Entry[]) => entries[0]?.updated ?? snapshot.page.updatedAt;
const tagOf = (snapshot: Snapshot, id: string) => `tag:${new URL(snapshot.page.url).hostname},2026:${id}`;
const rfc822 = (instant: string) => new Date(instant).toUTCString();

export function renderRss(snapshot: Snapshot, options: FeedOptions): string {
  const entries = entriesOf(snapshot, options);
  const { title, about, home, self } = headOf(snapshot, options);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xml(title)}</title><link>${xml(home)}</link><description>${xml(about)}</description><language>${options.locale}</language><lastBuildDate>${rfc822(updatedOf(snapshot, entries))}</lastBuildDate><ttl>1</ttl><atom:link href="${xml(self('rss'))}" rel="self" type="application/rss+xml"/>${entries
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
  const { id, title, home, self } = headOf(snapshot, options);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${options.locale}"><id>${xml(tagOf(snapshot, id))}</id><title>${xml(title)}</title><updated>${updatedOf(snapshot, entries)}</updated><author><name>${xml(name)}</name></author><link rel="alternate" type="text/html" href="${xml(home)}"/><link rel="self" type="application/atom+xml" href="${xml(self('atom'))}"/>${entries
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
  const { title, home, self } = headOf(snapshot, options);
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self('json'),
    language: options.locale,
  });
  const items = entriesOf(snapshot, options).map((entry) =>
    jsonItem(entry, () =>
      JSON.stringify({
        id: tagOf(snapshot, entry.id),
        url: entry.url,
        title: entry.title,
        content_html: entry.html,
        content_text: entry.text,
        date_published: entry.published,
        date_modified: entry.updated,
      }),
    ),
  );
  return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
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
