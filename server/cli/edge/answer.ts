/**
 * What a reader is answered from a copy. The bytes are the house's own; only when the copy has expired does a page get
 * a first line that says so, and what claims a state without carrying its own expiry (status documents, badges) is
 * withheld: an expired copy never says that all is well.
 */
import type { Found, Reader } from './reader.ts';

export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | string;
};

/** Documents of state: of these, only the signed ones say themselves until when they may be believed. */
const CLAIMS_A_STATE = /^(application\/json|image\/)/;
const CARRIES_ITS_TIME = /\/(snapshot|copy)\.json$/;

const plain = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body: `${text}\n`,
});

export async function answerFrom(
  reader: Reader,
  { method, path, ifNoneMatch }: { method: string; path: string; ifNoneMatch: string | null },
  nowMs: number,
): Promise<Answer> {
  if (path === '/healthz') return health(reader, nowMs);
  if (method !== 'GET' && method !== 'HEAD')
    return plain(405, 'This is a copy for reading. Nothing can be sent to it.', { Allow: 'GET, HEAD' });
  const held = reader.held();
  if (!held)
    return plain(
      503,
      'No copy of this page could be had from any of its origins yet. Try again in a minute.',
      {
        'Retry-After': '30',
      },
    );
  if (path === '/copy.json')
    return tagged(
      {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-cache',
        'Access-Control-Allow-Origin': '*',
      },
      held.text,
      `${held.list.version}`,
      ifNoneMatch,
    );
  if (!reader.has(path) && reader.has(`${path}/`))
    return { status: 308, headers: { Location: `${path}/` }, body: '' };
  const isKnown = reader.has(path);
  const found = await reader.find(isKnown ? path : '/404');
  if (!found)
    return isKnown
      ? plain(503, 'This document cannot be had from any origin now.')
      : plain(404, 'There is nothing at this address.');
  const expired = nowMs >= Date.parse(found.validUntil);
  const answer = expired
    ? asExpired(path, found, ifNoneMatch)
    : tagged(found.headers, found.body, found.sha256, ifNoneMatch);
  return isKnown || answer.status !== 200 ? answer : { ...answer, status: 404 };
}

function tagged(
  headers: Record<string, string>,
  body: Answer['body'],
  digest: string,
  ifNoneMatch: string | null,
  more: Record<string, string> = {},
): Answer {
  const etag = `"${digest.slice(0, 32)}"`;
  const all = { ...headers, ETag: etag, 'X-Content-Type-Options': 'nosniff', ...more };
  if (ifNoneMatch?.includes(etag))
    return {
      status: 304,
      headers: { ETag: etag, 'Cache-Control': headers['Cache-Control'] ?? 'no-cache' },
      body: '',
    };
  return { status: 200, headers: all, body };
}

function asExpired(path: string, found: Found, ifNoneMatch: string | null): Answer {
  const mark = { 'Candor-Copy': `expired; made-at="${found.madeAt}"; valid-until="${found.validUntil}"` };
  const type = found.headers['Content-Type'] ?? '';
  if (type.startsWith('text/html')) {
    const page = withFirstLine(new TextDecoder().decode(found.body), found.madeAt);
    return tagged(found.headers, page, `x${found.sha256}`, ifNoneMatch, mark);
  }
  if (!CLAIMS_A_STATE.test(type) || CARRIES_ITS_TIME.test(path))
    return tagged(found.headers, found.body, found.sha256, ifNoneMatch, mark);
  return {
    status: 503,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'Retry-After': '60',
      'Access-Control-Allow-Origin': '*',
      ...mark,
    },
    body: JSON.stringify({
      type: 'about:blank',
      title: 'The state is not known right now.',
      status: 503,
      detail: `This copy is from ${found.madeAt} and has expired. /snapshot.json holds the last known state with its times.`,
    }),
  };
}

/** The page's own mark for "out of date" is set too, so that it greys itself also where no script runs. */
export function withFirstLine(page: string, madeAt: string): string {
  const at = `${madeAt.slice(0, 10)}, ${madeAt.slice(11, 16)} UTC`;
  const line = `<p role="alert" lang="en" dir="ltr" style="margin:0;padding:.7rem 1rem;background:#5d5953;color:#fff;font:600 1rem/1.4 system-ui,sans-serif">This copy is from ${at} and has expired; the state is not known right now.</p>`;
  return page.replace(/<body(\s[^>]*)?>/i, (_, given: string = '') =>
    given.includes('class=') ? `<body${given}>${line}` : `<body${given} class="isstale">${line}`,
  );
}

function health(reader: Reader, nowMs: number): Answer {
  const list = reader.held()?.list ?? null;
  const body = {
    status: !list ? 'empty' : nowMs < Date.parse(list.validUntil) ? 'fresh' : 'expired',
    version: list?.version ?? null,
    madeAt: list?.madeAt ?? null,
    validUntil: list?.validUntil ?? null,
    ageSeconds: list ? Math.round((nowMs - Date.parse(list.madeAt)) / 1_000) : null,
    documents: list ? Object.keys(list.documents).length : 0,
    origins: reader.origins(),
  };
  return {
    // An expired copy is still served, so this process is alive and well; without any copy it is of no use.
    status: list ? 200 : 503,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
