/**
 * What every probe shares: what it is given, what it answers, and the deadline. A probe ends at its deadline
 * whatever the other side does, closes every socket it opened, and never throws: failing is an answer.
 */
import type { Socket } from 'node:net';
import type { FailureKind, Phases, Verdict } from '@candor/protocol/watch.ts';
import type { Clock } from '#lib/clock.ts';

/** Which addresses may be reached; the operator's policy. */
export type AddressPolicy = { allows(ip: string): boolean };
/** All addresses of a host name, in the order in which they shall be tried. */
export type Resolve = (hostname: string) => Promise<string[]>;

export type ProbeContext = { clock: Clock; policy: AddressPolicy; resolve: Resolve };

export type ProbeResult = {
  outcome: Verdict;
  failure: FailureKind | null;
  detail: string;
  latencyMs: number | null;
  phases: Phases;
  httpStatus: number | null;
  certificateExpiresAt: string | null;
};

/** The reason why a probe failed, as a sentence for people; it never quotes the answer's body or a secret. */
export class ProbeFailure extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, sentence: string) {
    super(sentence);
    this.kind = kind;
  }
}

/** Not the target's fault: the check could not be made, so it says nothing about the target. */
const NOBODYS_FAULT = new Set<FailureKind>(['policy', 'local']);

export type Step = 'dns' | 'connect' | 'tls' | 'firstByte' | 'body';

export type Attempt = {
  step: Step;
  phases: Phases;
  httpStatus: number | null;
  certificateExpiresAt: string | null;
  sockets: Socket[];
  /** True after the deadline: nothing more may be opened. */
  over: boolean;
  elapsedMs(): number;
  /** Adds what went by since `sinceMs` (of `elapsedMs`) to a phase: a redirect's hops sum up. */
  spent(phase: keyof Phases, sinceMs: number): void;
};

/** Runs one probe against its deadline. `run` answers the sentence for a good result. */
export function attempt(
  { clock }: Pick<ProbeContext, 'clock'>,
  timeoutMs: number,
  run: (attempt: Attempt) => Promise<string>,
): Promise<ProbeResult> {
  const startMs = clock.monotonicMs();
  const elapsedMs = () => Math.max(0, clock.monotonicMs() - startMs);
  const state: Attempt = {
    step: 'dns',
    phases: {},
    httpStatus: null,
    certificateExpiresAt: null,
    sockets: [],
    over: false,
    elapsedMs,
    spent(phase, sinceMs) {
      state.phases[phase] = round((state.phases[phase] ?? 0) + elapsedMs() - sinceMs);
    },
  };
  return new Promise((resolve) => {
    const end = (failure: ProbeFailure | null, detail: string) => {
      if (state.over) return;
      state.over = true;
      cancel();
      for (const socket of state.sockets) socket.destroy();
      const latencyMs = round(elapsedMs());
      state.phases.total = latencyMs;
      resolve({
        outcome: failure ? (NOBODYS_FAULT.has(failure.kind) ? 'unknown' : 'down') : 'up',
        failure: failure?.kind ?? null,
        detail: detail.slice(0, 500),
        latencyMs: failure && NOBODYS_FAULT.has(failure.kind) ? null : latencyMs,
        phases: state.phases,
        httpStatus: state.httpStatus,
        certificateExpiresAt: state.certificateExpiresAt,
      });
    };
    const fail = (failure: ProbeFailure) => end(failure, failure.message);
    const cancel = clock.at(clock.nowMs() + timeoutMs, () =>
      fail(new ProbeFailure('timeout', tooLate(state.step, timeoutMs))),
    );
    run(state).then(
      (detail) => end(null, detail),
      (error: unknown) => fail(error instanceof ProbeFailure ? error : systemFailure(error)),
    );
  });
}

const round = (ms: number) => Math.round(ms * 100) / 100;
export const inMs = (ms: number): string => (ms < 10_000 ? `${Math.round(ms)} ms` : inSeconds(ms));
const inSeconds = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);

function tooLate(step: Step, timeoutMs: number): string {
  const within = `within ${inSeconds(timeoutMs)}`;
  if (step === 'dns') return `the name could not be resolved ${within}`;
  if (step === 'connect') return `no connection ${within}`;
  if (step === 'tls') return `the TLS handshake did not finish ${within}`;
  if (step === 'firstByte') return `no answer ${within}`;
  return `the answer did not end ${within}`;
}

const SYSTEM: Record<string, [FailureKind, string]> = {
  ECONNREFUSED: ['refused', 'the connection was refused'],
  EHOSTUNREACH: ['refused', 'there is no route to the host'],
  ENETUNREACH: ['refused', 'there is no route to the network'],
  EHOSTDOWN: ['refused', 'the host is down'],
  ECONNRESET: ['protocol', 'the connection was reset before the answer was complete'],
  EPIPE: ['protocol', 'the connection was closed while the request was being sent'],
  ETIMEDOUT: ['timeout', 'the connection timed out'],
  EMFILE: ['local', 'this machine has no file descriptor left to open a connection'],
  ENFILE: ['local', 'this machine has no file descriptor left to open a connection'],
  ENOBUFS: ['local', 'this machine has no buffer left to open a connection'],
  EADDRNOTAVAIL: ['local', 'this machine has no local port left to open a connection'],
  ENOMEM: ['local', 'this machine has no memory left to open a connection'],
};

const TLS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in a certificate that is not trusted',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_REVOKED: 'the certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate was issued by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate was issued by an authority that is not trusted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the port does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server offers no TLS version that is still safe',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server offers no TLS version that is still safe',
};

/** An error of the operating system or of TLS, in words. */
export function systemFailure(error: unknown): ProbeFailure {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  const known = SYSTEM[code];
  if (known) return new ProbeFailure(...known);
  const tls = TLS[code];
  if (tls) return new ProbeFailure('tls', tls);
  if (/^(ERR_SSL|ERR_TLS|CERT_|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH|INVALID_)/.test(code))
    return new ProbeFailure('tls', `the TLS handshake failed (${code})`);
  return new ProbeFailure('protocol', `the connection failed (${code})`);
}
