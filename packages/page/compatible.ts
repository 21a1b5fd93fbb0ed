/**
 * Every prepared document that exists for other people's tools, with its address, type and caching: one list, so that
 * whoever fills a shelf needs to know nothing about the formats. Each is made only when it is asked for.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { inLocale } from './document.ts';
import { EMBED_CSP, EMBED_SCRIPT, renderEmbed } from './embed.ts';
import { statuspageDocuments } from './statuspage.ts';
import { betterStackIndex, instatusSummary } from './vendors.ts';

export type CompatibleDocument = {
  path: string;
  contentType: string;
  cacheControl: string;
  /** Pages of other sites may read it. */
  cors: boolean;
  csp?: string;
  render: () => string;
};

/** Never shown without asking: these formats cannot say how old they are. */
const ASK = 'public, max-age=0, must-revalidate';
const HOUR = 'public, max-age=3600';

/** None of them shows when it was made: they change with what is known, not with time. */
export function compatibleDocuments(snapshot: Snapshot): CompatibleDocument[] {
  const json = (path: string, make: () => unknown): CompatibleDocument => ({
    path,
    contentType: 'application/json; charset=utf-8',
    cacheControl: ASK,
    cors: true,
    render: () => JSON.stringify(make()),
  });
  return [
    ...Object.entries(statuspageDocuments(snapshot)).map(([path, document]) => json(path, () => document)),
    json('/summary.json', () => instatusSummary(snapshot)),
    json('/index.json', () => betterStackIndex(snapshot)),
    {
      path: '/embed.js',
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: HOUR,
      cors: true,
      render: () => EMBED_SCRIPT,
    },
  ];
}

/** The small page for other sites' frames, which says how old it is. */
export const embedDocuments = (snapshot: Snapshot): CompatibleDocument[] =>
  snapshot.page.locales.map((locale) => ({
    path: inLocale('/embed', locale, snapshot.page.locales[0] ?? 'en'),
    contentType: 'text/html; charset=utf-8',
    cacheControl: ASK,
    cors: false,
    csp: EMBED_CSP,
    render: () => renderEmbed(snapshot, locale),
  }));
