/**
 * One connection to a relay, message after message, pipelined (RFC 2920): the body of one message and the envelope of
 * the next leave in one write, so a message costs one round trip. What is never in doubt twice: a body goes out only
 * when the one before was answered *and* its sender has written that answer down (`release`). So a process that dies
 * leaves at most one message per connection whose fate nobody knows.
 *
 *   next: envelope sent ──354, nothing before it open──► current: body sent ──2xx──► held ──release──► free
 *     └─ 4xx, 5xx: refused, the connection goes on         └─ 4xx, 5xx: refused
 *   connection lost: `current` fails, `next` goes to another connection, because its body never left.
 */
import type { Connection } from './connect.ts';
import { lateAnswer, lostConnection, refusal, type SmtpFailure, smtpFailure } from './failure.ts';
import { createReplyReader, type Reply } from './replies.ts';

/** A message on its way through the pool. */
export type Turn = {
  /** Both as they stand in a command, one character a byte. */
  from: string;
  to: string;
  /** An address has letters outside ASCII before the @. */
  utf8: boolean;
  /** The message as DATA carries it, one character a byte. */
  wire: string;
  /** Connections that were lost under it before its body left. */
  losses: number;
  accept(response: string, release: () => void): void;
  fail(failure: Error & SmtpFailure): void;
};

export type Line = ReturnType<typeof createLine>;

/** In ticks. */
type Limits = {
  /** For an answer of a relay that is silent meanwhile. */
  answerTicks: number;
  /** How long a message waits behind a slow one. */
  stuckTicks: number;
  idleTicks: number;
};

export type LineEvents = {
  /** It can take an envelope, or may soon. */
  free(): void;
  /** Who comes with the body that is about to leave. */
  another(): Turn | null;
  /** Not begun here after all; another connection may take it at once. */
  giveBack(turn: Turn): void;
  /**
   * The connection is no more; `waiting` lost its place with it. `owes`: what was last accepted on it is not written
   * down yet, so its place is not free before `released`.
   */
  gone(waiting: Turn | null, failure: Error & SmtpFailure, owes: boolean): void;
  released(): void;
};

type Command = 'RSET' | 'MAIL FROM' | 'RCPT TO' | 'DATA';
/** `nothing`: an empty body. */
type Step = Command | 'body' | 'nothing';
const AFTER = { RSET: 'MAIL FROM', 'MAIL FROM': 'RCPT TO', 'RCPT TO': 'DATA' } as const;

const QUIT_MS = 2_000;

export function createLine({
  connection: { socket, features },
  mostMessages,
  events,
}: {
  connection: Connection;
  mostMessages: number;
  events: LineEvents;
}) {
  const asked: { step: Step; turn: Turn | null }[] = [];
  let current: Turn | null = null;
  let next: Turn | null = null;
  /** The relay waits for the body of `next`. */
  let invited = false;
  /** Why `next` will not be taken, while the answers to its other commands are still to come. */
  let fault: (Error & SmtpFailure) | null = null;
  /** Accepted, and not yet written down by whoever sent it. */
  let held: Turn | null = null;
  let sent = 0;
  let open = true;
  /** The relay is in the middle of a transaction that came to nothing. */
  let dirty = false;
  /** The relay expects a body that will never come, so there is no polite end. */
  let spoiled = false;
  let quietTicks = 0;
  let waitingTicks = 0;

  const reader = createReplyReader((reply) => {
    hear(reply);
    return open;
  });
  socket
    .on('data', (chunk: Buffer) => {
      if (!open) return;
      quietTicks = 0;
      const wrong = reader.push(chunk.toString('latin1'));
      if (wrong) lose(smtpFailure('EPROTOCOL', wrong));
      // Only now, so that nothing that came in the same bytes is taken for the answer to a body that leaves here.
      else advance();
    })
    .on('error', (error) => lose(smtpFailure('ECONNECTION', `The connection broke: ${error.message}`)))
    .on('close', () => lose(lostConnection()));

  function write(bytes: string): void {
    quietTicks = 0;
    socket.write(bytes, 'latin1');
  }

  /** The commands that may leave now; without pipelining that is the first, and `proceed` says the rest. */
  function envelope(turn: Turn): string {
    next = turn;
    invited = false;
    fault = null;
    waitingTicks = 0;
    const reset = dirty ? say('RSET', turn) : '';
    dirty = true;
    if (!features.pipelining) return reset || say('MAIL FROM', turn);
    return reset + say('MAIL FROM', turn) + say('RCPT TO', turn) + say('DATA', turn);
  }

  function say(step: Command, turn: Turn): string {
    asked.push({ step, turn });
    if (step === 'RCPT TO') return `RCPT TO:${turn.to}\r\n`;
    if (step !== 'MAIL FROM') return `${step}\r\n`;
    const size = features.size ? ` SIZE=${turn.wire.length}` : '';
    return `MAIL FROM:${turn.from}${size}${turn.utf8 ? ' BODY=8BITMIME SMTPUTF8' : ''}\r\n`;
  }

  /** Without pipelining: the command after this one, unless it came to nothing. */
  function proceed(step: 'RSET' | 'MAIL FROM' | 'RCPT TO', turn: Turn): void {
    if (features.pipelining) return;
    if (fault) refuse(fault);
    else write(say(AFTER[step], turn));
  }

  function hear(reply: Reply): void {
    const { step, turn } = asked.shift() ?? { step: null, turn: null };
    const wrong = reply.code === 421 ? refusal(reply, commandOf(step)) : nonsense(reply, step);
    if (wrong) lose(wrong);
    else if (step === 'body') answered(reply);
    // Answers about a message that was given up meanwhile say nothing any more.
    else if (turn && turn === next) heardOf(turn, step as Command, reply);
  }

  /** One of the answers to the envelope of `next`. */
  function heardOf(turn: Turn, step: Command, reply: Reply): void {
    if (reply.code >= 400) fault ??= refusal(reply, step);
    if (step !== 'DATA') {
      proceed(step, turn);
      return;
    }
    if (!fault) {
      invited = true;
      return;
    }
    if (reply.code === 354) {
      // RFC 2920 §3.1: it refused the recipient and wants a body all the same; it gets an empty one. What it makes of
      // one when it refused something else, nobody knows.
      if (fault.command !== 'RCPT TO') spoiled = true;
      else {
        asked.push({ step: 'nothing', turn: null });
        write('.\r\n');
      }
    }
    refuse(fault);
  }

  function refuse(failure: Error & SmtpFailure): void {
    const turn = next;
    next = null;
    turn?.fail(failure);
  }

  function answered(reply: Reply): void {
    const turn = current!;
    current = null;
    if (reply.code >= 400) turn.fail(refusal(reply, 'DATA'));
    else {
      held = turn;
      turn.accept(reply.response, () => {
        if (held !== turn) return;
        held = null;
        if (open) advance();
        else events.released();
      });
    }
  }

  /** Sends the body that is due, and with it the envelope of whoever waits. */
  function advance(): void {
    if (!open) return;
    if (!next || !invited || current || held) {
      rest();
      return;
    }
    current = next;
    next = null;
    sent += 1;
    const { wire } = current;
    asked.push({ step: 'body', turn: current });
    dirty = false;
    const follower = features.pipelining && takes() ? events.another() : null;
    write(follower ? wire + envelope(follower) : wire);
  }

  const takes = () => open && !spoiled && next === null && sent < mostMessages;

  /** Nothing more to do for now: leave if it is time, else say that there is room. */
  function rest(): void {
    if (!open || current || next) return;
    if (spoiled) lose(lostConnection());
    else if (sent < mostMessages) events.free();
    else if (!held) quit();
  }

  function quit(): void {
    open = false;
    socket.end('QUIT\r\n');
    setTimeout(() => socket.destroy(), QUIT_MS).unref();
    events.gone(null, lostConnection(), held !== null);
  }

  function lose(failure: Error & SmtpFailure): void {
    if (!open) return;
    open = false;
    socket.destroy();
    const [doubtful, waiting] = [current, next];
    current = null;
    next = null;
    doubtful?.fail(failure);
    events.gone(waiting, failure, held !== null);
  }

  /** Leaves the place of `next`, to which the relay may be bound already. */
  function vacate(): void {
    next = null;
    spoiled = true;
    rest();
  }

  return {
    /** Nothing is on it at all. */
    idle: () => takes() && !current && !held,
    /** An envelope can leave now. */
    takes: () => takes() && (features.pipelining || !current),
    begin(turn: Turn): void {
      write(envelope(turn));
    },
    /** Why this relay can never take this message, or null. */
    cannotTake({ utf8, wire }: Turn): (Error & SmtpFailure) | null {
      if (utf8 && !features.utf8)
        return smtpFailure(
          'EUTF8',
          'The relay takes no address with letters outside ASCII before the @ (SMTPUTF8).',
        );
      if (features.maxBytes !== null && wire.length > features.maxBytes)
        return smtpFailure(
          'ETOOLARGE',
          `The message has ${wire.length} bytes; the relay takes at most ${features.maxBytes}.`,
        );
      return null;
    },
    /** Whoever sent it waits no longer. */
    abandon(turn: Turn): void {
      if (turn === current) lose(lateAnswer());
      else if (turn === next) vacate();
    },
    tick({ answerTicks, stuckTicks, idleTicks }: Limits): void {
      if (!open) return;
      quietTicks += 1;
      if (next && current) waitingTicks += 1;
      if (asked.length > 0 && quietTicks > answerTicks) lose(lateAnswer());
      else if (!current && !next && !held && quietTicks > idleTicks) quit();
      else if (next && waitingTicks > stuckTicks) {
        // The one before is slow; nobody has to wait for it whose body never left.
        const turn = next;
        vacate();
        events.giveBack(turn);
      }
    },
    close: () => lose(lostConnection()),
  };
}

/** An answer that fits no question. */
function nonsense(reply: Reply, step: Step | null): (Error & SmtpFailure) | null {
  const wantsBody = reply.code === 354;
  const isSuccess = reply.code < 300;
  if (!step) return smtpFailure('EPROTOCOL', 'The relay answered something that was not asked.');
  const fits = reply.code >= 400 ? step !== 'RSET' : step === 'DATA' ? wantsBody : isSuccess;
  return fits ? null : smtpFailure('EPROTOCOL', `The relay answered ${reply.code} to ${commandOf(step)}.`);
}

const commandOf = (step: Step | null): string =>
  step === null || step === 'nothing' ? 'CONN' : step === 'body' ? 'DATA' : step;
