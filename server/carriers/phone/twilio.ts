/**
 * What messages and calls have in common at Twilio, and at services that speak its API of 2010-04-01: sign-in, the
 * signature of its reports, and what its error codes mean. Twilio knows no key by which a repeat is recognised.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { attempt, type Called, call, failureOf, says, textAt } from '../call.ts';
import type { Call, Finding, Outcome, Tools } from '../carrier.ts';
import { baseUrl, credential } from '../fields.ts';

export const twilioSettings = {
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'It begins with AC and has 34 letters and digits.')
    .meta({
      title: 'Account SID',
      description: 'On the first page of the console.',
      example: `AC${'0'.repeat(32)}`,
    }),
  authToken: credential('Auth token', 'Signs in, and proves that reports come from Twilio.'),
  baseUrl: baseUrl('https://api.twilio.com'),
};
export type TwilioSettings = { accountSid: string; authToken: string; baseUrl: string };

/** The number cannot be reached by this kind of message, now or ever. */
const DEAD = new Set([21211, 21217, 21265, 21610, 21614, 21635]);
/** The account's own number or rights; another account may do better. */
const WAY = new Set([
  10001, 10002, 20003, 20005, 20006, 20008, 21210, 21212, 21213, 21603, 21606, 21659, 21660, 21661, 21703,
  63038,
]);
const BUSY = new Set([20429, 21611, 30001]);

export function createTwilio({ accountSid, authToken, baseUrl: base }: TwilioSettings, tools: Tools) {
  const root = `${base.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

  const get = (path: string, signal: AbortSignal): Promise<Called> =>
    call(tools.outbound, `${root}${path}`, { method: 'GET', headers: { authorization }, signal });

  return {
    secrets: [authToken, authorization.slice('Basic '.length)],
    get,
    post: (path: string, form: Record<string, string>, signal: AbortSignal): Promise<Called> =>
      call(tools.outbound, `${root}${path}`, { form, headers: { authorization }, signal }),

    /** The parameters of a report that Twilio signed, or null. */
    verified(given: Call): URLSearchParams | null {
      const signature = Buffer.from(given.headers['x-twilio-signature'] ?? '');
      const isForm = (given.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
      const params = new URLSearchParams(
        given.method === 'POST' && isForm ? given.body.toString('utf8') : '',
      );
      const query = given.url.includes('?') ? given.url.slice(given.url.indexOf('?')) : '';
      const written = [...params].sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
      const tail = `${query}${written.map(([name, value]) => `${name}${value}`).join('')}`;
      const matches = spellings(tools.callbackUrl).some((url) => {
        const expected = Buffer.from(createHmac('sha1', authToken).update(`${url}${tail}`).digest('base64'));
        return expected.length === signature.length && timingSafeEqual(expected, signature);
      });
      return matches ? params : null;
    },

    async check(signal: AbortSignal): Promise<Finding> {
      const what = 'Sign-in';
      const outcome = await attempt([authToken], async () => {
        const answer = await get('.json', signal);
        if (answer.status !== 200) return twilioFailure(answer);
        const status = textAt(answer.json, 'status') || 'in an unknown state';
        const detail = `Account “${textAt(answer.json, 'friendly_name')}” is ${status}.`;
        return status === 'active'
          ? { outcome: 'accepted', receipt: { detail } }
          : { outcome: 'never', error: detail };
      });
      return outcome.outcome === 'accepted'
        ? { what, ok: true, detail: String(outcome.receipt['detail']) }
        : { what, ok: false, detail: outcome.error };
    },
  };
}

/** Twilio signs the address as it calls it, with the usual port or without. */
function spellings(address: string): string[] {
  const url = new URL(address);
  if (url.port) return [address];
  return [address, address.replace(url.host, `${url.host}:${url.protocol === 'https:' ? 443 : 80}`)];
}

export function twilioFailure(answer: Called): Outcome {
  const code = Number(textAt(answer.json, 'code'));
  const said = says(answer, [code || '', textAt(answer.json, 'message')].filter(Boolean).join(' '));
  const error = `Twilio: ${said}`;
  if (BUSY.has(code)) {
    const wait = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
    return { outcome: 'later', error, throttled: true, ...wait };
  }
  if (WAY.has(code)) return { outcome: 'later', error, scope: 'provider' };
  if (DEAD.has(code)) return { outcome: 'never', error, suppress: true };
  return failureOf('Twilio', answer, said);
}

export const xml = (text: string): string =>
  [...text]
    // What XML 1.0 does not know at all would make Twilio hang up.
    .filter((letter) => letter >= ' ' || letter === '\n')
    .join('')
    .replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const twiml = (verbs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
