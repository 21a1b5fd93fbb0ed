/**
 * From nothing to a connection that is ready for mail: TCP, TLS or STARTTLS with the certificate checked, greeting,
 * EHLO, sign-in. A password goes out only encrypted, or to a relay on this machine. Each step has its time limit, and
 * the signal ends all of it.
 */
import { isIP, isIPv4, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Relay } from '../settings.ts';
import { lateAnswer, lostConnection, refusal, smtpFailure } from './failure.ts';
import { createReplyReader, type Reply } from './replies.ts';

export type Features = {
  pipelining: boolean;
  eightBit: boolean;
  utf8: boolean;
  /** It wants to hear how large a message is. */
  size: boolean;
  /** The largest message that it takes, in bytes; null when it does not say. */
  maxBytes: number | null;
  startTls: boolean;
  signIns: ReadonlySet<string>;
};

export type Connection = { socket: Socket; features: Features };

export type ConnectOptions = {
  relay: Relay;
  /** How this house calls itself in EHLO. */
  name: string;
  stepMs: number;
  signal: AbortSignal;
  /** How the host's name is resolved, for relays that somebody else may name. */
  lookup?: LookupFunction | undefined;
};

const NOTHING: Features = {
  pipelining: false,
  eightBit: false,
  utf8: false,
  size: false,
  maxBytes: null,
  startTls: false,
  signIns: new Set(),
};

export async function connect(options: ConnectOptions): Promise<Connection> {
  const { relay, signal } = options;
  const isHere = isLoopback(relay.host);
  if (signal.aborted) throw lostConnection();
  let socket = dial(options, isHere);
  let talk = converse(socket, options);
  const cut = () => socket.destroy();
  signal.addEventListener('abort', cut, { once: true });
  try {
    const greeting = await talk.next();
    if (greeting.code !== 220) throw refusal(greeting, 'CONN');
    let features = await hello(talk, options.name);
    if (features.startTls && !relay.secure) {
      const answer = await talk.ask('STARTTLS');
      if (answer.code !== 220) throw refusal(answer, 'STARTTLS', 'ETLS');
      // Whoever sits between could have put commands of his own behind the answer.
      talk.leave();
      socket = encrypt(socket, relay, isHere);
      talk = converse(socket, options);
      await talk.secured();
      features = await hello(talk, options.name);
    }
    if (relay.auth) {
      if (!(socket instanceof TLSSocket) && !isHere)
        throw smtpFailure('ETLS', 'The relay offers no TLS, so it is not told the password.');
      await signIn(talk, relay.auth, features);
    }
    talk.leave();
    if (signal.aborted) throw lostConnection();
    return { socket, features };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', cut);
  }
}

/** A relay on this machine has no certificate to show, and nobody can listen on the way. */
const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

function dial({ relay, lookup }: ConnectOptions, isHere: boolean): Socket {
  const where = { host: relay.host, port: relay.port, ...(lookup ? { lookup } : {}) };
  const socket = relay.secure ? tlsConnect({ ...where, ...identity(relay, isHere) }) : netConnect(where);
  return socket.setNoDelay(true);
}

function encrypt(socket: Socket, relay: Relay, isHere: boolean): Socket {
  // From here on the encrypted one tells of every failure.
  socket.on('error', () => {});
  return tlsConnect({ socket, host: relay.host, ...identity(relay, isHere) });
}

/** Who has to be at the other end. */
const identity = ({ host }: Relay, isHere: boolean) => ({
  ...(isIP(host) ? {} : { servername: host }),
  rejectUnauthorized: !isHere,
});

type Talk = ReturnType<typeof converse>;

/** Question and answer, one at a time. */
function converse(socket: Socket, { stepMs }: { stepMs: number }) {
  const heard: Reply[] = [];
  let failed: Error | null = null;
  let wake: (() => void) | null = null;
  const fail = (error: Error) => {
    failed ??= error;
    wake?.();
  };
  const reader = createReplyReader((reply) => {
    heard.push(reply);
    wake?.();
    return true;
  });
  const onData = (chunk: Buffer) => {
    const fault = reader.push(chunk.toString('latin1'));
    if (fault) fail(smtpFailure('EPROTOCOL', fault));
  };
  const onError = (error: NodeJS.ErrnoException) =>
    fail(
      smtpFailure(
        /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? '')
          ? 'ETLS'
          : 'ECONNECTION',
        `The relay cannot be reached: ${error.message || error.code}`,
      ),
    );
  const onClose = () => fail(lostConnection());
  socket.on('data', onData).on('error', onError).on('close', onClose);

  async function until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (failed) throw failed;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => fail(lateAnswer()), stepMs);
        wake = () => {
          clearTimeout(late);
          wake = null;
          resolve();
        };
      });
    }
  }
  const next = () => until(() => heard.shift());

  return {
    next,
    ask(command: string): Promise<Reply> {
      if (heard.length > 0) throw smtpFailure('EPROTOCOL', 'The relay answered before it was asked.');
      socket.write(`${command}\r\n`);
      return next();
    },
    /** TLS is up; a relay that speaks later than its certificate is refused before this. */
    async secured() {
      let up = false;
      const seen = () => {
        up = true;
        wake?.();
      };
      socket.once('secureConnect', seen);
      await until(() => up || undefined);
    },
    leave() {
      if (heard.length > 0 || reader.unfinished())
        throw smtpFailure('EPROTOCOL', 'The relay answered before it was asked.');
      if (failed) throw failed;
      socket.off('data', onData).off('error', onError).off('close', onClose);
    },
  };
}

/** EHLO, and HELO for a relay from before 1995. */
async function hello(talk: Talk, name: string): Promise<Features> {
  const answer = await talk.ask(`EHLO ${name}`);
  if (answer.code === 250) return featuresOf(answer.lines.slice(1));
  if (answer.code < 500) throw refusal(answer, 'EHLO');
  const old = await talk.ask(`HELO ${name}`);
  if (old.code !== 250) throw refusal(old, 'HELO');
  return NOTHING;
}

function featuresOf(lines: readonly string[]): Features {
  const said = new Map(
    lines.map((line) => {
      const [word = '', ...rest] = line.trim().toUpperCase().split(/[ =]+/);
      return [word, rest];
    }),
  );
  const maxBytes = Number(said.get('SIZE')?.[0] ?? 0);
  return {
    pipelining: said.has('PIPELINING'),
    eightBit: said.has('8BITMIME'),
    utf8: said.has('SMTPUTF8') && said.has('8BITMIME'),
    size: said.has('SIZE'),
    // RFC 1870: nought means that there is no fixed limit.
    maxBytes: Number.isSafeInteger(maxBytes) && maxBytes > 0 ? maxBytes : null,
    startTls: said.has('STARTTLS'),
    signIns: new Set(said.get('AUTH') ?? []),
  };
}

async function signIn(talk: Talk, { user, pass }: NonNullable<Relay['auth']>, { signIns }: Features) {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secrets = [pass, base64(pass), base64(`\0${user}\0${pass}`)];
  let answer: Reply;
  let command: string;
  if (signIns.has('PLAIN')) {
    command = 'AUTH PLAIN';
    answer = await talk.ask(`${command} ${secrets[2]}`);
  } else if (signIns.has('LOGIN')) {
    command = 'AUTH LOGIN';
    answer = await talk.ask(command);
    if (answer.code === 334) answer = await talk.ask(base64(user));
    if (answer.code === 334) answer = await talk.ask(base64(pass));
  } else
    throw smtpFailure(
      'EAUTH',
      'The relay offers no sign-in by password (AUTH PLAIN or LOGIN), but its address names one.',
    );
  if (answer.code === 235) return;
  // A relay may repeat what it was told.
  const response = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…'), answer.response);
  throw refusal({ ...answer, response }, command, 'EAUTH');
}
