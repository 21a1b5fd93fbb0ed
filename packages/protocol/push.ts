/** What a browser hands over when its reader switches notifications on or off. */
import { z } from 'zod';
import { TimeZone } from './catalog.ts';
import { Locale } from './words-of-state.ts';

/** 16 bytes, and a point of P-256, in base64url. */
const Auth = z.string().regex(/^[\w-]{22}(==)?$/, 'this is no key that a browser made');
const Point = z.string().regex(/^B[\w-]{86}=?$/, 'this is no key that a browser made');

/** The endpoint with the secret that proves whose it is. */
export const PushProof = z.object({
  endpoint: z.string().min(1).max(2_000),
  keys: z.object({ auth: Auth }),
});
export type PushProof = z.infer<typeof PushProof>;

/** As PushSubscription.toJSON() gives it, with what the reader chose. */
export const PushSubscribeInput = PushProof.extend({
  keys: z.object({ p256dh: Point, auth: Auth }),
  componentIds: z.array(z.string().max(64)).min(1).max(500).nullable().default(null),
  locale: Locale.default('en'),
  timeZone: TimeZone.default('UTC'),
  /** The browser made a new subscription in place of this one; what its reader chose stays. */
  was: PushProof.nullable().default(null),
});
export type PushSubscribeInput = z.infer<typeof PushSubscribeInput>;
