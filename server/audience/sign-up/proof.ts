/**
 * Proof that a human meant it, without a cookie and without anybody else's service. The form carries the time at which
 * it was made, signed: what comes back within two seconds was not read. When many sign up at once, one more page asks
 * for a button; a browser with script makes 65,000 hashes for it, which costs a second once and much for thousands,
 * and one without waits half a minute. Neither stops whoever has patience: the limits do.
 */
import { createHash } from 'node:crypto';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '#lib/duration.ts';
import type { LinkTokens } from '../tokens.ts';

const LEAST_MS = 2 * SECOND_MS;
const WAIT_MS = 30 * SECOND_MS;
const ZERO_BITS = 16;

export type Proofs = ReturnType<typeof createProofs>;

export function createProofs({ links, clock }: { links: LinkTokens; clock: Clock }) {
  const ageMs = (made: string | undefined) => clock.nowMs() - Number.parseInt(made ?? '', 36);
  const now = () => clock.nowMs().toString(36);
  const subjectOf = (carrier: string, address: string) => addressHash(carrier, address).slice(0, 32);
  return {
    /** For the form: when it was made. */
    stamp: () => links.make('form', now()),
    /** A form without a stamp comes from bytes that were prepared for everybody. */
    isHasty(stamp: unknown): boolean {
      if (stamp === undefined) return false;
      const made = typeof stamp === 'string' ? links.read('form', stamp) : null;
      const age = made === null ? Number.NaN : ageMs(made);
      return !(age >= LEAST_MS && age <= DAY_MS);
    },
    /** For one address; the one that was given before goes on, so that waiting counts. */
    token(carrier: string, address: string, before: unknown): string {
      const subject = subjectOf(carrier, address);
      return typeof before === 'string' && this.ageOf(before, subject) !== null
        ? before
        : links.make('proof', `${now()}-${subject}`);
    },
    ageOf(token: string, subject: string): number | null {
      const [made, about] = links.read('proof', token)?.split('-') ?? [];
      const age = ageMs(made);
      return about === subject && age >= 0 && age <= HOUR_MS ? age : null;
    },
    holds(carrier: string, address: string, token: unknown, nonce: unknown): boolean {
      if (typeof token !== 'string') return false;
      const age = this.ageOf(token, subjectOf(carrier, address));
      if (age === null) return false;
      if (age >= WAIT_MS) return true;
      if (typeof nonce !== 'string' || !/^\d{1,12}$/.test(nonce)) return false;
      return (
        createHash('sha256').update(`${token}:${nonce}`).digest().readUInt16BE(0) >>> (16 - ZERO_BITS) === 0
      );
    },
  };
}

/** Searches in batches, and lets the button be pressed once a number is found. Without SubtleCrypto one waits. */
export const PROOF_SCRIPT =
  `(()=>{const f=document.getElementById('proof'),b=f.querySelector('button');if(!window.crypto||!crypto.subtle)return;b.disabled=true;
const e=new TextEncoder();(async()=>{for(let n=0;;n+=256){const all=await Promise.all(Array.from({length:256},(_,i)=>crypto.subtle.digest('SHA-256',e.encode(f.proof.value+':'+(n+i)))));
const i=all.findIndex(d=>new DataView(d).getUint16(0)===0);if(i>=0){f.nonce.value=n+i;b.disabled=false;return}}})().catch(()=>{b.disabled=false})})()`.replaceAll(
    '\n',
    '',
  );
const HASH = createHash('sha256').update(PROOF_SCRIPT).digest('base64');
export const withProofScript = (csp: string): string =>
  /script-src/.test(csp)
    ? csp.replace('script-src', `script-src 'sha256-${HASH}'`)
    : `${csp}; script-src 'sha256-${HASH}'`;
