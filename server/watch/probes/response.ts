/**
 * Reads one HTTP/1.x answer from bytes as they come, within bounds: the head, the body by length, by chunks or
 * until the end, and whether it was whole. Lenient where servers are sloppy and harmless, strict where two readers
 * could disagree about what was said. Sources: RFC 9110, RFC 9112.
 */
import { ProbeFailure } from './probe.ts';

export type Head = { status: number; headers: Map<string, string> };

export type ResponseReader = {
  /** Takes bytes; true when the answer is complete, or as much of it as is wanted. */
  push(bytes: Buffer): boolean;
  /** The other side ended; throws when the answer was not whole. */
  end(): void;
  head(): Head | null;
  body(): Buffer;
  /** True when the body was longer than wanted and the rest was not read. */
  cut(): boolean;
};

const MOST_HEAD_BYTES = 64 * 1024;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

export function readResponse({
  method,
  mostBodyBytes,
}: {
  method: string;
  mostBodyBytes: number;
}): ResponseReader {
  let pending: Buffer = Buffer.alloc(0);
  let head: Head | null = null;
  let plan: Plan = { kind: 'none' };
  let state: 'head' | 'body' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailers' | 'done' = 'head';
  let left = 0;
  let kept = 0;
  let isCut = false;
  const parts: Buffer[] = [];

  /** Keeps body bytes up to the bound; true when the bound is reached. */
  const keep = (bytes: Buffer): boolean => {
    const room = mostBodyBytes - kept;
    const wanted = bytes.subarray(0, room);
    if (wanted.length > 0) parts.push(wanted);
    kept += wanted.length;
    isCut ||= bytes.length > room;
    return isCut;
  };
  const take = (count: number) => {
    const bytes = pending.subarray(0, count);
    pending = pending.subarray(bytes.length);
    return bytes;
  };
  const line = (most: number): string | null => {
    const at = pending.indexOf(10);
    if (at === -1) {
      if (pending.length > most) throw new ProbeFailure('protocol', 'the answer is not valid HTTP');
      return null;
    }
    return take(at + 1)
      .toString('latin1')
      .replace(/\r?\n$/, '');
  };

  function step(): 'more' | 'again' | 'done' {
    if (state === 'head') {
      const end = endOfHead(pending);
      if (end === -1) {
        if (pending.length > MOST_HEAD_BYTES)
          throw new ProbeFailure('protocol', 'the head of the answer is larger than 64 kB');
        if (pending.length >= 5 && pending.toString('latin1', 0, 5) !== 'HTTP/')
          throw new ProbeFailure('protocol', 'the answer is not HTTP');
        return 'more';
      }
      const parsed = parseHead(take(end).toString('latin1'));
      if (parsed.status < 200 && parsed.status !== 101) return 'again';
      head = parsed;
      plan = planBody(method, parsed);
      if (plan.kind === 'none') return 'done';
      if (plan.kind === 'length') left = plan.length;
      state = plan.kind === 'chunked' ? 'chunk-size' : 'body';
      return 'again';
    }
    if (state === 'body') {
      const bytes = plan.kind === 'length' ? take(left) : take(pending.length);
      left -= bytes.length;
      if (keep(bytes)) return 'done';
      return plan.kind === 'length' && left === 0 ? 'done' : 'more';
    }
    if (state === 'chunk-size') {
      const text = line(4_096);
      if (text === null) return 'more';
      const size = /^([0-9a-f]{1,12})[ \t]*(;.*)?$/i.exec(text);
      if (!size) throw new ProbeFailure('protocol', 'the answer is chunked wrongly');
      left = Number.parseInt(size[1]!, 16);
      state = left === 0 ? 'trailers' : 'chunk-data';
      return 'again';
    }
    if (state === 'chunk-data') {
      const bytes = take(left);
      left -= bytes.length;
      if (keep(bytes)) return 'done';
      if (left > 0) return 'more';
      state = 'chunk-end';
      return 'again';
    }
    const text = line(MOST_HEAD_BYTES);
    if (text === null) return 'more';
    if (state === 'chunk-end') {
      if (text !== '') throw new ProbeFailure('protocol', 'the answer is chunked wrongly');
      state = 'chunk-size';
      return 'again';
    }
    return text === '' ? 'done' : 'again';
  }

  return {
    push(bytes) {
      if (state === 'done') return true;
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      for (;;) {
        const next = step();
        if (next === 'more') return false;
        if (next === 'done') {
          state = 'done';
          return true;
        }
      }
    },
    end() {
      if (state === 'done' || (state === 'body' && plan.kind === 'close')) return;
      if (state === 'head')
        throw new ProbeFailure(
          'protocol',
          pending.length === 0
            ? 'the connection was closed without an answer'
            : 'the connection was closed in the middle of the head of the answer',
        );
      const of = plan.kind === 'length' ? ` of ${plan.length}` : '';
      throw new ProbeFailure('protocol', `the answer ended after ${kept}${of} bytes, before it was complete`);
    },
    head: () => head,
    body: () => (parts.length === 1 ? parts[0]! : Buffer.concat(parts)),
    cut: () => isCut,
  };
}

function endOfHead(bytes: Buffer): number {
  const strict = bytes.indexOf('\r\n\r\n');
  const bare = bytes.indexOf('\n\n');
  if (strict === -1 && bare === -1) return -1;
  return bare !== -1 && (strict === -1 || bare < strict) ? bare + 2 : strict + 4;
}

function parseHead(text: string): Head {
  const [first = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const status = /^HTTP\/1\.\d ([1-5]\d\d)(?: .*)?$/.exec(first);
  if (!status)
    throw new ProbeFailure(
      'protocol',
      first.startsWith('HTTP/') ? 'the status line is malformed' : 'the answer is not HTTP',
    );
  const headers = new Map<string, string>();
  for (const line of lines) {
    const header = HEADER_LINE.exec(line);
    if (!header) throw new ProbeFailure('protocol', 'a header of the answer is malformed');
    const name = header[1]!.toLowerCase();
    const before = headers.get(name);
    if (name === 'content-length' && before !== undefined && before !== header[2])
      throw new ProbeFailure('protocol', 'the answer states two different lengths');
    headers.set(
      name,
      before === undefined || name === 'content-length' ? header[2]! : `${before}, ${header[2]}`,
    );
  }
  return { status: Number(status[1]), headers };
}

type Plan = { kind: 'none' } | { kind: 'chunked' } | { kind: 'length'; length: number } | { kind: 'close' };

function planBody(method: string, { status, headers }: Head): Plan {
  if (method === 'HEAD' || status === 204 || status === 304 || status === 101) return { kind: 'none' };
  const coding = headers.get('transfer-encoding')?.toLowerCase();
  if (coding) {
    if (coding.split(',').at(-1)!.trim() === 'chunked') return { kind: 'chunked' };
    return { kind: 'close' };
  }
  const length = headers.get('content-length');
  if (length === undefined) return { kind: 'close' };
  if (!/^\d{1,15}$/.test(length))
    throw new ProbeFailure('protocol', 'the answer states a length that is no number');
  return length === '0' ? { kind: 'none' } : { kind: 'length', length: Number(length) };
}
