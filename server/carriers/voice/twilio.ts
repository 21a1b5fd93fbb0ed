/** Calls through Twilio: the message is read twice, and the key 1 proves that somebody heard it. */
import { z } from 'zod';
import { attempt, textAt } from '../call.ts';
import { type Content, type Echo, type Outgoing, provider, type Tools, type Way } from '../carrier.ts';
import { reaches } from '../phone/number.ts';
import { callerNumber, prefixes } from '../phone/settings.ts';
import { createTwilio, twilioFailure, twilioSettings, twiml, xml } from '../phone/twilio.ts';
import { spokenText, wordsFor } from './words.ts';

type Settings = { accountSid: string; authToken: string; baseUrl: string; from: string; prefixes: string };

const RING_SECONDS = '30';
const UNHEARD = new Set(['busy', 'no-answer', 'failed', 'canceled']);

/** All of the call in one document: nothing has to be asked for while it runs. */
function script(delivery: Outgoing, content: Content, callback: string): string {
  const { voice, press } = wordsFor(delivery.locale);
  const say = (text: string) => `<Say language="${voice}">${xml(text)}</Say>`;
  const once = `${say(spokenText(content))}<Pause length="1"/>${say(press)}<Pause length="2"/>`;
  return twiml(
    `<Gather numDigits="1" timeout="8" method="POST" action="${xml(callback)}">${once}${once}</Gather><Hangup/>`,
  );
}

function open(settings: Settings, tools: Tools): Way {
  const api = createTwilio(settings, tools);
  return {
    send: (delivery, content, signal) =>
      attempt(api.secrets, async () => {
        if (!spokenText(content)) return { outcome: 'never', error: 'The message has no text.' };
        const query = new URLSearchParams({ key: delivery.key, locale: delivery.locale });
        const callback = `${tools.callbackUrl}?${query}`;
        const form = {
          To: delivery.address,
          From: settings.from,
          Twiml: script(delivery, content, callback),
          Timeout: RING_SECONDS,
          StatusCallback: callback,
          StatusCallbackEvent: 'completed',
        };
        const answer = await api.post('/Calls.json', form, signal);
        const id = textAt(answer.json, 'sid');
        if (answer.status >= 300 || !id) return twilioFailure(answer);
        const state = textAt(answer.json, 'status');
        return { outcome: 'accepted', receipt: { id, status: answer.status, state, at: tools.clock.now() } };
      }),
    check: async (signal) => [await api.check(signal)],
    async receive(call) {
      const params = api.verified(call);
      if (!params) return null;
      const query = new URL(call.url, tools.callbackUrl).searchParams;
      const ref = { key: query.get('key') ?? '' };
      const at = tools.clock.now();
      const digits = params.get('Digits');
      if (digits !== null) {
        const heard: Echo = {
          ref,
          event: 'delivered',
          permanent: false,
          detail: 'Heard: the key 1 was pressed.',
          at,
        };
        const { voice, thanks } = wordsFor(query.get('locale') ?? 'en');
        const verbs = digits === '1' ? `<Say language="${voice}">${xml(thanks)}</Say>` : '';
        const answer = {
          status: 200,
          contentType: 'text/xml; charset=utf-8',
          body: twiml(`${verbs}<Hangup/>`),
        };
        return { echoes: digits === '1' ? [heard] : [], answer };
      }
      const state = params.get('CallStatus') ?? '';
      const echoes: Echo[] = UNHEARD.has(state)
        ? [{ ref, event: 'bounced', permanent: false, detail: `The call ended: ${state}.`, at }]
        : [];
      return { echoes, answer: { status: 204 } };
    },
  };
}

export const twilioVoice = provider({
  name: 'twilio',
  title: 'Twilio',
  detail: 'Twilio’s Calls API, or any service that speaks it.',
  setUp: [
    'In the [console](https://console.twilio.com) copy *Account SID* and *Auth token*.',
    'Buy a number with *Voice*, and tell those who are on call to keep it among the contacts that ring at night.',
    'Under *Voice → Settings → Geo permissions* allow only the countries of those whom you call. Nothing else has to be set: each call brings its own script and its own address for reports.',
  ],
  settings: z.strictObject({
    accountSid: twilioSettings.accountSid,
    authToken: twilioSettings.authToken,
    from: callerNumber,
    prefixes,
    baseUrl: twilioSettings.baseUrl,
  }),
  serves: (settings, address) => reaches(settings.prefixes, address),
  open,
});
