/**
 * Those who hear of it elsewhere: a room of a chat, the house's own account at a network, and a phone, each set up
 * through the API against a pretend service that refuses what the real one refuses.
 */
import {
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

/** How many messages each of them took so far. */
export const takenElsewhere = ({ elsewhere: { slack, mastodon, twilio } }: Telling): number[] =>
  [slack, mastodon, twilio].map((service) => service.accepted().length);

/** Each of them took one more than `before`, fitted to each. */
export async function heardElsewhere(telling: Telling, before: readonly number[]): Promise<void> {
  const more = () => takenElsewhere(telling).map((count, at) => count - before[at]!);
  await eventually('the same word in Slack, on Mastodon and on the phone', () =>
    more().every((count) => count > 0),
  );
  if (more().some((count) => count !== 1)) throw new Error('Somebody was told twice.');
  const [post, reply] = telling.elsewhere.mastodon.statuses().slice(-2);
  if (!post || reply?.in_reply_to_id !== post.id) throw new Error('The posts of the incident are no thread.');
  telling.prove('the same word reached Slack, the phone and a thread on Mastodon, once each, fitted to each');
}
