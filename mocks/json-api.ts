/**
 * The frame of the pretend APIs of other status pages: a key, pages of lists, "too many requests", and a page in the
 * middle that is broken, each on demand. Real HTTP on loopback.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ApiFault =
  | { mode: 'none' }
  /** The next `times` answers are 429 with this Retry-After. */
  | { mode: 'busy'; times: number; retryAfter?: string; status?: number }
  /** From the n-th request on, the answer is this text. */
  | { mode: 'broken'; from: number; body: string }
  | { mode: 'status'; status: number };

export type PretendApi = {
  url: string;
  /** `GET /path?query` of every request that was made, in order. */
  requests(): string[];
  setFault(fault: ApiFault): void;
  close(): Promise<void>;
};

/** What a path answers; null is 404. `page` counts as the source counts. */
export type Answer = (path: string, query: URLSearchParams, origin: string) => unknown;

export async function startApi({
  accepts,
  answer,
}: {
  /** Whether the request's headers hold the key; a source without one accepts all. */
  accepts: (headers: Record<string, string>) => boolean;
  answer: Answer;
}): Promise<PretendApi> {
  let fault: ApiFault = { mode: 'none' };
  const made: string[] = [];
  const server = createServer((request, response) => {
    made.push(`${request.method} ${request.url}`);
    const say = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (fault.mode === 'busy' && fault.times > 0) {
      fault = { ...fault, times: fault.times - 1 };
      return say(
        fault.status ?? 429,
        { error: 'Too many requests' },
        { 'retry-after': fault.retryAfter ?? '1' },
      );
    }
    if (fault.mode === 'status') return say(fault.status, { error: 'no' });
    if (fault.mode === 'broken' && made.length >= fault.from) return say(200, fault.body);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    if (!accepts(headers)) return say(401, { error: 'Could not authenticate' });
    const url = new URL(request.url ?? '/', 'http://pretend.invalid');
    const found = answer(url.pathname, url.searchParams, `http://${request.headers.host}`);
    return found === null || found === undefined ? say(404, { error: 'Not found' }) : say(200, found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => [...made],
    setFault(next) {
      fault = next;
      made.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** One page of a list. */
export function slice<T>(
  all: readonly T[],
  query: URLSearchParams,
  { first = 1, size = 'per_page', most = 100 } = {},
) {
  const per = Math.min(most, Number(query.get(size) ?? most) || most);
  const page = Number(query.get('page') ?? first) - first;
  return { items: all.slice(page * per, (page + 1) * per), page, per };
}
