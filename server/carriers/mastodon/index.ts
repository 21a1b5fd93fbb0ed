/** Mastodon: the house's own account tells an incident as one thread of its own posts, on any server of that API. */
import { z } from 'zod';
import { mastodonRule } from '#lib/measure/posts.ts';
import { type Carrier, provider } from '../carrier.ts';
import { credential } from '../fields.ts';
import { postCarrier } from '../posts/carrier.ts';
import { createMastodonWay } from './way.ts';

const HANDLE =
  /^@?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;
const FAULT = 'An account of Mastodon looks like @status@mastodon.example: name, then server.';
const normal = (handle: string) => `@${handle.trim().replace(/^@/, '').toLowerCase()}`;

const account = provider({
  name: 'mastodon',
  title: 'Mastodon',
  detail: 'Your account on a server of Mastodon, or of software that speaks its API.',
  setUp: [
    'Sign in at your server as the account that shall post; say in its profile that it is run by a program.',
    'Under *Preferences → Development* create an application with the scopes `write:statuses`, `write:media` and `read:accounts`, and nothing else.',
    'Open the application and copy **your access token**.',
  ],
  settings: z.strictObject({
    server: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .meta({
        title: 'Server',
        description: 'Where the account lives.',
        example: 'https://mastodon.example',
      }),
    handle: z
      .string()
      .trim()
      .regex(HANDLE, FAULT)
      .meta({ title: 'Account', description: 'With its server.', example: '@status@mastodon.example' }),
    accessToken: credential('Access token'),
    visibility: z
      .enum(['public', 'unlisted', 'private'])
      .default('public')
      .meta({ title: 'Visibility', description: 'Unlisted posts stay out of the public timelines.' }),
  }),
  serves: ({ handle }, address) => normal(handle) === address.toLowerCase(),
  addressOf: ({ handle }) => normal(handle),
  open: createMastodonWay,
});

export const createMastodonCarrier = (): Carrier =>
  postCarrier({
    name: 'mastodon',
    title: 'Mastodon',
    summary: 'Tells an incident as one thread of posts of your own account on a Mastodon server.',
    receiptMeaning:
      'The server published the post; its id and address are kept. Other servers fetch it by themselves. A repeat within an hour is recognised by the server; later, after a crash at the very moment of posting, the post can appear twice.',
    address: {
      label: 'Account',
      help: 'The account of yours that posts, with its server.',
      example: '@status@mastodon.example',
      secret: false,
      parse: (text) => (HANDLE.test(text.trim()) ? { address: normal(text) } : { fault: FAULT }),
    },
    rule: mastodonRule(),
    providers: [account],
  });
