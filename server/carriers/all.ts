/** Every carrier there is, one line each. */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { createBlueskyCarrier } from './bluesky/index.ts';
import type { Carrier } from './carrier.ts';
import { createDiscordCarrier } from './discord/index.ts';
import { createEmailCarrier, type EmailConfig } from './email/index.ts';
import { createGoogleChatCarrier } from './google-chat/index.ts';
import { createMastodonCarrier } from './mastodon/index.ts';
import { createMatrixCarrier } from './matrix/index.ts';
import { createMattermostCarrier } from './mattermost/index.ts';
import { createOpsgenieCarrier } from './opsgenie/index.ts';
import { createPagerdutyCarrier } from './pagerduty/index.ts';
import { createSlackCarrier } from './slack/index.ts';
import { createSmsCarrier } from './sms/index.ts';
import { createTeamsCarrier } from './teams/index.ts';
import { createTelegramCarrier } from './telegram/index.ts';
import { createVoiceCarrier } from './voice/index.ts';
import { createWebhookCarrier } from './webhook/index.ts';
import { createWebPushCarrier, type WebPushConfig } from './webpush/index.ts';
import { createXCarrier } from './x/index.ts';

export type Given = { config: EmailConfig & WebPushConfig; clock: Clock; log: Log; outbound: Outbound };

export const allCarriers = (given: Given): Carrier[] => [
  createEmailCarrier(given),
  createWebPushCarrier(given),
  createSmsCarrier(),
  createVoiceCarrier(),
  createWebhookCarrier(given),
  createSlackCarrier(given),
  createTeamsCarrier(given),
  createDiscordCarrier(given),
  createTelegramCarrier(),
  createGoogleChatCarrier(given),
  createMattermostCarrier(given),
  createMatrixCarrier(given),
  createPagerdutyCarrier(given),
  createOpsgenieCarrier(given),
  createMastodonCarrier(),
  createBlueskyCarrier(),
  createXCarrier(),
];
