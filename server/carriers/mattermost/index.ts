/**
 * Mattermost: to a channel by an incoming webhook, whose address is its own key, or by a bot that keeps each incident
 * in one thread. Reads nothing, calls nobody by name.
 * Source: developers.mattermost.com/integrate/webhooks/incoming, api.mattermost.com (POST /posts, GET /users/me).
 */
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { type Carrier, type Outcome, provider, type Send } from '../carrier.ts';
import { BaseUrl, isOwnUrl, isUrl, secretOf, Token, webhookUrl } from '../chat/address.ts';
import { ask, carried, findingOf, isGood, perRoom, refusalOf, type Said } from '../chat/exchange.ts';
import { noteOf, wordsOf } from '../chat/note.ts';
import { fit, POST, textOf } from './text.ts';

const Settings = z.strictObject({
  serverUrl: BaseUrl.meta({
    title: 'Server address',
    description: 'Without /api.',
    example: 'https://chat.example.com',
  }),
  token: Token.meta({ title: 'Access token', description: 'Of a bot account.', secret: true }),
});

const codeOf = ({ json }: Said): string => String(json['id'] ?? '');

const bot = provider({
  name: 'bot',
  title: 'Bot',
  detail: 'Posts to channels that it is a member of, and keeps every incident in one thread.',
  setUp: [
    'A system administrator switches on bot accounts: “System Console”, “Integrations”, “Bot Accounts”.',
    'Under “Integrations”, “Bot Accounts”, add a bot and copy its token, which is shown once.',
    'Add the bot to the team and to each channel. A channel’s id stands in “View Info” of the channel.',
  ],
  settings: Settings,
  serves: (_settings, address) => !isUrl(address),
  open({ serverUrl, token }, { outbound, clock }) {
    const given = {
      outbound,
      url: serverUrl,
      title: 'Mattermost',
      whose: 'account',
      secrets: [token],
    } as const;
    const headers = { authorization: `Bearer ${token}` };
    return {
      send: (delivery, content, signal) =>
        carried(given, async (): Promise<Outcome> => {
          const message = textOf(noteOf(content, delivery));
          const post = (root: string | undefined) =>
            ask(outbound, `${serverUrl}/api/v4/posts`, {
              headers,
              json: {
                channel_id: delivery.address,
                message,
                ...(root ? { root_id: root } : {}),
                // By this the server tells a repeat within half a minute.
                pending_post_id: delivery.key,
              },
              signal,
            });
          const root = delivery.thread?.first.id;
          let said = await post(root);
          // The first post of the thread was deleted; the word itself can still be said.
          if (root && said.status === 400 && /root_id/.test(codeOf(said))) said = await post(undefined);
          const { id } = said.json;
          if (!isGood(said)) return refusalOf(said, 'Mattermost', 'account');
          return typeof id === 'string'
            ? { outcome: 'accepted', receipt: { id, status: said.status, at: clock.now() } }
            : {
                outcome: 'later',
                error: 'The server answered, but not as Mattermost does.',
                scope: 'provider',
              };
        }),
      async check(signal) {
        const found = await carried(given, async () => {
          const said = await ask(outbound, `${serverUrl}/api/v4/users/me`, {
            method: 'GET',
            headers,
            signal,
          });
          const { username } = said.json as { username?: string };
          return isGood(said) && username
            ? { outcome: 'accepted', receipt: { username } }
            : refusalOf(said, 'Mattermost', 'account');
        });
        return findingOf('The token, by /users/me', found, ({ username }) => `@${username}`);
      },
    };
  },
});

/** The webhook, or the channel that it writes to, is gone. */
const GONE = /incoming_webhook\.(invalid|channel)\.app_error/;

export function createMattermostCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  const toWebhook: Send = (delivery, content, signal) => {
    const { address } = delivery;
    const given = {
      outbound,
      url: address,
      title: 'Mattermost',
      whose: 'address',
      secrets: secretOf(address),
    } as const;
    return carried(given, async (): Promise<Outcome> => {
      const said = await ask(outbound, address, {
        json: { text: textOf(noteOf(content, delivery)) },
        signal,
      });
      if (isGood(said) && said.text.trim() === 'ok')
        return { outcome: 'accepted', receipt: { status: said.status, body: 'ok', at: clock.now() } };
      if (isGood(said))
        return { outcome: 'later', error: 'The address answered, but not as Mattermost does.' };
      const outcome = refusalOf(said, 'Mattermost', 'address');
      return outcome.outcome === 'never' && GONE.test(codeOf(said))
        ? { ...outcome, suppress: true }
        : outcome;
    });
  };

  return {
    name: 'mattermost',
    title: 'Mattermost',
    summary: 'Posts to channels of your own Mattermost, by an incoming webhook or by a bot with threads.',
    receiptMeaning:
      'Mattermost kept the post and named it (bot) or said ok (webhook). A bot’s repeats within 30 seconds are recognised; a webhook’s are not, so a crash between its answer and our note can post twice.',
    audience: 'staff',
    address: {
      label: 'Webhook or channel',
      help: 'The address of an incoming webhook (“Integrations”, “Incoming Webhooks”), or a channel’s id of 26 characters for the bot.',
      example: 'https://chat.example.com/hooks/…',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        const given = text.trim();
        if (isUrl(given))
          return webhookUrl(outbound, given, {
            path: /\/hooks\/[a-z0-9]{26}$/,
            wanted: 'incoming webhook of Mattermost: its path ends with /hooks/KEY',
            selfHosted: true,
          });
        if (/^[a-z0-9]{26}$/.test(given)) return { address: given };
        return {
          fault: 'Enter the address of an incoming webhook, or a channel’s id of 26 letters and digits.',
        };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('mattermost'),
    threads: true,
    providers: [bot],
    fixed: {
      name: 'Incoming webhooks',
      detail: 'Incoming webhooks need no account. Add a bot to post by channel and in threads.',
      serves: isUrl,
      way: { send: toWebhook },
    },
    show(content) {
      const note = fit(noteOf(content));
      const text = textOf(note);
      return { texts: [{ text: wordsOf(note), measure: inUtf16(text, POST) }], payload: { text } };
    },
  };
}
