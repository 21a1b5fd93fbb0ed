/** The relay and the sender, read from the settings once and refused with a sentence when they make no sense. */
import { Problem } from '#lib/problem.ts';

export type Relay = {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  auth: { user: string; pass: string } | null;
};

export type Sender = { name: string; address: string; domain: string };

/** One mailbox, in letters that cannot end a header or an SMTP command. */
export const MAILBOX =
  /^[^\s<>(),:;"[\]\\@\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?$/u;

export function readRelay(smtpUrl: string): Relay | null {
  if (smtpUrl === '') return null;
  // The text is a secret: it is never repeated in an error.
  const wrong = new Problem(
    'request.invalid',
    'SMTP_URL has to look like smtp://user:password@host:587 or smtps://host.',
  );
  let url: URL;
  try {
    url = new URL(smtpUrl);
  } catch {
    throw wrong;
  }
  const secure = url.protocol === 'smtps:';
  if ((!secure && url.protocol !== 'smtp:') || url.hostname === '') throw wrong;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth: url.username
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : null,
  };
}

export function readSender(mailFrom: string): Sender | null {
  const text = mailFrom.trim();
  if (text === '') return null;
  const named = /^(.*)<([^<>]+)>$/.exec(text);
  const address = (named ? named[2]! : text).trim();
  if (!MAILBOX.test(address))
    throw new Problem(
      'request.invalid',
      `MAIL_FROM is "${mailFrom}"; it has to look like Acme Status <status@acme.example>.`,
    );
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  return { name, address, domain: address.slice(address.lastIndexOf('@') + 1).toLowerCase() };
}
