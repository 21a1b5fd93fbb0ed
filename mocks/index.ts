/** The pretend outside of the demo, stories and drills: everything here runs for real, on loopback, and can be told to fail. */
export { type InboxPage, startInboxPage } from './inbox-page.ts';
export { type MailFault, type MailServer, type ReceivedMail, startMailServer } from './mail-server.ts';
export { type ObjectStore, startObjectStore } from './object-store.ts';
export {
  type ReceivedWebhook,
  startWebhookReceiver,
  type WebhookFault,
  type WebhookReceiver,
} from './webhook-receiver.ts';
