/**
 * Copies by HTTP: PUT of each file, plain or in S3's dialect (Signature Version 4). Every request passes the guarded
 * door; redirects are not followed, because a signature or a token is meant for one receiver.
 */
import type { OutsidePlace } from '@candor/protocol/outside.ts';
import { AwsV4Signer } from 'aws4fetch';
import { sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from '#lib/outbound/index.ts';
import { type Courier, carry } from './carry.ts';
import type { CopyFile } from './copy.ts';

type Place<K extends OutsidePlace['kind']> = Extract<OutsidePlace, { kind: K }>;
type Ask = (
  method: 'GET' | 'PUT' | 'DELETE',
  file: string,
  body?: Uint8Array,
  headers?: Record<string, string>,
) => Promise<OutboundResponse>;

const MOST_LIST_BYTES = 8 * 1024 * 1024;
const REQUEST_MS = 30_000;

/** What the receiver said, in words: its status, and S3's own code where there is one. */
function refusal(method: string, file: string, { status, body }: OutboundResponse): Error {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(body.toString('utf8'))?.[1];
  const hint =
    status === 401 || status === 403
      ? '; its key or token may not do this there'
      : status === 507 || code === 'QuotaExceeded'
        ? '; it is full'
        : status >= 300 && status < 400
          ? '; redirects are not followed'
          : '';
  return new Error(`${method} ${file}: the target answered ${status}${code ? ` (${code})` : ''}${hint}.`);
}

const courierOf =
  (ask: Ask, { gzip }: { gzip: boolean }): Courier =>
  (job) =>
    carry(job, {
      async read(file) {
        const answer = await ask('GET', file);
        if (answer.status === 200 && !answer.truncated) return answer.body;
        // Some targets take and do not give, or say 403 of what is not there: then nothing is known of what lies there.
        if (answer.status === 404 || answer.status === 403 || answer.status === 405) return null;
        throw refusal('GET', file, answer);
      },
      async write(item) {
        const { body, headers } = packed(item, gzip);
        const answer = await ask('PUT', item.file, body, headers);
        if (answer.status < 200 || answer.status >= 300) throw refusal('PUT', item.file, answer);
        return body.length;
      },
      async remove(file) {
        const { status, ...rest } = await ask('DELETE', file);
        const done = (status >= 200 && status < 300) || [404, 405, 410, 501].includes(status);
        if (!done) throw refusal('DELETE', file, { status, ...rest });
      },
    });

function packed({ contentType, cacheControl, body, gzip: zipped }: CopyFile, gzip: boolean) {
  const pressed = gzip && zipped !== null;
  return {
    body: pressed ? zipped : body,
    headers: {
      'content-type': contentType,
      'cache-control': cacheControl,
      ...(pressed ? { 'content-encoding': 'gzip' } : {}),
    } as Record<string, string>,
  };
}

export function createPutCourier(
  { url, auth, username }: Place<'http-put'>,
  secret: string | null,
  outbound: Outbound,
): Courier {
  const authorization =
    auth === 'bearer'
      ? `Bearer ${secret ?? ''}`
      : auth === 'basic'
        ? `Basic ${Buffer.from(`${username}:${secret ?? ''}`).toString('base64')}`
        : null;
  const base = url.endsWith('/') ? url : `${url}/`;
  return (job) =>
    courierOf(
      (method, file, body, headers = {}) =>
        outbound.request(new URL(file, base).href, {
          method,
          headers: { ...headers, ...(authorization ? { authorization } : {}) },
          ...(body ? { body } : {}),
          maxBytes: MOST_LIST_BYTES,
          timeoutMs: REQUEST_MS,
          signal: job.signal,
        }),
      { gzip: false },
    )(job);
}

/** S3's clock and ours may differ; a server that says so tells its own, and the request is signed once more with it. */
const SKEWED = /<Code>RequestTimeTooSkewed<\/Code>/;

export function createS3Courier(
  place: Place<'s3'>,
  secret: string | null,
  { outbound, clock }: { outbound: Outbound; clock: Clock },
): Courier {
  let skewMs = 0;
  const send = async (
    method: 'GET' | 'PUT' | 'DELETE',
    url: string,
    body: Uint8Array | undefined,
    headers: Record<string, string>,
    signal: AbortSignal,
  ) => {
    const at = new Date(clock.nowMs() + skewMs).toISOString();
    const signed = await new AwsV4Signer({
      method,
      url,
      headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? '') },
      accessKeyId: place.accessKeyId,
      secretAccessKey: secret ?? '',
      service: 's3',
      region: place.region,
      datetime: at.replace(/\.\d+|[:-]/g, ''),
    }).sign();
    const options: OutboundRequest = {
      method,
      headers: Object.fromEntries(signed.headers),
      ...(body ? { body } : {}),
      maxBytes: MOST_LIST_BYTES,
      timeoutMs: REQUEST_MS,
      signal,
    };
    return outbound.request(signed.url.href, options);
  };
  return (job) =>
    courierOf(
      async (method, file, body, headers = {}) => {
        const url = urlOf(place, file);
        const answer = await send(method, url, body, headers, job.signal);
        const theirs = Date.parse(answer.headers['date'] ?? '');
        if (answer.status !== 403 || !SKEWED.test(answer.body.toString('utf8')) || Number.isNaN(theirs))
          return answer;
        skewMs = theirs - clock.nowMs();
        return send(method, url, body, headers, job.signal);
      },
      { gzip: place.gzip },
    )(job);
}

function urlOf({ endpoint, bucket, prefix, pathStyle }: Place<'s3'>, file: string): string {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  const key = `${prefix}${file}`.split('/').map(encodeURIComponent).join('/');
  if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = pathStyle ? `${base}/${bucket}/${key}` : `${base}/${key}`;
  return url.href;
}
