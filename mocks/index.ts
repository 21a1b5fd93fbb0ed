/** The pretend outside of the demo, stories and drills: everything here runs for real, on loopback, and can be told to fail. */
export { BETTER_STACK_KEY, BETTER_STACK_PAGE, startBetterStackApi } from './better-stack-api.ts';
export { BLUESKY_PASSWORD, type PretendBluesky, startBluesky } from './bluesky.ts';
export { CACHET_KEY, startCachetApi } from './cachet-api.ts';
export { type InboxPage, startInboxPage } from './inbox-page.ts';
export { INSTATUS_KEY, INSTATUS_PAGE, startInstatusApi } from './instatus-api.ts';
export type { ApiFault, PretendApi } from './json-api.ts';
export { type MailFault, type MailServer, type ReceivedMail, startMailServer } from './mail-server.ts';
export { MASTODON_TOKEN, type PretendMastodon, startMastodon } from './mastodon.ts';
export { type ObjectStore, startObjectStore } from './object-store.ts';
export {
  type Asked,
  type Entry,
  type Reply,
  type Service,
  type ServiceFault,
  startService,
} from './services.ts';
export { STATUSPAGE_ID, STATUSPAGE_KEY, startStatuspageApi } from './statuspage-api.ts';
export {
  type PretendTwilio,
  startTwilio,
  TWILIO_INVALID,
  TWILIO_NO_SMS,
  TWILIO_NUMBER,
  TWILIO_SID,
  TWILIO_TOKEN,
} from './twilio.ts';
export { makeUptimeKumaDatabase } from './uptime-kuma-database.ts';
export {
  type PretendVonage,
  startVonage,
  VONAGE_APPLICATION,
  VONAGE_INVALID,
  VONAGE_SECRET,
} from './vonage.ts';
export {
  type ReceivedWebhook,
  startWebhookReceiver,
  type WebhookFault,
  type WebhookReceiver,
} from './webhook-receiver.ts';
export { type PretendX, startX, X_KEYS } from './x.ts';
