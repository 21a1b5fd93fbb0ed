/**
 * Those who hear of it elsewhere: a room of a chat, the house's own account at a network, and a phone, each set up
 * through the API against a pretend service that refuses what the real one refuses.
 */
import {
  type Entry,
  MASTODON_TOKEN,
  type PretendMastodon,
  type PretendTwilio,
  startMastodon,
  startTwilio,
  TWILIO_NUMBER,
  TWILIO_SID,
  TWILIO_TOKEN,
} from '../../../../mocks/index.ts';
import { type PretendSlack, startSlack } from '../../../../mocks/slack.ts';
import { eventually, type Telling } from './world.ts';

export type Elsewhere = { slack: PretendSlack; mastodon: PretendMastodon; twilio: PretendTwilio };

const PHONE = '+4915112345678';
const HANDLE = '@status@shop.example';

export async function startElsewhere(): Promise<Elsewhere & { close(): Promise<unknown> }> {
  const [slack, mastodon, twilio] = await Promise.all([startSlack(), startMastodon(), startTwilio()]);
  return {
    slack,
    mastodon,
    twilio,
    close: () => Promise.all([slack, mastodon, twilio].map((service) => service.close())),
  };
}

export async function reachElsewhere({ candor, elsewhere, prove }: Telling): Promise<void> {
  const { slack, mastodon, twilio } = elsewhere;
  const account = (carrier: string, provider: string, settings: object) =>
    candor.ok('POST', `/api/v1/carriers/${carrier}/accounts`, {
      provider,
      name: `Demo ${carrier}`,
      settings,
    });
  await account('mastodon', 'mastodon', {
    server: mastodon.url,
    handle: HANDLE,
    accessToken: MASTODON_TOKEN,
  });
  await account('sms', 'twilio', {
    accountSid: TWILIO_SID,
    authToken: TWILIO_TOKEN,
    from: TWILIO_NUMBER,
    baseUrl: twilio.url,
  });
  for (const subscriber of [
    { carrier: 'slack', address: slack.hookUrl },
    { carrier: 'mastodon', address: HANDLE },
    { carrier: 'sms', address: PHONE, confirmed: true },
  ])
    await candor.ok('POST', '/api/v1/subscribers', subscriber);
  prove('a room of Slack, the shop’s own Mastodon account and a phone are told too');
}

/** Each of them has these words, once. */
export async function heardElsewhere({ elsewhere, prove }: Telling, words: RegExp): Promise<void> {
  const { slack, mastodon, twilio } = elsewhere;
  const heard = await eventually('the same word in Slack, on Mastodon and on the phone', () => {
    const found = [slack, mastodon, twilio].map((service) =>
      service.accepted().filter(({ text }: Entry) => words.test(text)),
    );
    return found.every((entries) => entries.length > 0) ? found : null;
  });
  if (heard.some((entries) => entries.length !== 1)) throw new Error('Somebody was told twice.');
  const [post, reply] = mastodon.statuses().slice(-2);
  if (!post || reply?.in_reply_to_id !== post.id) throw new Error('The posts of the incident are no thread.');
  prove('the same word reached Slack, the phone and a thread on Mastodon, once each, fitted to each');
}
