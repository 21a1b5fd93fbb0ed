/** SMS through Vonage's Messages API; reports and answers of readers come back as signed webhooks. */
import { z } from 'zod';
import { segmentsOf } from '#lib/measure/gsm.ts';
import { attempt, field, textAt } from '../call.ts';
import { type Echo, provider, type Tools, type Way } from '../carrier.ts';
import { reaches } from '../phone/number.ts';
import { maxSegments, prefixes } from '../phone/settings.ts';
import {
  codeOf,
  createVonage,
  DEAD,
  type VonageSettings,
  vonageFailure,
  vonageSettings,
} from '../phone/vonage.ts';
import { meaningOf } from './keywords.ts';
import { smsText } from './text.ts';

type Settings = VonageSettings & { from: string; prefixes: string; maxSegments: number };

/** A text of at most 1,000 characters is taken: seven segments of 153 are more. */
const MOST_SEGMENTS = 6;
/** Longer ones are refused; the delivery's key is 64. */
const MOST_REF = 100;

function open(settings: Settings, tools: Tools): Way {
  const api = createVonage(settings, tools);
  return {
    send: (delivery, content, signal) =>
      attempt(api.secrets, async () => {
        const text = smsText(content, delivery, Math.min(settings.maxSegments, MOST_SEGMENTS));
        if (!text) return { outcome: 'never', error: 'The message has no text.' };
        const { parts, encoding } = segmentsOf(text);
        const answer = await api.ask('/v1/messages', {
          json: {
            channel: 'sms',
            message_type: 'text',
            to: delivery.address.slice(1),
            from: settings.from.replace(/^\+/, ''),
            text,
            client_ref: delivery.key.slice(0, MOST_REF),
            webhook_url: tools.callbackUrl,
            webhook_version: 'v1',
            sms: { encoding_type: encoding === 'GSM' ? 'text' : 'unicode' },
          },
          signal,
        });
        const id = textAt(answer.json, 'message_uuid');
        if (answer.status >= 300 || !id) return vonageFailure(answer);
        return {
          outcome: 'accepted',
          receipt: { id, status: answer.status, segments: parts, encoding, at: tools.clock.now() },
        };
      }),
    check: async () => [
      {
        what: 'Private key',
        ok: null,
        detail: 'It can be read. Vonage offers no way to try messages without sending one.',
      },
      {
        what: 'Answers of readers',
        ok: null,
        detail: `Enter ${tools.callbackUrl} as inbound URL of the application, with POST: until then STOP is not heard here.`,
      },
    ],
    async receive(call) {
      const report = api.verified(call);
      if (report === null) return null;
      const at = tools.clock.now();
      const state = textAt(report, 'status');
      const echo = state ? echoOf(report, state, at) : answerOf(report, at);
      return { echoes: echo ? [echo] : [], answer: { status: 200 } };
    },
  };
}

function echoOf(report: unknown, state: string, at: string): Echo | null {
  const ref = { id: textAt(report, 'message_uuid') };
  if (state === 'delivered')
    return {
      ref,
      event: 'delivered',
      permanent: false,
      detail: 'The network says that the phone has it.',
      at,
    };
  if (!['rejected', 'undeliverable', 'failed', 'expired'].includes(state)) return null;
  const problem = field(report, 'error');
  const code = codeOf(problem);
  const words = [state, code, textAt(problem, 'detail')].filter(Boolean).join(', ').slice(0, 200);
  return { ref, event: 'bounced', permanent: DEAD.has(code), detail: `Vonage: ${words}.`, at };
}

function answerOf(report: unknown, at: string): Echo | null {
  const said = textAt(report, 'text');
  const meaning = meaningOf(said);
  if (meaning !== 'stop' && meaning !== 'start') return null;
  const ref = { address: `+${textAt(report, 'from').replace(/\D/g, '')}` };
  const detail = `Answered “${said.slice(0, 40)}”.`;
  return meaning === 'stop'
    ? { ref, event: 'unsubscribed', permanent: true, detail, at }
    : { ref, event: 'resubscribed', permanent: false, detail, at };
}

export const vonageSms = provider({
  name: 'vonage',
  title: 'Vonage',
  detail: 'Vonage’s Messages API, with an application of your own.',
  setUp: [
    'In the [dashboard](https://dashboard.nexmo.com) set *API settings → SMS settings* to **Messages API**, and copy the *signature secret*.',
    'Create an *application* with the capability **Messages**; enter the address that the check of this account names as inbound and status URL; generate a key and keep the file private.key.',
    'Link a number to the application. An alphanumeric sender works in many countries but takes no STOP.',
  ],
  settings: z.strictObject({
    applicationId: vonageSettings.applicationId,
    privateKey: vonageSettings.privateKey,
    signatureSecret: vonageSettings.signatureSecret,
    from: z
      .string()
      .trim()
      .regex(
        /^(?:\+?[1-9]\d{2,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{2,11})$/,
        'A number, or a name of at most 11 letters.',
      )
      .meta({
        title: 'Sent from',
        description: 'A number of the application, or a name.',
        example: '+4930123456',
      }),
    prefixes,
    maxSegments,
    baseUrl: vonageSettings.baseUrl,
  }),
  serves: (settings, address) => reaches(settings.prefixes, address),
  open,
});
