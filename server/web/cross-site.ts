/**
 * Whether a browser sent this from another site. Browsers say so themselves in Sec-Fetch-Site; older ones send Origin
 * with every POST. A client that sends neither is no browser, and has no session of somebody else's to abuse. The
 * cookie's SameSite=Lax stands before this; this stands where that is not enough.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function isCrossSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (origin === ownOrigin) return false;
  // A site of another name over the same host header would be the same site; a port counts as part of the name.
  return !URL.canParse(origin) || host === undefined || new URL(origin).host !== host.toLowerCase();
}

export const isUnsafe = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
