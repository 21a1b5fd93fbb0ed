/**
 * A delivery as one RFC 5322 message for one reader. Everything that comes from people is cleaned before it becomes a
 * header, so that no text can add one. The Message-ID follows from the delivery's key and stays the same through
 * every retry; all messages of one incident to one reader point at the same root, which makes them one thread.
 *
 * Sources: RFC 2369 and 2919 (List-*), RFC 8058 (one-click), RFC 3834 (Auto-Submitted), RFC 5322 §3.6.4 (threads).
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import { sha256 } from '#lib/canonical.ts';
import type { Content, Outgoing } from '../carrier.ts';
import { MAILBOX, type Sender } from './settings.ts';

export type Mail = { from: string; to: string; messageId: string; bytes: Buffer };

export type ComposeSettings = {
  sender: Sender;
  /** Where help about these mails is found. */
  publicUrl: string;
  /** Mailbox for unsubscribe requests, beside the link. */
  unsubscribeMailbox: string;
};

export const messageIdOf = (delivery: Pick<Outgoing, 'key'>, domain: string) =>
  `<${delivery.key.slice(0, 40)}@${domain}>`;

/** The id that every message of this incident to this reader answers to. No mail carries it itself. */
export const threadRootOf = (incidentId: string, recipientId: string, domain: string) =>
  `<${sha256(`${incidentId} ${recipientId}`).slice(0, 40)}.thread@${domain}>`;

/** A sentence that says what is wrong, or null. */
export function addressFault(address: string): string | null {
  return MAILBOX.test(address) && address.length <= 254 ? null : 'This is not a mail address.';
}

export async function compose(
  delivery: Outgoing,
  content: Content,
  settings: ComposeSettings,
): Promise<Mail> {
  const { sender } = settings;
  const link = safeLink(delivery.unsubscribeUrl);
  const messageId = messageIdOf(delivery, sender.domain);
  const root = delivery.incidentId
    ? threadRootOf(delivery.incidentId, delivery.recipientId, sender.domain)
    : null;
  const { form } = content;
  const own = safeLink(delivery.ownUrl);
  const withLinks = (text: string, written: (url: string) => string) =>
    text
      .replaceAll('{{unsubscribeUrl}}', () => written(link ?? ''))
      .replaceAll('{{ownUrl}}', () => written(own ?? ''));
  const composer = new MailComposer({
    from: { name: header(sender.name), address: sender.address },
    to: { name: '', address: delivery.address },
    subject: header(form.subject),
    text: withLinks(form.text, (url) => url),
    ...(form.html ? { html: withLinks(form.html, escapeHtml) } : {}),
    // The same bytes at every attempt: nothing in here may depend on when or where it is composed.
    date: new Date(delivery.createdAt),
    messageId,
    baseBoundary: delivery.key.slice(0, 24),
    ...(root ? { inReplyTo: root, references: root } : {}),
    headers: { 'Auto-Submitted': 'auto-generated', ...listHeaders(link, settings) },
    xMailer: false,
    // A message is text; it never reads a file or an address, whoever wrote it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await new Promise<Buffer>((resolve, reject) =>
    composer.compile().build((error, built) => (error ? reject(error) : resolve(built as Buffer))),
  );
  return { from: sender.address, to: delivery.address, messageId, bytes };
}

/** Only for what people subscribed to: a page to staff or a confirmation is no list. */
function listHeaders(link: string | null, { sender, publicUrl, unsubscribeMailbox }: ComposeSettings) {
  if (!link) return {};
  const ways = [`<${link}>`];
  if (MAILBOX.test(unsubscribeMailbox)) ways.push(`<mailto:${unsubscribeMailbox}?subject=unsubscribe>`);
  const help = safeLink(publicUrl);
  return {
    Precedence: 'list',
    'List-Id': `${header(sender.name).replace(/[<>"]/g, '')} <status.${sender.domain}>`.trim(),
    ...(help ? { 'List-Help': { prepared: true, value: `<${help}>` } } : {}),
    'List-Unsubscribe': { prepared: true, foldLines: false, value: ways.join(', ') },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** One line without control characters, of a length that a header carries. */
const header = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 400);

/** An http(s) address in its normal spelling, in which spaces, brackets and line ends cannot occur; else null. */
function safeLink(text: string | null): string | null {
  if (!text) return null;
  try {
    const { href, protocol } = new URL(text);
    return /^https?:$/.test(protocol) && /^[\x21-\x7e]+$/.test(href) && !/[<>]/.test(href) ? href : null;
  } catch {
    return null;
  }
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
