/**
 * Which page a request means: by the host's own name, else by `/p/SLUG`, else the default one. Addresses are compared
 * as they came, byte by byte: what is spelled differently (`/p/%61cme`, `//p/acme`) means no page at all. The private
 * ones are also kept on disk, so that their readers find them while there is no database.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page, PageGate } from '#catalog';
import type { Log } from '#lib/log.ts';

/** `gate` is null for a page that everybody may read. */
export type Site = { page: Page; gate: PageGate | null };

export type Sites = {
  replace(sites: readonly Site[]): void;
  all(): readonly Site[];
  /** The page's primary address, without a slash at its end. */
  urlOf(page: Pick<Page, 'slug' | 'host' | 'isDefault'>): string;
  /** The page that is meant and the path within it; null is the default page. */
  at(host: string | undefined, url: string): { site: Site; path: string; prefix: string } | null;
  /** Reads the private pages that the last process knew. */
  load(): Promise<void>;
  /** Where the copy on disk is being written; settled when it is. */
  settled(): Promise<void>;
};

export const hostName = (host: string): string => host.toLowerCase().replace(/\.?(:\d+)?$/, '');

export function createSites({
  file,
  log,
  url,
  tlsPort = () => null,
}: {
  file: string;
  log: Log;
  /** Of the default page. */
  url: () => string;
  /** The port of our own TLS listener, when there is one. */
  tlsPort?: () => number | null;
}): Sites {
  let sites: readonly Site[] = [];
  let byHost = new Map<string, Site>();
  let bySlug = new Map<string, Site>();
  let kept = '';
  let writing: Promise<void> = Promise.resolve();

  const take = (given: readonly Site[]) => {
    sites = given;
    const further = given.filter(({ page }) => !page.isDefault);
    byHost = new Map(further.flatMap((site) => (site.page.host ? [[site.page.host, site]] : [])));
    bySlug = new Map(further.map((site) => [site.page.slug, site]));
  };

  async function keep(text: string) {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const fresh = `${file}.${process.pid}`;
    await writeFile(fresh, text, { mode: 0o600 });
    await rename(fresh, file);
  }

  return {
    replace(given) {
      take(given);
      const text = JSON.stringify(given.filter(({ gate }) => gate !== null));
      if (text === kept) return;
      kept = text;
      writing = writing
        .then(() => keep(text))
        .catch((error) => log.error({ err: error }, 'the list of private pages could not be kept on disk'));
    },
    all: () => sites,
    urlOf({ slug, host, isDefault }) {
      const base = url();
      if (isDefault) return base;
      if (host === null) return `${base}/p/${slug}`;
      const own = tlsPort();
      if (own !== null) return `https://${host}${own === 443 ? '' : `:${own}`}`;
      const { protocol, port } = new URL(base);
      return `${protocol}//${host}${port && `:${port}`}`;
    },
    at(host, requested) {
      if (bySlug.size === 0) return null;
      const own = host === undefined || byHost.size === 0 ? undefined : byHost.get(hostName(host));
      if (own) return { site: own, path: requested, prefix: '' };
      if (!requested.startsWith('/p/')) return null;
      const end = requested.slice(3).search(/[/?]/);
      const slug = end < 0 ? requested.slice(3) : requested.slice(3, 3 + end);
      const site = bySlug.get(slug);
      if (!site) return null;
      return { site, path: requested.slice(3 + slug.length), prefix: `/p/${slug}` };
    },
    async load() {
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return;
      try {
        const read = JSON.parse(text) as Site[];
        kept = text;
        // What was learned from the database meanwhile is newer.
        if (sites.length === 0) take(read);
      } catch (error) {
        log.warn({ err: error }, 'the list of private pages on disk could not be read');
      }
    },
    settled: () => writing,
  };
}
