/** Calls through Vonage: the message is read twice, and the key 1 proves that somebody heard it. */
import { z } from 'zod';
import { attempt, textAt } from '../call.ts';
import { type Echo, provider, type Tools, type Way } from '../carrier.ts';
import { reaches } from '../phone/number.ts';
import { callerNumber, prefixes } from '../phone/settings.ts';
import { createVonage, type VonageSettings, vonageFailure, vonageSettings } from '../phone/vonage.ts';
import { spokenText, wordsFor } from './words.ts';

type Settings = VonageSettings & { from: string; prefixes: string };

const RING_SECONDS = 30;
const UNHEARD = new Set(['busy', 'unanswered', 'failed', 'rejected', 'timeout', 'cancelled']);

function open(settings: Settings, tools: Tools): Way {
  const api = createVonage(settings, tools);
  return {
    send: (delivery, content, signal) =>
      attempt(api.secrets, async () => {
        const said = spokenText(content);
        if (!said) return { outcome: 'never', error: 'The message has no text.' };
        const { voice, press } = wordsFor(delivery.locale);
        const query = new URLSearchParams({ key: delivery.key, locale: delivery.locale });
        const callback = [`${tools.callbackUrl}?${query}`];
        const once = `${said} ${press}`;
        const answer = await api.ask('/v1/calls', {
          json: {
            to: [{ type: 'phone', number: delivery.address.slice(1) }],
            from: { type: 'phone', number: settings.from.slice(1) },
            ringing_timer: RING_SECONDS,
            event_url: callback,
            event_method: 'POST',
            ncco: [
              { action: 'talk', text: `${once} ${once}`, language: voice, bargeIn: true },
              {
                action: 'input',
                type: ['dtmf'],
                dtmf: { maxDigits: 1, timeOut: 8 },
                eventUrl: callback,
                eventMethod: 'POST',
              },
            ],
          },
          signal,
        });
        const id = textAt(answer.json, 'uuid');
        if (answer.status >= 300 || !id) return vonageFailure(answer);
        const state = textAt(answer.json, 'status');
        return { outcome: 'accepted', receipt: { id, status: answer.status, state, at: tools.clock.now() } };
      }),
    async check(signal) {
      const what = 'Sign-in';
      const outcome = await attempt(api.secrets, async () => {
        const answer = await api.ask('/v1/calls?page_size=1', { method: 'GET', signal });
        return answer.status === 200 ? { outcome: 'accepted', receipt: {} } : vonageFailure(answer);
      });
      return outcome.outcome === 'accepted'
        ? [{ what, ok: true, detail: 'The application may make calls.' }]
        : [{ what, ok: false, detail: outcome.error }];
    },
    async receive(call) {
      const report = api.verified(call);
      if (report === null) return null;
      const query = new URL(call.url, tools.callbackUrl).searchParams;
      const ref = { key: query.get('key') ?? '' };
      const at = tools.clock.now();
      const json = (body: unknown) => ({
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify(body),
      });
      if (typeof report === 'object' && 'dtmf' in (report as object)) {
        if (textAt(report, 'dtmf', 'digits') !== '1') return { echoes: [], answer: json([]) };
        const { voice, thanks } = wordsFor(query.get('locale') ?? 'en');
        const heard: Echo = {
          ref,
          event: 'delivered',
          permanent: false,
          detail: 'Heard: the key 1 was pressed.',
          at,
        };
        return { echoes: [heard], answer: json([{ action: 'talk', text: thanks, language: voice }]) };
      }
      const state = textAt(report, 'status');
      const echoes: Echo[] = UNHEARD.has(state)
        ? [{ ref, event: 'bounced', permanent: false, detail: `The call ended: ${state}.`, at }]
        : [];
      return { echoes, answer: { status: 204 } };
    },
  };
}

export const vonageVoice = provider({
  name: 'vonage',
  title: 'Vonage',
  detail: 'Vonage’s Voice API, with an application of your own.',
  setUp: [
    'In the [dashboard](https://dashboard.nexmo.com) copy the *signature secret* under *API settings*.',
    'Create an *application* with the capability **Voice** and signed webhooks; generate a key and keep the file private.key.',
    'Link a number to the application, and tell those who are on call to keep it among the contacts that ring at night.',
  ],
  settings: z.strictObject({
    applicationId: vonageSettings.applicationId,
    privateKey: vonageSettings.privateKey,
    signatureSecret: vonageSettings.signatureSecret,
    from: callerNumber,
    prefixes,
    baseUrl: vonageSettings.baseUrl,
  }),
  serves: (settings, address) => reaches(settings.prefixes, address),
  open,
});
