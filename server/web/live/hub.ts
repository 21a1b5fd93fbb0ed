/**
 * The live stream: server-sent events to many readers. An event is encoded once and written in slices, so that
 * twenty thousand readers never hold up the rest of the process; a reader that comes back names the last event it
 * saw and gets what it missed, or the snapshot when that is too long ago; a reader that does not read is dropped.
 * Never waits for a reader, never keeps more for one than the limit says.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '#lib/clock.ts';
import { encodeEvent, type LiveEvent, rawStreamHead, streamHead } from './encode.ts';

export type { LiveEvent } from './encode.ts';

export type LiveChannel = {
  /** Every reader gets it, in order. An id that was sent before is not sent again. */
  broadcast(event: LiveEvent): void;
  /**
   * What a reader gets that has seen nothing, or nothing recent: the present state, in one event. While the state is
   * the same it should be the same object.
   */
  snapshot(make: () => LiveEvent | null): void;
  /** Keeps nothing of what was sent, because something in it was removed; who comes back gets the snapshot. */
  forget(): void;
  readers(): number;
};

export type Live = {
  /** The readers of `/live` without a page of their own. */
  public: LiveChannel;
  /** The console's: `/api/v1/live`, for signed-in staff and tokens. */
  staff: LiveChannel;
  /** Of one page, `page:ID`, or `private:ID` behind the gate; it exists once it was asked for here. */
  channel(name: string): LiveChannel;
};

export type Hub = Live & {
  /** Takes over the response, or says why it cannot. */
  attach(name: string, request: IncomingMessage, response: ServerResponse, reader: Joining): Attached;
  /** The same with a connection that `node:http` never saw; whoever hands it over looks after its errors and its end. */
  take(name: string, socket: Socket, reader: Joining & { lastId: string | undefined }): Attached;
  total(): number;
  dropped(): number;
  close(): Promise<void>;
};

type Joining = { address: string; lifetimeMs?: number; openToAll?: boolean };
type Attached = 'attached' | 'unknown' | 'too-many' | 'too-many-from-address';

type Reader = { socket: Socket; address: string; seq: number; strikes: number; endsAtMs: number };
type Sent = { seq: number; id: string; bytes: Buffer };

export type HubLimits = {
  readers: number;
  readersPerAddress: number;
  /** Events kept for readers that come back. */
  replay: number;
  /** Unread bytes after which a reader is dropped. */
  unreadBytes: number;
  heartbeatMs: number;
  /** Readers written to before the rest of the process has its turn, and for how long at most. */
  slice: number;
  sliceMs: number;
};

const LIMITS: HubLimits = {
  readers: 20_000,
  readersPerAddress: 200,
  replay: 256,
  unreadBytes: 256 * 1024,
  heartbeatMs: 20_000,
  slice: 500,
  sliceMs: 4,
};

/** A slice looks at the time after this many readers. */
const LOOK_EVERY = 16;

/** A reader that has not taken even a heartbeat for this many of them is gone. */
const STRIKES = 3;
const HEARTBEAT = Buffer.from(':\n\n');

/** When thousands come back at once they are all given the same event, which is encoded for the first of them. */
const encoded = new WeakMap<LiveEvent, Buffer>();
function encodedOnce(event: LiveEvent): Buffer {
  const known = encoded.get(event) ?? encodeEvent(event);
  encoded.set(event, known);
  return known;
}

export function createHub({ clock, limits = {} }: { clock: Clock; limits?: Partial<HubLimits> }): Hub {
  const limit = { ...LIMITS, ...limits };
  const channels = new Map<string, ReturnType<typeof createChannel>>();
  const perAddress = new Map<string, number>();
  let total = 0;
  let dropped = 0;
  let closed = false;

  const leave = (reader: Reader) => {
    total -= 1;
    const left = (perAddress.get(reader.address) ?? 1) - 1;
    if (left > 0) perAddress.set(reader.address, left);
    else perAddress.delete(reader.address);
  };

  const write = (reader: Reader, bytes: Buffer) => {
    if (reader.socket.writableLength > limit.unreadBytes) {
      dropped += 1;
      reader.socket.destroy();
      return;
    }
    reader.socket.write(bytes);
  };

  function createChannel() {
    const readers = new Set<Reader>();
    const sent: Sent[] = [];
    const queue: ((reader: Reader) => void)[] = [];
    let seq = 0;
    let makeSnapshot: () => LiveEvent | null = () => null;
    let pumping = false;
    let stopHeartbeat: (() => void) | null = null;

    /** Each job goes to every reader before the next begins; a slice at a time. */
    const pump = () => {
      if (pumping) return;
      pumping = true;
      const nextJob = () => {
        const job = queue.shift();
        if (!job) {
          pumping = false;
          return;
        }
        // A Set may be changed while it is walked; whoever joins meanwhile is skipped by its position.
        const walk = readers.values();
        const nextSlice = () => {
          const endMs = clock.monotonicMs() + limit.sliceMs;
          for (let n = 1; n <= limit.slice; n++) {
            if (n % LOOK_EVERY === 0 && clock.monotonicMs() > endMs) break;
            const { done, value } = walk.next();
            if (done) return nextJob();
            job(value);
          }
          setImmediate(nextSlice);
        };
        nextSlice();
      };
      nextJob();
    };

    const beat = () => {
      const nowMs = clock.nowMs();
      queue.push((reader) => {
        if (nowMs >= reader.endsAtMs) return reader.socket.end();
        reader.strikes = reader.socket.writableLength > 0 ? reader.strikes + 1 : 0;
        if (reader.strikes < STRIKES) return write(reader, HEARTBEAT);
        dropped += 1;
        reader.socket.destroy();
      });
      pump();
      stopHeartbeat = readers.size > 0 ? clock.at(nowMs + limit.heartbeatMs, beat) : null;
    };

    const catchUp = (reader: Reader, lastId: string | undefined) => {
      const from = lastId === undefined ? -1 : sent.findLastIndex(({ id }) => id === lastId);
      reader.seq = seq;
      if (from >= 0) {
        for (const { bytes } of sent.slice(from + 1)) reader.socket.write(bytes);
        return;
      }
      const snapshot = makeSnapshot();
      if (snapshot) reader.socket.write(encodedOnce(snapshot));
    };

    return {
      broadcast(event: LiveEvent) {
        if (sent.some(({ id }) => id === event.id)) return;
        seq += 1;
        const entry = { seq, id: event.id, bytes: encodedOnce(event) };
        sent.push(entry);
        if (sent.length > limit.replay) sent.shift();
        queue.push((reader) => {
          if (reader.seq >= entry.seq) return;
          reader.seq = entry.seq;
          write(reader, entry.bytes);
        });
        pump();
      },
      snapshot(make: () => LiveEvent | null) {
        makeSnapshot = make;
      },
      forget() {
        sent.length = 0;
      },
      readers: () => readers.size,
      join(reader: Reader, lastId: string | undefined) {
        readers.add(reader);
        reader.socket.once('close', () => {
          if (!readers.delete(reader)) return;
          leave(reader);
          if (readers.size > 0) return;
          stopHeartbeat?.();
          stopHeartbeat = null;
        });
        catchUp(reader, lastId);
        stopHeartbeat ??= clock.at(clock.nowMs() + limit.heartbeatMs, beat);
      },
      close() {
        stopHeartbeat?.();
        for (const { socket } of readers) socket.end();
      },
    };
  }

  const channel = (name: string) => {
    const known = channels.get(name);
    if (known) return known;
    const made = createChannel();
    channels.set(name, made);
    return made;
  };

  function enter(
    name: string,
    socket: Socket,
    begin: () => void,
    { address, lifetimeMs = Number.POSITIVE_INFINITY, lastId }: Joining & { lastId: string | undefined },
  ): Attached {
    const wanted = channels.get(name);
    if (!wanted) return 'unknown';
    if (closed || total >= limit.readers) return 'too-many';
    const here = perAddress.get(address) ?? 0;
    if (here >= limit.readersPerAddress) return 'too-many-from-address';
    if (socket.destroyed) return 'attached';
    begin();
    total += 1;
    perAddress.set(address, here + 1);
    socket.setNoDelay(true);
    socket.setTimeout(0);
    wanted.join({ socket, address, seq: 0, strikes: 0, endsAtMs: clock.nowMs() + lifetimeMs }, lastId);
    return 'attached';
  }

  return {
    public: channel('public'),
    staff: channel('staff'),
    channel,
    attach(name, request, response, reader) {
      const lastId = request.headers['last-event-id'];
      const begin = () => streamHead(response, { openToAll: reader.openToAll ?? false });
      return enter(name, request.socket, begin, {
        ...reader,
        lastId: typeof lastId === 'string' ? lastId : undefined,
      });
    },
    take(name, socket, reader) {
      const date = new Date(clock.nowMs());
      const begin = () => rawStreamHead(socket, { openToAll: reader.openToAll ?? false, date });
      return enter(name, socket, begin, reader);
    },
    total: () => total,
    dropped: () => dropped,
    async close() {
      closed = true;
      for (const each of channels.values()) each.close();
    },
  };
}
