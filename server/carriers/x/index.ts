/** X: the house's own account tells an incident as one thread of its own posts. Never reads anybody else's. */
import { z } from 'zod';
import { X } from '#lib/measure/posts.ts';
import { type Carrier, provider } from '../carrier.ts';
import { baseUrl, credential } from '../fields.ts';
import { postCarrier } from '../posts/carrier.ts';
import { createXWay } from './way.ts';

const HANDLE = /^@?([A-Za-z0-9_]{1,15})$/;
const FAULT = 'An account of X looks like @acme_status: up to 15 letters, digits and underscores.';
const normal = (handle: string) => `@${handle.replace(/^@/, '')}`;

const account = provider({
  name: 'x',
  title: 'X',
  detail: 'Your account at X, through an app of your own with API v2.',
  setUp: [
    'Sign in at [developer.x.com](https://developer.x.com) **as the account that shall post** and create a project with an app.',
    'Under *User authentication settings* choose **Read and write** and save; do this before the next step, because a token keeps the rights it was made with.',
    'Under *Keys and tokens* create the API key and its secret, then the access token and its secret, and enter all four here.',
    'Each plan has a number of posts a month and a day; an incident takes one post for each update. When they are used up, the next account takes over.',
  ],
  settings: z.strictObject({
    handle: z
      .string()
      .regex(HANDLE, FAULT)
      .meta({ title: 'Account', description: 'The name under which it posts.', example: '@acme_status' }),
    apiKey: credential('API key'),
    apiKeySecret: credential('API key secret'),
    accessToken: credential('Access token'),
    accessTokenSecret: credential('Access token secret'),
    baseUrl: baseUrl('https://api.x.com'),
  }),
  serves: ({ handle }, address) => normal(handle).toLowerCase() === address.toLowerCase(),
  addressOf: ({ handle }) => normal(handle),
  open: createXWay,
});

export const createXCarrier = (): Carrier =>
  postCarrier({
    name: 'x',
    title: 'X',
    summary: 'Tells an incident as one thread of posts of your own account at X.',
    receiptMeaning:
      'X published the post; its id is kept. Who saw it is not known. X has no key against repeats but refuses the same text twice: after a crash the post that is there already is found and counted, and when it cannot be found, the delivery fails for you to look at instead of being tried for ever.',
    address: {
      label: 'Account',
      help: 'The account of yours that posts.',
      example: '@acme_status',
      secret: false,
      parse: (text) => (HANDLE.test(text.trim()) ? { address: normal(text.trim()) } : { fault: FAULT }),
    },
    rule: X,
    providers: [account],
  });
