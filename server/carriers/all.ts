/** Every carrier there is, one line each. */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from './carrier.ts';
import { createEmailCarrier, type EmailConfig } from './email/index.ts';
import { createSlackCarrier } from './slack/index.ts';
import { createWebhookCarrier } from './webhook/index.ts';

export type Given = { config: EmailConfig; clock: Clock; log: Log; outbound: Outbound };

export const allCarriers = (given: Given): Carrier[] => [
  createEmailCarrier(given),
  createWebhookCarrier(given),
  createSlackCarrier(given),
];
