/**
 * A pretend object store that speaks S3's dialect over HTTP (PUT, GET, DELETE of objects, path-style and virtual-host)
 * and checks Signature Version 4 by its own computation: the canonical request from the bytes that came, the payload's
 * hash, the scope and the age. With `token` it is a plain receiver of PUT instead. It can be told to misbehave.
 *
 * Source: the "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" pages of S3's API
 * reference.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StoredObject = {
  body: Buffer;
  contentType: string;
  cacheControl: string;
  contentEncoding: string | null;
};
export type ObjectStoreFault =
  | { mode: 'accept' }
  | { mode: 'hang' }
  | { mode: 'deny' }
  | { mode: 'full' }
  | { mode: 'status'; status: number }
  /** Breaks every connection after this many objects were taken. */
  | { mode: 'break-after'; objects: number };

export type ObjectStore = Awaited<ReturnType<typeof startObjectStore>>;

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SKEW_MS = 15 * 60_000;

export async function startObjectStore({
  port = 0,
  bucket = 'status',
  region = 'eu-test-1',
  accessKeyId = 'AKIATEST',
  secretAccessKey = 'a secret of this store only',
  token = null,
  now = () => Date.now(),
}: {
  port?: number;
  bucket?: string;
  region?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  /** Plain PUT with this bearer token, without S3. */
  token?: string | null;
  now?: () => number;
} = {}) {
  const objects = new Map<string, StoredObject>();
  const log: string[] = [];
  let fault: ObjectStoreFault = { mode: 'accept' };
  let taken = 0;

  const refuse = (response: ServerResponse, status: number, code: string) => {
    response.writeHead(status, { 'content-type': 'application/xml', date: new Date(now()).toUTCString() });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    );
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await read(request);
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (fault.mode === 'hang') return;
    if (fault.mode === 'status') return refuse(response, fault.status, 'Told');
    if (fault.mode === 'deny') return refuse(response, 403, 'AccessDenied');
    const wrong =
      token === null
        ? judge(request, body)
        : headers.authorization === `Bearer ${token}`
          ? null
          : 'AccessDenied';
    if (wrong) return refuse(response, 403, wrong);
    const virtual = (headers.host ?? '').startsWith(`${bucket}.`);
    const path = decodeURIComponent(url.pathname);
    const key =
      token !== null || virtual
        ? path.slice(1)
        : path.startsWith(`/${bucket}/`)
          ? path.slice(bucket.length + 2)
          : null;
    if (key === null) return refuse(response, 404, 'NoSuchBucket');
    log.push(`${method} ${key}`);
    if (method === 'PUT') {
      if (fault.mode === 'full') return refuse(response, 507, 'QuotaExceeded');
      if (fault.mode === 'break-after' && taken >= fault.objects) {
        request.socket.destroy();
        return;
      }
      taken += 1;
      objects.set(key, {
        body,
        contentType: headers['content-type'] ?? 'binary/octet-stream',
        cacheControl: headers['cache-control'] ?? '',
        contentEncoding: headers['content-encoding'] ?? null,
      });
      return void response
        .writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` })
        .end();
    }
    const found = objects.get(key);
    if (method === 'DELETE') {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (!found) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, {
      'content-type': found.contentType,
      'cache-control': found.cacheControl,
      ...(found.contentEncoding ? { 'content-encoding': found.contentEncoding } : {}),
    });
    response.end(method === 'HEAD' ? undefined : found.body);
  }

  /** S3's code of what is wrong with the signature, or null. */
  function judge(request: IncomingMessage, body: Buffer): string | null {
    const { headers, method = 'GET' } = request;
    const given =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      );
    if (!given) return 'AccessDenied';
    const [, id, day, scopeRegion, names = '', signature = ''] = given;
    if (id !== accessKeyId) return 'InvalidAccessKeyId';
    const at = String(headers['x-amz-date'] ?? '');
    const iso = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(at);
    if (!iso || !at.startsWith(day!) || scopeRegion !== region) return 'AuthorizationHeaderMalformed';
    const [, y, mo, d, h, mi, s] = iso;
    if (Math.abs(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) - now()) > MOST_SKEW_MS)
      return 'RequestTimeTooSkewed';
    const signed = names.split(';');
    for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256'])
      if (!signed.includes(needed)) return 'AccessDenied';
    const hash = String(headers['x-amz-content-sha256']);
    if (hash !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const canonical = [
      method,
      path,
      query.split('&').filter(Boolean).sort().join('&'),
      ...signed.map(
        (name) =>
          `${name}:${String(headers[name] ?? '')
            .trim()
            .replace(/ +/g, ' ')}`,
      ),
      '',
      names,
      hash,
    ].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join(
      '\n',
    );
    const key = [day!, region, 's3', 'aws4_request'].reduce<Buffer>(
      (last, part) => createHmac('sha256', last).update(part).digest(),
      Buffer.from(`AWS4${secretAccessKey}`),
    );
    const wanted = createHmac('sha256', key).update(text).digest();
    return timingSafeEqual(wanted, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: open } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${open}`,
    port: open,
    region,
    bucket,
    accessKeyId,
    secretAccessKey,
    objects,
    /** Every request that was let in, in order: `PUT index.html`. */
    log,
    setFault(next: ObjectStoreFault) {
      fault = next;
      taken = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
