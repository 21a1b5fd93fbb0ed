/** Every carrier there is, one line each. */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from './carrier.ts';
import { createDiscordCarrier } from './discord/index.ts';
import { createEmailCarrier, type EmailConfig } from './email/index.ts';
import { createGoogleChatCarrier } from './google-chat/index.ts';
import { createMatrixCarrier } from './matrix/index.ts';
import { createMattermostCarrier } from './mattermost/index.ts';
import { createOpsgenieCarrier } from './opsgenie/index.ts';
import { createPagerdutyCarrier } from './pagerduty/index.ts';
import { createSlackCarrier } from './slack/index.ts';
import { createTeamsCarrier } from './teams/index.ts';
import { createTelegramCarrier } from './telegram/index.ts';
import { createWebhookCarrier } from './webhook/index.ts';

export type Given = { config: EmailConfig; clock: Clock; log: Log; outbound: Outbound };

export const allCarriers = (given: Given): Carrier[] => [
  createEmailCarrier(given),
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
];
