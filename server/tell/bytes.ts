/** From a snapshot to every public document with its path, type and caching: what the shelf is filled with. */
import { createHash } from 'node:crypto';
import {
  compatibleDocuments,
  FEED_ALIASES,
  html,
  PAGE_SCRIPT,
  renderAtom,
  renderDocument,
  renderHistory,
  renderIncident,
  renderJsonFeed,
  renderPage,
  renderRss,
  stringsFor,
} from '@candor/page';
import type { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { itemOf } from './compat/item.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a public document may do: its own style and script, its own origin, nothing else. */
export const PAGE_CSP = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  // Bars carry their fill as a style attribute, which no hash can name; styles cannot run code.
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

const FRESH = 'public, max-age=0, must-revalidate, stale-if-error=86400';
const FEED = 'public, max-age=60, stale-if-error=86400';

export function publicDocuments(
  signed: SignedSnapshot,
  extra: ReadonlyMap<string, ShelfItem> = new Map(),
): Map<string, ShelfItem> {
  const { snapshot } = signed;
  const items = new Map<string, ShelfItem>();
  const [first = 'en'] = snapshot.page.locales;
  const page = (path: string, body: string, status?: number) =>
    items.set(path, {
      contentType: 'text/html; charset=utf-8',
      body,
      cacheControl: FRESH,
      csp: PAGE_CSP,
      ...(status ? { status } : {}),
    });
  const json = (path: string, document: unknown, cacheControl = FRESH) =>
    items.set(path, {
      contentType: 'application/json; charset=utf-8',
      body: typeof document === 'string' ? document : JSON.stringify(document),
      cacheControl,
      headers: { 'Access-Control-Allow-Origin': '*' },
    });
  for (const locale of snapshot.page.locales) {
    const prefix = locale === first ? '' : `/${locale}`;
    page(`${prefix}/`, renderPage(snapshot, locale));
    page(`${prefix}/history`, renderHistory(snapshot, locale));
    for (const { id } of [...snapshot.incidents, ...snapshot.maintenances])
      page(`${prefix}/incidents/${id}`, renderIncident(snapshot, id, locale)!);
    const options = { locale };
    const feed = (path: string, contentType: string, body: string) =>
      items.set(`${prefix}${path}`, {
        contentType: `${contentType}; charset=utf-8`,
        body,
        cacheControl: FEED,
        headers: { 'Access-Control-Allow-Origin': '*' },
      });
    feed('/feed.rss', 'application/rss+xml', renderRss(snapshot, options));
    feed('/feed.atom', 'application/atom+xml', renderAtom(snapshot, options));
    feed('/feed.json', 'application/feed+json', renderJsonFeed(snapshot, options));
    for (const [alias, of] of FEED_ALIASES) items.set(`${prefix}${alias}`, items.get(`${prefix}${of}`)!);
    for (const [path, type, make] of [
      ['/feed.rss', 'application/rss+xml', renderRss],
      ['/feed.atom', 'application/atom+xml', renderAtom],
      ['/feed.json', 'application/feed+json', renderJsonFeed],
    ] as const)
      feed(`${path}?per=update`, type, make(snapshot, { locale, per: 'update' }));
  }
  json('/snapshot.json', signed);
  for (const [path, item] of compatibleDocuments(snapshot).map(itemOf)) items.set(path, item);
  page(
    '/404',
    renderDocument(snapshot.page, {
      locale: first,
      path: '/404',
      title: '404',
      body: html`<p>${stringsFor(first).nothingHere}</p>`,
      noindex: true,
    }),
  );
  for (const [path, item] of extra) items.set(path, { csp: PAGE_CSP, ...item });
  return items;
}
