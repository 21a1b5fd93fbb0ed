/**
 * One look at a mail relay without handing it a letter: greeting, what it offers, whether STARTTLS works and whose
 * certificate it shows, and whether it takes our sign-in. A password goes out only encrypted or on this machine.
 */
import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Relay } from '../settings.ts';

export type RelaySeen = {
  /** The address that answered. */
  address: string;
  greeting: string;
  offers: string[];
  tls: { protocol: string; trusted: boolean; why: string; validTo: string; names: string } | null;
  /** Null: there is nothing to sign in with. */
  signIn: string | null;
};

const STEP_MS = 8_000;
const LONGEST_ANSWER = 64 * 1024;

export async function probeRelay({
  relay,
  name,
  signal,
  lookup,
}: {
  relay: Relay;
  name: string;
  signal: AbortSignal;
  lookup?: LookupFunction;
}): Promise<RelaySeen | { fault: string }> {
  const isHere = /^(localhost$|127\.|::1$)/.test(relay.host);
  const names = isIP(relay.host) ? {} : { servername: relay.host };
  // Told whether it is trusted instead of being cut off, so that the answer can say why it is not.
  const lenient = { ...names, rejectUnauthorized: false };
  const where = { host: relay.host, port: relay.port, ...(lookup ? { lookup } : {}) };
  let socket: Socket = relay.secure ? tlsConnect({ ...where, ...lenient }) : netConnect(where);
  const end = () => socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    let talk = createTalk(socket);
    const greeting = await talk.hear();
    if (greeting.code !== 220) return { fault: `It greets with: ${greeting.text}` };
    let offers = await hello(talk, name);
    if (!relay.secure && offers.includes('STARTTLS')) {
      const answer = await talk.ask('STARTTLS');
      if (answer.code !== 220) return { fault: `It offers STARTTLS and then refuses it: ${answer.text}` };
      talk.leave();
      socket = await new Promise<TLSSocket>((resolve, reject) => {
        const secured = tlsConnect({ socket, ...lenient }, () => resolve(secured));
        secured.once('error', reject);
      });
      talk = createTalk(socket);
      offers = await hello(talk, name);
    }
    const tls = seenTls(socket);
    let signIn: string | null = null;
    if (relay.auth && (tls?.trusted || isHere)) {
      const { user, pass } = relay.auth;
      const proof = Buffer.from(`\0${user}\0${pass}`).toString('base64');
      const answer = await talk.ask(`AUTH PLAIN ${proof}`);
      signIn = answer.code === 235 ? 'ok' : answer.text;
    } else if (relay.auth)
      signIn = 'Not tried: the connection is not encrypted with a certificate to be trusted.';
    const address = socket.remoteAddress ?? relay.host;
    await talk.ask('QUIT').catch(() => {});
    return { address, greeting: greeting.text, offers, tls, signIn };
  } catch (error) {
    const { message } = error as Error;
    return { fault: message || 'It cannot be reached.' };
  } finally {
    signal.removeEventListener('abort', end);
    socket.destroy();
  }
}

/** Whether the server of a domain takes mail for one of our return addresses: up to the recipient, without a letter. */
export async function probeMailbox({
  host,
  mailbox,
  signal,
  lookup,
  port = 25,
}: {
  host: string;
  mailbox: string;
  signal: AbortSignal;
  lookup: LookupFunction;
  port?: number;
}): Promise<'taken' | string> {
  const socket = netConnect({ host, port, lookup });
  const end = () => socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    const talk = createTalk(socket);
    const greeting = await talk.hear();
    if (greeting.code !== 220) return greeting.text;
    for (const line of ['EHLO candor.invalid', 'MAIL FROM:<>', `RCPT TO:<${mailbox}>`]) {
      const answer = await talk.ask(line);
      if (answer.code >= 400) return answer.text;
    }
    await talk.ask('QUIT').catch(() => {});
    return 'taken';
  } catch (error) {
    return (error as Error).message || 'It cannot be reached.';
  } finally {
    signal.removeEventListener('abort', end);
    socket.destroy();
  }
}

type Answer = { code: number; text: string; lines: string[] };

async function hello(talk: ReturnType<typeof createTalk>, name: string): Promise<string[]> {
  const answer = await talk.ask(`EHLO ${name}`);
  return answer.code === 250 ? answer.lines.slice(1).map((line) => line.toUpperCase()) : [];
}

function seenTls(socket: Socket): RelaySeen['tls'] {
  if (!('getPeerCertificate' in socket)) return null;
  const secured = socket as TLSSocket;
  const { valid_to: validTo, subjectaltname } = secured.getPeerCertificate();
  return {
    protocol: secured.getProtocol() ?? 'TLS',
    trusted: secured.authorized,
    why: String(secured.authorizationError ?? ''),
    validTo: validTo ? new Date(validTo).toISOString() : 'unknown',
    names: subjectaltname ?? '',
  };
}

/** Question and answer, one at a time; every answer within a few seconds. */
function createTalk(socket: Socket) {
  let heard = '';
  let failed: Error | null = null;
  let wake: (() => void) | null = null;
  const take = (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    if (heard.length > LONGEST_ANSWER) fail(new Error('Its answer has no end.'));
    wake?.();
  };
  const fail = (error: Error) => {
    failed ??= error;
    wake?.();
  };
  const closed = () => fail(new Error('It closed the connection.'));
  socket.on('data', take);
  socket.on('error', fail);
  socket.on('close', closed);

  const whole = (): Answer | null => {
    const found = /^(?:\d{3}-.*\r?\n)*(\d{3})(?: .*)?\r?\n/.exec(heard);
    if (!found) return null;
    heard = heard.slice(found[0].length);
    const lines = found[0].trimEnd().split(/\r?\n/);
    return {
      code: Number(found[1]),
      text: printable(lines.join(' ')),
      lines: lines.map((line) => line.slice(4).trim()),
    };
  };
  async function hear(): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('It does not answer in time.')), STEP_MS);
    });
    try {
      for (;;) {
        const answer = whole();
        if (answer) return answer;
        if (failed) throw failed;
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), late]);
      }
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    hear,
    ask(line: string) {
      socket.write(`${line}\r\n`);
      return hear();
    },
    /** Before the socket is given to TLS. */
    leave() {
      socket.off('data', take);
      socket.off('close', closed);
    },
  };
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300);
