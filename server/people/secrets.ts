/**
 * Random secrets that are shown once: session cookies, API tokens, one-time links. They carry 256 bits, so a plain
 * digest is enough to keep; only passwords, which people choose, need a slow one.
 */
import { randomBytes } from 'node:crypto';
import { sha256 } from '#lib/canonical.ts';

/** The prefix lets secret scanners and people recognise a leaked token. */
export const TOKEN_PREFIX = 'cnd_';

export const newSecret = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`;

export const digest = (secret: string): string => sha256(secret);

/** Nothing longer was ever issued, so nothing longer is hashed. */
export const plausible = (secret: string): boolean => /^[\w-]{43,60}$/.test(secret);
