/**
 * Reads the head of a request if it is plain: a GET or HEAD of HTTP/1.1 in a grammar much narrower than the standard's,
 * without a body and without anything that changes how the connection is read. What is not plain may be right or wrong;
 * this never judges that, it answers null and leaves the bytes to `node:http`. Pure: the same text, the same answer.
 */
export type PlainRequest = {
  method: 'GET' | 'HEAD';
  /** As it was sent: a path with its query string, never decoded. */
  url: string;
  host: string;
  acceptEncoding: string | undefined;
  ifNoneMatch: string | undefined;
  /** Of a live stream that is taken up again. */
  lastEventId: string | undefined;
  forwardedFor: string | undefined;
  /** The reader wants the connection to end after this answer. */
  close: boolean;
};

const LONGEST_HEAD = 8 * 1024;
const MOST_FIELDS = 64;

/** RFC 3986's characters of a path and query, in origin-form alone: no fragment, no `*`, no absolute-form. */
const START = /^(GET|HEAD) (\/[!$-;=?-Z_a-z~]*) HTTP\/1\.1$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A bare CR, LF or NUL in a line fails here, and so do bytes above ASCII. */
const VALUE = /^[\t -~]*$/;
const HOST = /^[0-9A-Za-z._:[\]-]+$/;

/** A field of these frames a body, or changes what the bytes after the head mean. */
const NOT_PLAIN = new Set([
  'content-length',
  'transfer-encoding',
  'trailer',
  'te',
  'upgrade',
  'http2-settings',
  'expect',
  'proxy-connection',
]);
/** Fields that are read here; one that comes twice is not plain. */
const READ = new Set([
  'host',
  'connection',
  'accept-encoding',
  'if-none-match',
  'last-event-id',
  'x-forwarded-for',
]);

/** `text` is everything that was read, one character per byte; it has to be one whole head and nothing after it. */
export function readPlain(text: string): PlainRequest | null {
  if (text.length > LONGEST_HEAD || text.indexOf('\r\n\r\n') !== text.length - 4) return null;
  const [first = '', ...lines] = text.slice(0, -4).split('\r\n');
  const start = START.exec(first);
  if (!start || lines.length > MOST_FIELDS) return null;
  const fields: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    const value = line.slice(colon + 1);
    if (!NAME.test(name) || !VALUE.test(value) || NOT_PLAIN.has(name)) return null;
    if (!READ.has(name)) continue;
    if (fields[name] !== undefined) return null;
    fields[name] = value.trim();
  }
  const host = fields['host'];
  const connection = fields['connection']?.toLowerCase() ?? 'keep-alive';
  if (host === undefined || !HOST.test(host)) return null;
  if (connection !== 'keep-alive' && connection !== 'close') return null;
  return {
    method: start[1] as 'GET' | 'HEAD',
    url: start[2]!,
    host,
    acceptEncoding: fields['accept-encoding'],
    ifNoneMatch: fields['if-none-match'],
    lastEventId: fields['last-event-id'],
    forwardedFor: fields['x-forwarded-for'],
    close: connection === 'close',
  };
}
