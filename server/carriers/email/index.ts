/**
 * Mail: text and HTML, one recipient per message, one thread per incident. The relay that the settings of the process
 * name comes first, then the accounts. A receipt is the answer of whoever took the message; whether a mailbox did is
 * known only when something comes back.
 */
import { createHmac } from 'node:crypto';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import { openSecretKey } from '#lib/secret-box.ts';
import type { Carrier } from '../carrier.ts';
import { addressFrom } from './addresses.ts';
import { createLetters, type Letters } from './letters.ts';
import { mailProviders } from './providers/index.ts';
import { relayWay } from './relay.ts';
import { createReturnPath, type ReturnPath } from './returns/return-path.ts';
import { type Relay, readRelay, readSender, type Sender } from './settings.ts';
import { documentOf } from './variant.ts';

export type EmailConfig = {
  dataFolder: string;
  publicUrl: string;
  smtpUrl: string;
  mailFrom: string;
  mailConnections: number;
  mailUnsubscribe: string;
  mailDkim: boolean;
  mailDkimSelector: string;
  mailReturnPath?: string;
};

/** What the rest of the mail room needs to know about how mail leaves. */
export type MailSettings = {
  relay: Relay | null;
  sender: Sender | null;
  letters: Letters;
  returnPath: ReturnPath | null;
};

const TIMEOUT_MS = 60_000;
/** Where accounts alone carry mail: as many at once for each connection as a relay of ours would get. */
const PER_CONNECTION = 3;

export function readMailSettings(config: EmailConfig): MailSettings {
  const { mailReturnPath: set = '' } = config;
  // No key is made, and no folder, for what nobody asked for.
  const returnPath = set === '' ? null : createReturnPath({ set, key: returnsKey(config.dataFolder) });
  return {
    relay: readRelay(config.smtpUrl),
    sender: readSender(config.mailFrom),
    letters: createLetters({ config, returnPath }),
    returnPath,
  };
}

/** A key of its own out of the carriers' key, so that a proof for mail proves nothing else. */
export const returnsKey = (dataFolder: string): Buffer =>
  createHmac('sha256', openSecretKey(dataFolder, 'carriers')).update('returned mail').digest();

export function createEmailCarrier({
  config,
  clock,
  log,
}: {
  config: EmailConfig;
  clock: Clock;
  log: Log;
}): Carrier {
  const { relay, sender, letters } = readMailSettings(config);
  const connections = Math.max(1, config.mailConnections);
  const fixed =
    relay && sender ? relayWay({ relay, sender, signed: true, letters, clock, connections }) : null;
  const inFlight = fixed?.inFlight ?? connections * PER_CONNECTION;
  const key = relay && sender ? letters.keyOf(sender.domain) : null;
  const missing = [relay ? [] : ['SMTP_URL'], sender ? [] : ['MAIL_FROM']].flat();
  if (key)
    log.info(
      { record: key.record.name, value: key.record.value },
      'mail is signed; DNS has to carry this record',
    );

  return {
    name: 'email',
    title: 'E-mail',
    summary: 'Letters with text and HTML, one thread for each incident, left with one click.',
    receiptMeaning:
      'The relay or provider took the message. It can still bounce; what comes back is noted beside it.',
    audience: 'reader',
    address: {
      label: 'Mail address',
      help: 'One mailbox.',
      example: 'reader@example.com',
      secret: false,
      parse: addressFrom,
    },
    forms: ['text', 'html'],
    limits: { inFlight, perEndpoint: inFlight, timeoutMs: TIMEOUT_MS },
    endpointOf: () => 'relay',
    endpoints: 'one',
    providers: mailProviders({ letters, sender, connections }),
    ...(fixed && sender && relay
      ? {
          fixed: {
            name: 'SMTP_URL',
            detail: `From ${sender.address} through ${relay.host}.`,
            way: fixed,
          },
        }
      : {}),
    missing: `Set ${missing.join(' and ')}, or add an account; until then mail waits in the ledger.`,
    settings: { from: sender?.address ?? null, relay: relay?.host ?? null, dkim: key?.record ?? null },
    show: ({ form }) => ({
      subject: form.subject,
      ...(form.html ? { html: documentOf(form.subject, form.html) } : {}),
      texts: [{ text: form.text, measure: inUtf16(form.text, null) }],
    }),
  };
}
