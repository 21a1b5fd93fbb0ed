/**
 * The last step before the shelf: what a page's own rules add to its documents. A private page's may be kept by no
 * cache and read by no other site; a page with a font of its own may load it; a page that wants https alone says so.
 * What needs no change stays the same item, so that nothing is compressed twice.
 */
import type { Page } from '#catalog';
import type { ShelfItem } from '#web';

export type Finish = (
  page: Page,
  prefix: string,
  items: ReadonlyMap<string, ShelfItem>,
) => Map<string, ShelfItem>;

export function createFinish(): Finish {
  let rules = '';
  let finished = new WeakMap<ShelfItem, ShelfItem>();
  return (page, prefix, items) => {
    const ownFont = page.brand.font === 'own';
    const hsts = page.hsts && page.host !== null;
    const now = [page.private, ownFont, hsts, prefix].join();
    if (now !== rules) finished = new WeakMap();
    rules = now;
    if (!page.private && !ownFont && !hsts) return new Map(items);
    const finish = (item: ShelfItem): ShelfItem => {
      const known = finished.get(item);
      if (known) return known;
      const { 'Access-Control-Allow-Origin': shared, ...headers } = item.headers ?? {};
      const styled = ownFont && item.contentType.startsWith('text/html');
      const made: ShelfItem = {
        ...item,
        // An address in a style is no link, so nobody else puts the page's prefix before it.
        ...(styled
          ? {
              body: Buffer.from(item.body as string)
                .toString()
                .replace('url("/brand/', `url("${prefix}/brand/`),
            }
          : {}),
        headers: {
          ...headers,
          ...(shared && !page.private ? { 'Access-Control-Allow-Origin': shared } : {}),
          ...(page.private
            ? { 'X-Robots-Tag': 'noindex', 'Cross-Origin-Resource-Policy': 'same-origin' }
            : {}),
          ...(hsts ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
        },
        ...(page.private ? { cacheControl: 'private, no-store' } : {}),
        ...(item.csp ? { csp: policyOf(item.csp, { isPrivate: page.private, styled }) } : {}),
      };
      finished.set(item, made);
      return made;
    };
    return new Map([...items].map(([path, item]) => [path, finish(item)]));
  };
}

/** A private page is framed by itself alone, also where its public kind may be embedded. */
const policyOf = (csp: string, { isPrivate, styled }: { isPrivate: boolean; styled: boolean }): string =>
  `${isPrivate ? csp.replace(/frame-ancestors [^;]+/, "frame-ancestors 'self'") : csp}${styled ? "; font-src 'self'" : ''}`;
