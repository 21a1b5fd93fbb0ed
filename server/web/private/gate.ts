/**
 * The gate before private pages. Their bytes lie on a shelf of their own that no public lookup sees; only what passes
 * here reads it. Who is not let in learns nothing: an address that exists and one that does not are answered alike.
 * Nothing that a shared cache could keep, nothing that another site could read.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { type PageGate, tokenDigest } from '#catalog';
import { Problem } from '#lib/problem.ts';
import type { Addresses } from '../address.ts';
import type { AnsweringShelf } from '../front/shelf.ts';
import type { Hub } from '../live/hub.ts';
import { type Asking, liveRoutes } from '../live/routes.ts';
import type { Site, Sites } from '../sites.ts';
import { rawProblem } from '../status.ts';
import { type Passes, readerCookie } from './session.ts';

export const SIGN_IN = '/sign-in';
/** A stream whose reader was signed out ends too; browsers come back by themselves and are asked again. */
const LIVE_MS = 5 * 60_000;
const FEED =
  /^(?:\/[a-z]{2,3}(?:-[A-Z]{2})?)?\/(?:feed\.(?:rss|atom|json)|history\.(?:rss|atom)|calendar\.ics)$/;

export type PrivateGate = {
  /** Answers whatever is meant for a private page; false leaves it to the routes behind. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether this reader may read the page; for routes behind the gate. */
  admits(site: Site, prefix: string, request: IncomingMessage): boolean;
};

export function createPrivateGate({
  sites,
  shelf,
  hub,
  passes,
  addresses,
  addressOf,
  secure,
}: {
  sites: Sites;
  shelf: AnsweringShelf;
  hub: Hub;
  passes: Passes;
  addresses: Addresses;
  addressOf: (request: Asking) => string;
  secure: (request: IncomingMessage) => boolean;
}): PrivateGate {
  const live = liveRoutes({ hub, addressOf });
  const networks = new WeakMap<PageGate, BlockList>();

  function isInside(gate: PageGate, address: string): boolean {
    if (gate.networks.length === 0) return false;
    let list = networks.get(gate);
    if (!list) {
      list = new BlockList();
      for (const network of gate.networks) {
        const [base = '', bits] = network.split('/');
        const family = isIP(base) === 4 ? 'ipv4' : 'ipv6';
        list.addSubnet(base, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
      }
      networks.set(gate, list);
    }
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  const admits: PrivateGate['admits'] = ({ gate, page }, prefix, request) => {
    if (!gate) return true;
    if (isInside(gate, addresses.of(request))) return true;
    const cookie = readerCookie({ pageId: page.id, prefix, secure: secure(request) });
    const text = cookie.read('session', request.headers.cookie);
    return text !== null && passes.read('session', text, gate) !== null;
  };

  /** A feed reader has no cookie: it shows what stands in the address that it was given. */
  function mayReadFeed(gate: PageGate, path: string, token: string | null): boolean {
    if (token === null || !FEED.test(path)) return false;
    if (passes.read('feed', token, gate)) return true;
    const given = Buffer.from(tokenDigest(token));
    let found = false;
    for (const { digest } of gate.feedTokens) {
      const kept = Buffer.from(digest);
      if (kept.length === given.length && timingSafeEqual(kept, given)) found = true;
    }
    return found;
  }

  return {
    admits,
    answer(request, response) {
      const meant = sites.at(request.headers.host, request.url!);
      if (!meant?.site.gate) return false;
      const { site, prefix, path: rest } = meant;
      const { gate, page } = site;
      const question = rest.indexOf('?');
      const path = question < 0 ? rest : rest.slice(0, question);
      const query = new URLSearchParams(question < 0 ? '' : rest.slice(question + 1));
      // A page with a host of its own is read there and nowhere else.
      if (prefix !== '' && page.host !== null) return refuse(response, false);
      if (path === SIGN_IN || path.startsWith(`${SIGN_IN}/`)) return false;
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (path === '' && isRead) return redirect(response, `${prefix}/`);
      const host = page.id;
      if (
        path.startsWith('/brand/') &&
        isRead &&
        shelf.answer(request, response, { path: `${prefix}${path}`, host })
      )
        return true;
      const token = query.get('token');
      query.delete('token');
      if (!admits(site, prefix, request) && !(isRead && mayReadFeed(gate!, path, token))) {
        const wantsPage = isRead && request.headers.accept?.includes('text/html');
        if (wantsPage) return redirect(response, `${prefix}${SIGN_IN}?to=${encodeURIComponent(path)}`);
        return refuse(response, true);
      }
      if (!isRead) return false;
      if (path === '/live') {
        live.attach(`private:${page.id}`, request, response, { lifetimeMs: LIVE_MS });
        return true;
      }
      const wanted = query.size > 0 ? `${prefix}${path}?${query}` : `${prefix}${path}`;
      if (shelf.answer(request, response, { path: wanted, host })) return true;
      if (!path.endsWith('/') && shelf.has(`${prefix}${path}/`, host))
        return redirect(response, `${prefix}${path}/`);
      if (shelf.answer(request, response, { path: `${prefix}/404`, status: 404, host })) return true;
      return refuse(response, false);
    },
  };
}

function redirect(response: ServerResponse, to: string): true {
  response.writeHead(303, { Location: to, 'Cache-Control': 'private, no-store', 'Content-Length': 0 });
  response.end();
  return true;
}

function refuse(response: ServerResponse, ask: boolean): true {
  rawProblem(
    response,
    ask
      ? new Problem('auth.required', 'This page is for certain readers. Open it in a browser and sign in.')
      : new Problem('not-found', 'There is nothing at this address.'),
  );
  return true;
}

/** The same address is the same reader, and nobody reads the address from it. */
export const readerOf = (address: string): string =>
  createHash('sha256').update(address.trim().toLowerCase()).digest('base64url').slice(0, 22);
