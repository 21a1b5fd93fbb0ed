/**
 * Connections to one relay, opened when there is work and reused. Each call of `send` is one message; it waits here
 * until a connection has room. A connection that hangs, is refused or lost holds up nobody else: whose body did not
 * leave yet moves to another. Nothing is retried here that could arrive twice, and nothing goes on in the background
 * that nobody counts any more: a signal that fires ends its message, and the connection if that is in doubt.
 */
import type { LookupFunction } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Relay } from './settings.ts';
import { connect } from './smtp/connect.ts';
import { lateAnswer, lostConnection, type SmtpFailure } from './smtp/failure.ts';
import { createLine, type Line, type Turn } from './smtp/line.ts';
import { toPath, toWire } from './smtp/wire.ts';

export type Letter = {
  from: string;
  to: string;
  /** The message as RFC 5322 has it; one character is one byte, because that is what leaves fastest. */
  bytes: string;
  /** An address has letters outside ASCII before the @, so that the relay has to know SMTPUTF8. */
  utf8?: boolean;
};

export type Taken = {
  /** The relay's answer: code, enhanced code and text in one line. */
  response: string;
  /**
   * Has to be called once this answer is durably written down: before that, no further body leaves in this
   * connection's place, also when the connection itself is gone.
   */
  release: () => void;
};

export type Smtp = {
  /**
   * As many calls of `send` as keep every connection busy: one message whose answer is awaited, one whose envelope went
   * along, and one that goes along with that one's body. Only the first can be in doubt when the process dies.
   */
  inFlight: number;
  /** Rejects with an `SmtpFailure`. */
  send(letter: Letter, signal: AbortSignal): Promise<Taken>;
  close(): void;
};

export type Patience = {
  tickMs: number;
  /** For each step until a connection is ready. */
  stepMs: number;
  /** For an answer of a relay that is silent meanwhile. */
  answerMs: number;
  /** How long a message waits behind a slow one before it goes elsewhere. */
  stuckMs: number;
  /** A relay closes what is idle; a connection at rest for longer than this is not trusted again. */
  idleMs: number;
  /** After a connection failed while others work, before one more is tried: the relay may take no more. */
  coolMs: number;
};

/** A new connection costs as much as fifteen messages. A relay that wants fewer on one says 421, which costs nobody anything. */
const MESSAGES_PER_CONNECTION = 1_000;
/** Connections that may be lost under a message before its body leaves. */
const MOST_LOSSES = 1;
const PATIENCE: Patience = {
  tickMs: 500,
  stepMs: 15_000,
  answerMs: 60_000,
  stuckMs: 5_000,
  idleMs: 20_000,
  coolMs: 5_000,
};

export function createSmtp({
  relay,
  name,
  connections,
  lookup,
  messagesPerConnection = MESSAGES_PER_CONNECTION,
  patience = PATIENCE,
}: {
  relay: Relay;
  name: string;
  /** At once, at most. */
  connections: number;
  lookup?: LookupFunction;
  messagesPerConnection?: number;
  patience?: Patience;
}): Smtp {
  const most = Math.max(1, connections);
  const lines = new Set<Line>();
  const queue: Turn[] = [];
  const closing = new AbortController();
  const ticks = (ms: number) => Math.ceil(ms / patience.tickMs);
  const limits = {
    answerTicks: ticks(patience.answerMs),
    stuckTicks: ticks(patience.stuckMs),
    idleTicks: ticks(patience.idleMs),
  };
  let opening = 0;
  /** Places of connections that are gone, while what was accepted there is not written down. */
  let owed = 0;
  let coolTicks = 0;
  let ticker: NodeJS.Timeout | undefined;

  function tick(): void {
    if (coolTicks > 0) coolTicks -= 1;
    for (const line of [...lines]) line.tick(limits);
    pump();
    if (lines.size + opening + queue.length > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  }

  /** Gives everybody who waits a place, as far as there is one; an idle connection first, then a new one. */
  function pump(): void {
    while (queue.length > 0) {
      const idle = find((line) => line.idle());
      if (idle) begin(idle);
      else if (mayOpen()) void open();
      else {
        const busy = find((line) => line.takes());
        if (!busy) return;
        begin(busy);
      }
    }
  }

  const mayOpen = () =>
    lines.size + opening + owed < most &&
    opening < queue.length &&
    (coolTicks === 0 || lines.size + opening === 0);

  function find(wanted: (line: Line) => boolean): Line | null {
    for (const line of lines) if (wanted(line)) return line;
    return null;
  }

  function begin(line: Line): void {
    const turn = takeFor(line);
    if (turn) line.begin(turn);
  }

  /** The first in the queue that this relay can take at all. */
  function takeFor(line: Line): Turn | null {
    for (let turn = queue.shift(); turn; turn = queue.shift()) {
      const failure = line.cannotTake(turn);
      if (!failure) return turn;
      turn.fail(failure);
    }
    return null;
  }

  async function open(): Promise<void> {
    opening += 1;
    ticker ??= setInterval(tick, patience.tickMs).unref();
    try {
      const connection = await connect({
        relay,
        name: domainToASCII(name) || 'localhost',
        stepMs: patience.stepMs,
        signal: closing.signal,
        lookup,
      });
      opening -= 1;
      const line: Line = createLine({
        connection,
        mostMessages: messagesPerConnection,
        events: {
          free: pump,
          another: () => takeFor(line),
          giveBack(turn) {
            queue.unshift(turn);
            pump();
          },
          gone(waiting, failure, owes) {
            lines.delete(line);
            if (owes) owed += 1;
            if (waiting) {
              waiting.losses += 1;
              if (waiting.losses > MOST_LOSSES) waiting.fail(failure);
              else queue.unshift(waiting);
            }
            if (!closing.signal.aborted) pump();
          },
          released() {
            owed -= 1;
            if (!closing.signal.aborted) pump();
          },
        },
      });
      lines.add(line);
    } catch (error) {
      opening -= 1;
      coolTicks = ticks(patience.coolMs);
      // Others work, so the relay does; it may only want fewer at once.
      if (lines.size + opening > 0) return;
      coolTicks = 0;
      for (const turn of queue.splice(0)) turn.fail(error as Error & SmtpFailure);
      return;
    }
    pump();
  }

  return {
    inFlight: most * 3,
    send: ({ from, to, bytes, utf8 = false }, signal) =>
      new Promise((resolve, reject) => {
        if (closing.signal.aborted) return reject(lostConnection());
        if (signal.aborted) return reject(lateAnswer());
        const turn: Turn = {
          from: toPath(from),
          to: toPath(to),
          utf8,
          wire: toWire(bytes),
          losses: 0,
          accept(response, release) {
            signal.removeEventListener('abort', cut);
            resolve({ response, release });
          },
          fail(failure) {
            signal.removeEventListener('abort', cut);
            reject(failure);
          },
        };
        function cut(): void {
          turn.fail(lateAnswer());
          const at = queue.indexOf(turn);
          if (at >= 0) queue.splice(at, 1);
          else for (const line of [...lines]) line.abandon(turn);
        }
        signal.addEventListener('abort', cut, { once: true });
        queue.push(turn);
        pump();
      }),
    close() {
      closing.abort();
      clearInterval(ticker);
      for (const turn of queue.splice(0)) turn.fail(lostConnection());
      for (const line of [...lines]) line.close();
      for (const turn of queue.splice(0)) turn.fail(lostConnection());
    },
  };
}
