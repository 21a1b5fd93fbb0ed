/** What every public document has in common: what it may do in a browser, and how long a cache may keep it. */
import { createHash } from 'node:crypto';
import { PAGE_SCRIPT } from '@candor/page';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a public document may do: its own style and script, its own origin, nothing else. */
export const PAGE_CSP = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  // Bars carry their fill as a style attribute, which no hash can name; styles cannot run code.
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** What the worker of notifications may do: speak with its own origin. */
export const WORKER_CSP = "default-src 'none'; connect-src 'self'";

/**
 * No document is ever fresh to a cache, or for a minute at most. What an unreachable origin leaves behind may be shown
 * on only where the bytes themselves say until when they hold: a client of a format without words for it would take a
 * day-old copy for today's green. (`must-revalidate` forbids what `stale-if-error` allows, RFC 9111 §4.2.4.) Nothing
 * allows `stale-while-revalidate`: while Candor can be asked, nobody gets yesterday's news.
 */
export const CACHING = {
  /** The document says until when it holds, in words and for machines, or it speaks of the past alone. */
  stated: 'public, max-age=0, stale-if-error=86400',
  /** Every entry carries its own time; the document claims nothing about now. */
  dated: 'public, max-age=60, stale-if-error=86400',
  /** The format has no way to say how old it is. */
  unstated: 'public, max-age=0, must-revalidate',
} as const;
