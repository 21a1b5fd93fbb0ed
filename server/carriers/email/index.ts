/**
 * Mail: text and HTML, one recipient per message, one thread per incident, through one relay. A receipt is the relay's
 * answer: it took the message; whether a mailbox did is known only when the relay says so later.
 */
import { join } from 'node:path';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Carrier, Send } from '../carrier.ts';
import { inUtf16 } from '../measure.ts';
import { addressFault, createComposer, type Mail } from './compose.ts';
import { createDkimSigner, openDkimKey } from './dkim.ts';
import { readRelay, readSender } from './settings.ts';
import { createSmtp } from './smtp.ts';
import { type SmtpFailure, verdictOf } from './verdict.ts';

export type EmailConfig = {
  dataFolder: string;
  publicUrl: string;
  smtpUrl: string;
  mailFrom: string;
  mailConnections: number;
  mailUnsubscribe: string;
  mailDkim: boolean;
  mailDkimSelector: string;
};

const TIMEOUT_MS = 60_000;

export function createEmailCarrier({
  config,
  clock,
  log,
}: {
  config: EmailConfig;
  clock: Clock;
  log: Log;
}): Carrier {
  const relay = readRelay(config.smtpUrl);
  const sender = readSender(config.mailFrom);
  const key =
    relay && sender && config.mailDkim
      ? openDkimKey({
          folder: join(config.dataFolder, 'dkim'),
          domain: sender.domain,
          selector: config.mailDkimSelector,
        })
      : null;
  const sign = key ? createDkimSigner(key) : async (mail: Mail) => mail;
  const compose = createComposer();
  const smtp =
    relay && sender ? createSmtp({ relay, name: sender.domain, connections: config.mailConnections }) : null;
  const inFlight = smtp?.inFlight ?? 1;
  const missing = [relay ? [] : ['SMTP_URL'], sender ? [] : ['MAIL_FROM']].flat();
  if (key)
    log.info(
      { record: key.record.name, value: key.record.value },
      'mail is signed; DNS has to carry this record',
    );

  const send: Send = async (delivery, content, signal) => {
    if (!smtp || !sender)
      return { outcome: 'later', error: `Set ${missing.join(' and ')} to send mail.`, scope: 'provider' };
    const fault = addressFault(delivery.address);
    if (fault) return { outcome: 'never', error: fault };
    const settings = { sender, publicUrl: config.publicUrl, unsubscribeMailbox: config.mailUnsubscribe };
    const mail = await sign(compose(delivery, content, settings));
    try {
      const { response, release } = await smtp.send(mail, signal);
      const receipt = { response, messageId: mail.messageId, at: clock.now() };
      return { outcome: 'accepted', receipt, release };
    } catch (error) {
      return verdictOf(error as SmtpFailure);
    }
  };

  return {
    name: 'email',
    title: 'E-mail',
    summary: 'Letters with text and HTML, one thread for each incident, left with one click.',
    receiptMeaning: 'The relay took the message. It can still bounce later.',
    audience: 'reader',
    address: {
      label: 'Mail address',
      help: 'One mailbox.',
      example: 'reader@example.com',
      secret: false,
      parse(text) {
        const address = text.trim();
        const fault = addressFault(address);
        return fault ? { fault } : { address };
      },
    },
    forms: ['text', 'html'],
    limits: { inFlight, perEndpoint: inFlight, timeoutMs: TIMEOUT_MS },
    endpointOf: () => 'relay',
    endpoints: 'one',
    providers: [],
    ...(smtp && sender && relay
      ? {
          fixed: {
            name: 'SMTP_URL',
            detail: `From ${sender.address} through ${relay.host}.`,
            way: { send, close: async () => smtp.close() },
          },
        }
      : {}),
    missing: `Set ${missing.join(' and ')}; until then mail waits in the ledger.`,
    settings: { from: sender?.address ?? null, relay: relay?.host ?? null, dkim: key?.record ?? null },
    show: ({ form }) => ({
      subject: form.subject,
      ...(form.html ? { html: form.html } : {}),
      texts: [{ text: form.text, measure: inUtf16(form.text, null) }],
    }),
  };
}
