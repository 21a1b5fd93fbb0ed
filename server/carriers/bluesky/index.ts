/** Bluesky: the house's own account tells an incident as one thread of its own posts, on any server of the AT protocol. */
import { z } from 'zod';
import { BLUESKY } from '#lib/measure/posts.ts';
import { type Carrier, provider } from '../carrier.ts';
import { credential } from '../fields.ts';
import { postCarrier } from '../posts/carrier.ts';
import { createBlueskyWay } from './way.ts';

/** A name of DNS with at least two parts, as the protocol's handles are. */
const HANDLE = /^@?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const FAULT = 'An account of Bluesky looks like @status.example.com or @acme.bsky.social.';
const normal = (handle: string) => `@${handle.trim().replace(/^@/, '').toLowerCase()}`;

const account = provider({
  name: 'bluesky',
  title: 'Bluesky',
  detail: 'Your account at Bluesky, or on any server of the AT protocol.',
  setUp: [
    'Sign in at [bsky.app](https://bsky.app) as the account that shall post. A handle under your own domain (*Settings → Account → Handle*) shows readers that it is you.',
    'Under *Settings → Privacy and security → App passwords* add one for Candor, **without** access to direct messages.',
    'Enter the handle and that password; never the password of the account itself.',
  ],
  settings: z.strictObject({
    handle: z.string().trim().regex(HANDLE, FAULT).meta({
      title: 'Account',
      description: 'The handle under which it posts.',
      example: 'status.example.com',
    }),
    appPassword: credential('App password', 'Made for Candor; it can be taken back alone.'),
    server: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .default('https://bsky.social')
      .meta({
        title: 'Server',
        description: 'Where the account lives; leave it unless you run your own.',
        example: 'https://bsky.social',
      }),
  }),
  serves: ({ handle }, address) => normal(handle) === address.toLowerCase(),
  addressOf: ({ handle }) => normal(handle),
  open: createBlueskyWay,
});

export const createBlueskyCarrier = (): Carrier =>
  postCarrier({
    name: 'bluesky',
    title: 'Bluesky',
    summary: 'Tells an incident as one thread of posts of your own account at Bluesky.',
    receiptMeaning:
      'The server wrote the post to your repository; its address and content hash are kept. Each post has a place that follows from the delivery, so that a repeat after a crash is the same post and not a second one.',
    address: {
      label: 'Account',
      help: 'The account of yours that posts.',
      example: '@status.example.com',
      secret: false,
      parse: (text) => (HANDLE.test(text.trim()) ? { address: normal(text) } : { fault: FAULT }),
    },
    rule: BLUESKY,
    providers: [account],
  });
