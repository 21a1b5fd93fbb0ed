/**
 * Secrets with which calls to somebody's program are signed (Standard Webhooks 1.0): `whsec_` and base64. Kept as one
 * text: the secret that is valid now, and after a space the one before it with the second at which it ends
 * (`whsec_NEW whsec_OLD~1790000000`). Until then calls carry both signatures, and the receiver changes when it suits.
 */
import { randomBytes } from 'node:crypto';
import { DAY_MS } from './duration.ts';

/** How long the secret before goes on signing. */
export const OLD_SECRET_MS = DAY_MS;

export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The one that is valid from now on, without the one before it. */
export const currentSecret = (kept: string): string => kept.split(' ', 1)[0]!;

/** `fresh` in front; what was valid until now goes on for a day, what was old already ends. */
export const replacedSecret = (kept: string | null, fresh: string, nowMs: number): string =>
  kept ? `${fresh} ${currentSecret(kept)}~${Math.ceil((nowMs + OLD_SECRET_MS) / 1_000)}` : fresh;

/** Those that sign at this second, the newest first. */
export const secretsAt = (kept: string, seconds: number): string[] =>
  kept.split(' ').flatMap((each) => {
    const [secret = '', until] = each.split('~');
    return until === undefined || seconds < Number(until) ? [secret] : [];
  });
