/**
 * The one way from the console to the server: JSON over /api/v1 with the session's cookie. An answer that is not a
 * success is thrown as a `Problem` that says what to do. It keeps nothing; what is kept is the query cache's work.
 */

export type FieldError = { path: string; message: string };

/** The API's RFC 9457 problem, thrown. `status` 0 means that the server was not reached. */
export type Problem = Error & {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors: FieldError[];
  /** Additions of one code, such as the linter's findings. */
  extra: Record<string, unknown>;
};

export type Listed<T> = { items: T[]; next: string | null };
export type Query = Record<string, string | number | boolean | null | undefined>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function problem(status: number, body: unknown): Problem {
  const { title, detail, code, errors, type: _, status: __, ...extra } = isRecord(body) ? body : {};
  const what = typeof title === 'string' ? title : `The server answered ${status}.`;
  const why = typeof detail === 'string' ? detail : what;
  return Object.assign(new Error(why), {
    status,
    code: typeof code === 'string' ? code : 'internal',
    title: what,
    detail: why,
    errors: Array.isArray(errors) ? (errors as FieldError[]) : [],
    extra,
  });
}

const unreachable = (): Problem =>
  problem(0, {
    code: 'unreachable',
    title: 'Candor was not reached.',
    detail:
      'The server did not answer. Check your connection; nothing was changed, and what you wrote is kept.',
  });

/** Whether it is a problem, and of this code when one is named. */
export const isProblem = (error: unknown, code?: string): error is Problem =>
  error instanceof Error &&
  'code' in error &&
  'errors' in error &&
  (code === undefined || error.code === code);

const signedOut = new Set<() => void>();
/** Calls back when the server says that the session is over. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Milliseconds by which the server's clock is ahead of this device's; small differences are the network's. */
let skewMs = 0;
function learnSkew(date: string | null) {
  if (!date) return;
  const measured = Date.parse(date) + 500 - Date.now();
  skewMs = Math.abs(measured) > 5_000 ? measured : 0;
}
/** The server's time, as well as this device can know it: promises are kept by that clock, not by a phone's. */
export const serverNowMs = (): number => Date.now() + skewMs;

/** Fits in one header; `crypto.randomUUID` is missing where the console is served without TLS. */
const freshKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');

export function addressOf(path: string, query: Query = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)]));
  return `/api/v1${path}${wanted.length > 0 ? `?${search}` : ''}`;
}

type Sending = {
  query?: Query | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: HeadersInit;
  /** Told the ETag of the answer. */
  tagged?: (etag: string) => void;
};

async function send<T>(
  method: string,
  path: string,
  { query, body, signal, headers, tagged }: Sending = {},
): Promise<T> {
  const all = new Headers(headers);
  if (body !== undefined && !all.has('content-type')) all.set('content-type', 'application/json');
  if (method === 'POST') all.set('idempotency-key', freshKey());
  const response = await fetch(addressOf(path, query), {
    method,
    headers: all,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : unreachable();
  });
  learnSkew(response.headers.get('date'));
  tagged?.(response.headers.get('etag') ?? '*');
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson && text ? JSON.parse(text) : text;
  if (response.ok) return answer as T;
  const refused = problem(response.status, answer);
  if (refused.code === 'auth.required') for (const tell of signedOut) tell();
  throw refused;
}

/** A file as it is, however long: it is read from the disk while it is sent. */
export async function postFile<T>(path: string, file: Blob, query: Query): Promise<T> {
  const response = await fetch(addressOf(path, query), {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    credentials: 'same-origin',
    body: file,
  }).catch(() => {
    throw unreachable();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw problem(response.status, answer);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  send<T>('GET', path, { query, signal });
export type Tagged<T> = { value: T; etag: string };
async function sendTagged<T>(method: string, path: string, sending: Sending): Promise<Tagged<T>> {
  let etag = '*';
  const value = await send<T>(method, path, { ...sending, tagged: (found) => (etag = found) });
  return { value, etag };
}
/** With its ETag, for an edit that must not overwrite somebody else's … */
export const getTagged = <T>(path: string, signal?: AbortSignal) => sendTagged<T>('GET', path, { signal });
/** … and that edit, which is refused when the thing has changed since. */
export const putTagged = <T>(path: string, body: unknown, etag: string) =>
  sendTagged<T>('PUT', path, { body, headers: { 'if-match': etag } });
export const patchTagged = <T>(path: string, body: unknown, etag: string) =>
  sendTagged<T>('PATCH', path, { body, headers: { 'if-match': etag } });
export const post = <T>(path: string, body?: unknown, headers?: HeadersInit) =>
  send<T>('POST', path, { body, ...(headers ? { headers } : {}) });
export const put = <T>(path: string, body?: unknown) => send<T>('PUT', path, { body });
export const patch = <T>(path: string, body: unknown) => send<T>('PATCH', path, { body });
export const del = <T = null>(path: string, body?: unknown) => send<T>('DELETE', path, { body });
