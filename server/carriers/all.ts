/** Every carrier there is, one line each. */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { createBlueskyCarrier } from './bluesky/index.ts';
import type { Carrier } from './carrier.ts';
import { createEmailCarrier, type EmailConfig } from './email/index.ts';
import { createMastodonCarrier } from './mastodon/index.ts';
import { createSmsCarrier } from './sms/index.ts';
import { createVoiceCarrier } from './voice/index.ts';
import { createWebhookCarrier } from './webhook/index.ts';
import { createWebPushCarrier, type WebPushConfig } from './webpush/index.ts';
import { createXCarrier } from './x/index.ts';

export type Given = { config: EmailConfig & WebPushConfig; clock: Clock; log: Log; outbound: Outbound };

export const allCarriers = (given: Given): Carrier[] => [
  createEmailCarrier(given),
  createWebhookCarrier(given),
  createXCarrier(),
  createMastodonCarrier(),
  createBlueskyCarrier(),
  createSmsCarrier(),
  createVoiceCarrier(),
  createWebPushCarrier(given),
];
