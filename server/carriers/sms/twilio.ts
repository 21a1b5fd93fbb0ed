/** SMS through Twilio's Messages API, or a service that speaks it; reports and answers of readers come back signed. */
import { z } from 'zod';
import { segmentsOf } from '#lib/measure/gsm.ts';
import { attempt, field, textAt } from '../call.ts';
import { type Echo, type Finding, provider, type Tools, type Way } from '../carrier.ts';
import { reaches } from '../phone/number.ts';
import { maxSegments, prefixes } from '../phone/settings.ts';
import { createTwilio, twilioFailure, twilioSettings, twiml, xml } from '../phone/twilio.ts';
import { meaningOf } from './keywords.ts';
import { smsText } from './text.ts';

type Settings = {
  accountSid: string;
  authToken: string;
  baseUrl: string;
  from: string;
  prefixes: string;
  maxSegments: number;
};

/** Unknown to every network, a landline, or its owner said stop. */
const DEAD = new Set(['30005', '30006', '21211', '21610', '21614', '21635']);
/** Words that Twilio answers by itself; a second answer would be one too many. */
const ANSWERED_BY_TWILIO = /^\s*(?:help|info)\s*$/i;

function open(settings: Settings, tools: Tools): Way {
  const api = createTwilio(settings, tools);
  const sender = /^MG[0-9a-fA-F]{32}$/.test(settings.from)
    ? { MessagingServiceSid: settings.from }
    : { From: settings.from };

  /** Whether an answer of STOP reaches us. */
  async function heardBack(signal: AbortSignal): Promise<Finding> {
    const what = 'Answers of readers';
    const wanted = `Enter ${tools.callbackUrl} where a message comes in, with POST: until then STOP is not heard here.`;
    if (!settings.from.startsWith('+')) return { what, ok: null, detail: wanted };
    const query = new URLSearchParams({ PhoneNumber: settings.from });
    const answer = await api.get(`/IncomingPhoneNumbers.json?${query}`, signal).catch(() => null);
    const number = field(answer?.json, 'incoming_phone_numbers', 0);
    if (!number) return { what, ok: false, detail: `${settings.from} is no number of this account.` };
    const service = textAt(number, 'sms_application_sid') || textAt(number, 'messaging_service_sid');
    if (textAt(number, 'sms_url') === tools.callbackUrl && !service)
      return { what, ok: true, detail: 'They come in here.' };
    return { what, ok: false, detail: wanted };
  }

  return {
    send: (delivery, content, signal) =>
      attempt(api.secrets, async () => {
        const text = smsText(content, delivery, settings.maxSegments);
        if (!text) return { outcome: 'never', error: 'The message has no text.' };
        const form = { To: delivery.address, ...sender, Body: text, StatusCallback: tools.callbackUrl };
        const answer = await api.post('/Messages.json', form, signal);
        const id = textAt(answer.json, 'sid');
        if (answer.status >= 300 || !id) return twilioFailure(answer);
        const { parts, encoding } = segmentsOf(text);
        const state = textAt(answer.json, 'status');
        return {
          outcome: 'accepted',
          receipt: { id, status: answer.status, state, segments: parts, encoding, at: tools.clock.now() },
        };
      }),
    async check(signal) {
      const signIn = await api.check(signal);
      return signIn.ok ? [signIn, await heardBack(signal)] : [signIn];
    },
    async receive(call) {
      const params = api.verified(call);
      if (!params) return null;
      const get = (name: string) => params.get(name) ?? '';
      const at = tools.clock.now();
      const state = get('MessageStatus');
      if (state) {
        const echo = echoOf(state, get('ErrorCode'), get('MessageSid'), at);
        return { echoes: echo ? [echo] : [], answer: { status: 204 } };
      }
      const meaning = meaningOf(get('OptOutType') || get('Body'));
      const ref = { address: get('From') };
      const echoes: Echo[] = [];
      if (meaning === 'stop')
        echoes.push({
          ref,
          event: 'unsubscribed',
          permanent: true,
          detail: `Answered “${get('Body').slice(0, 40)}”.`,
          at,
        });
      if (meaning === 'start')
        echoes.push({
          ref,
          event: 'resubscribed',
          permanent: false,
          detail: `Answered “${get('Body').slice(0, 40)}”.`,
          at,
        });
      const help = meaning === 'help' && !get('OptOutType') && !ANSWERED_BY_TWILIO.test(get('Body'));
      const verbs = help ? `<Message>${xml(`${tools.publicUrl()}/ (STOP = off)`)}</Message>` : '';
      return { echoes, answer: { status: 200, contentType: 'text/xml; charset=utf-8', body: twiml(verbs) } };
    },
  };
}

function echoOf(state: string, code: string, id: string, at: string): Echo | null {
  const ref = { id };
  if (state === 'delivered')
    return {
      ref,
      event: 'delivered',
      permanent: false,
      detail: 'The network says that the phone has it.',
      at,
    };
  if (state !== 'undelivered' && state !== 'failed') return null;
  const detail = `Twilio: ${state}${code ? `, ${code}` : ''}.`;
  if (code === '21610') return { ref, event: 'unsubscribed', permanent: true, detail, at };
  return { ref, event: 'bounced', permanent: DEAD.has(code), detail, at };
}

export const twilioSms = provider({
  name: 'twilio',
  title: 'Twilio',
  detail: 'Twilio’s Messages API, or any service that speaks it.',
  setUp: [
    'In the [console](https://console.twilio.com) copy *Account SID* and *Auth token*.',
    'Buy a number that can send SMS to your readers’ countries, or make a *Messaging Service* (its SID begins with MG) with several; an alphanumeric sender works in many countries but takes no STOP.',
    'Under the number’s or service’s *Messaging → A message comes in*, enter the address that the check of this account names, with POST. Reports on each message need no setting.',
    'Under *Messaging → Settings → Geo permissions* allow only the countries of your readers.',
  ],
  settings: z.strictObject({
    accountSid: twilioSettings.accountSid,
    authToken: twilioSettings.authToken,
    from: z
      .string()
      .trim()
      .regex(
        /^(?:\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{2,11})$/,
        'A number with +, a short code, a Messaging Service (MG…), or a name of at most 11 letters.',
      )
      .meta({
        title: 'Sent from',
        description: 'A number, a Messaging Service (MG…), or a name.',
        example: '+4930123456',
      }),
    prefixes,
    maxSegments,
    baseUrl: twilioSettings.baseUrl,
  }),
  serves: (settings, address) => reaches(settings.prefixes, address),
  open,
});
