/**
 * Opens a connection to a host: resolve, check every address against the policy, connect, and TLS if asked. The
 * address that was checked is the address that is used, so that a name cannot change its mind in between.
 */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type Attempt, type ProbeContext, ProbeFailure, systemFailure } from './probe.ts';

export type DialTarget = {
  /** A name or an address; version 6 without brackets. */
  hostname: string;
  port: number;
  tls?: { verify: boolean; minimumDays: number };
};

const DAY_MS = 86_400_000;

export async function dial(target: DialTarget, context: ProbeContext, attempt: Attempt): Promise<Socket> {
  const ips = await permitted(target.hostname, context, attempt);
  let lastError: unknown;
  for (const ip of ips) {
    attempt.step = 'connect';
    const fromMs = attempt.elapsedMs();
    try {
      const socket = await open(ip, target.port, attempt);
      attempt.spent('connect', fromMs);
      return target.tls ? await secure(socket, target, target.tls, context, attempt) : socket;
    } catch (error) {
      if (error instanceof ProbeFailure) throw error;
      lastError = error;
    }
  }
  throw systemFailure(lastError);
}

async function permitted(hostname: string, { policy, resolve }: ProbeContext, attempt: Attempt) {
  attempt.step = 'dns';
  const fromMs = attempt.elapsedMs();
  const literal = isIP(hostname) > 0;
  const ips = literal ? [hostname] : await resolve(hostname);
  if (!literal) attempt.spent('dns', fromMs);
  const allowed = ips.filter((ip) => isAllowed(policy, ip));
  if (allowed.length === 0)
    throw new ProbeFailure(
      'policy',
      'the target is a private or reserved address, which the policy of this installation refuses',
    );
  return allowed;
}

/** A policy never changes its mind, and reading an address bit by bit costs a tenth of a check: it is asked once. */
const answers = new WeakMap<ProbeContext['policy'], Map<string, boolean>>();
const MOST_ANSWERS = 10_000;

function isAllowed(policy: ProbeContext['policy'], ip: string): boolean {
  let known = answers.get(policy);
  if (!known || known.size > MOST_ANSWERS) {
    known = new Map();
    answers.set(policy, known);
  }
  const before = known.get(ip);
  if (before !== undefined) return before;
  const allowed = policy.allows(ip);
  known.set(ip, allowed);
  return allowed;
}

function open(ip: string, port: number, attempt: Attempt): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (attempt.over) return reject(new ProbeFailure('timeout', 'the time was up'));
    const socket = connect({ host: ip, port, noDelay: true });
    attempt.sockets.push(socket);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // From here on an error without a listener must not end the process; the reader adds its own.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

function secure(
  raw: Socket,
  { hostname }: DialTarget,
  { verify, minimumDays }: NonNullable<DialTarget['tls']>,
  { clock }: ProbeContext,
  attempt: Attempt,
): Promise<TLSSocket> {
  attempt.step = 'tls';
  const fromMs = attempt.elapsedMs();
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: raw,
      host: hostname,
      ...(isIP(hostname) ? {} : { servername: hostname }),
      rejectUnauthorized: verify,
      ALPNProtocols: ['http/1.1'],
    });
    attempt.sockets.push(socket);
    const fail = (error: unknown) => reject(systemFailure(error));
    socket.once('error', fail);
    socket.once('close', () =>
      reject(new ProbeFailure('tls', 'the connection was closed during the TLS handshake')),
    );
    socket.once('secureConnect', () => {
      socket.off('error', fail);
      socket.on('error', () => {});
      attempt.spent('tls', fromMs);
      const expires = socket.getPeerX509Certificate()?.validToDate;
      if (expires) {
        attempt.certificateExpiresAt = expires.toISOString();
        const days = Math.floor((expires.getTime() - clock.nowMs()) / DAY_MS);
        if (verify && minimumDays > 0 && days < minimumDays)
          return reject(new ProbeFailure('tls', `the certificate expires in ${days} days`));
      }
      resolve(socket);
    });
  });
}
