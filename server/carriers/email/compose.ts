/**
 * A delivery as one RFC 5322 message for one reader. What all letters of a message share is made once (`variant.ts`)
 * and kept for a while, bounded in bytes; for each letter only what is the reader's own is put in. Everything that
 * comes from people is cleaned before it becomes a header, so that no text can add one. The Message-ID follows from
 * the delivery's key and stays the same through every retry; all messages of one incident to one reader point at the
 * same root, which makes them one thread.
 *
 * Sources: RFC 2369 and 2919 (List-*), RFC 8058 (one-click), RFC 3834 (Auto-Submitted), RFC 5322 §3.6.4 (threads).
 */
import { hash } from 'node:crypto';
import type { Content, Outgoing, Rendered } from '../carrier.ts';
import { addressFault, needsUtf8, onTheWire } from './addresses.ts';
import { named } from './headers.ts';
import { MAILBOX, type Sender } from './settings.ts';
import { createVariant, type Field, relaxedFields, serialised, type Variant } from './variant.ts';

export { addressFault };

export type Mail = {
  from: string;
  to: string;
  messageId: string;
  /** One character is one byte. */
  bytes: string;
  /** The relay has to know SMTPUTF8. */
  utf8: boolean;
  /** What a DKIM signature is made over, worked out when asked. */
  signable: { names: string; relaxedHead: () => string; bodyHash: () => string };
};

export type ComposeSettings = {
  sender: Sender;
  /** Where help about these mails is found. */
  publicUrl: string;
  /** Mailbox for unsubscribe requests, beside the link. */
  unsubscribeMailbox: string;
};

export type Compose = (delivery: Outgoing, content: Content, settings: ComposeSettings) => Mail;

/** A message in twelve languages and a handful of time zones fits many times. */
const MOST_BYTES = 8_000_000;
/** A header line is at most 998 bytes long (RFC 5322 §2.1.1). */
const LONGEST_LINK = 900;

export const messageIdOf = (delivery: Pick<Outgoing, 'key'>, domain: string) =>
  `<${delivery.key.slice(0, 40)}@${domain}>`;

/** The id that every message of this incident to this reader answers to. No mail carries it itself. */
export const threadRootOf = (incidentId: string, recipientId: string, domain: string) =>
  `<${hash('sha256', `${incidentId} ${recipientId}`).slice(0, 40)}.thread@${domain}>`;

export function createComposer({ mostBytes = MOST_BYTES }: { mostBytes?: number } = {}): Compose {
  const variants = createVariants(mostBytes);
  return (delivery, { form }, settings) => {
    const { sender } = settings;
    const from = onTheWire(sender.address);
    const to = onTheWire(delivery.address);
    const domain = onTheWire(`@${sender.domain}`).slice(1);
    const links = { unsubscribeUrl: safeLink(delivery.unsubscribeUrl), ownUrl: safeLink(delivery.ownUrl) };
    const has = { unsubscribeUrl: links.unsubscribeUrl !== null, ownUrl: links.ownUrl !== null };
    const isList = has.unsubscribeUrl && links.unsubscribeUrl!.length <= LONGEST_LINK;
    const { createdAt } = delivery;
    const variant = variants(
      form,
      [createdAt, has.unsubscribeUrl, has.ownUrl, isList, ...settingsKey(settings)].join('\0'),
      () =>
        createVariant(form, {
          sender,
          fromAddress: from,
          createdAt,
          listFields: isList ? listFields(settings, domain) : [],
          has,
        }),
    );
    const messageId = messageIdOf(delivery, domain);
    const own: Field[] = [
      ['To', to],
      ['Message-ID', messageId],
    ];
    if (delivery.incidentId) {
      const root = threadRootOf(delivery.incidentId, delivery.recipientId, domain);
      own.push(['In-Reply-To', root], ['References', root]);
    }
    if (isList) own.push(['List-Unsubscribe', unsubscribeWays(links.unsubscribeUrl!, settings)]);
    const utf8 = needsUtf8(to) || needsUtf8(from);
    const text = `${variant.head}${serialised(own)}\r\n${variant.body(links)}`;
    return {
      from,
      to,
      messageId,
      bytes: utf8 ? Buffer.from(text).toString('latin1') : text,
      utf8,
      signable: {
        names: `${variant.signedNames}:${own.map(([name]) => name).join(':')}`,
        relaxedHead: () => variant.relaxedHead + relaxedFields(own),
        bodyHash: () => variant.bodyHash(links),
      },
    };
  };
}

/** The most recently used of them. Two forms that say the same are one, whoever read them from the database. */
function createVariants(mostBytes: number) {
  const kept = new Map<string, { form: Rendered; variant: Variant }>();
  let bytes = 0;
  return (form: Rendered, key: string, make: () => Variant): Variant => {
    const name = `${key}\0${form.text.length}\0${form.html?.length}\0${form.subject}`;
    const found = kept.get(name);
    if (found) kept.delete(name);
    if (found && sameForm(found.form, form)) {
      kept.set(name, found);
      return found.variant;
    }
    if (found) bytes -= found.variant.bytes;
    const variant = make();
    kept.set(name, { form, variant });
    bytes += variant.bytes;
    for (const [oldest, { variant: old }] of kept) {
      if (bytes <= mostBytes || oldest === name) break;
      kept.delete(oldest);
      bytes -= old.bytes;
    }
    return variant;
  };
}

const sameForm = (a: Rendered, b: Rendered) =>
  a === b || (a.subject === b.subject && a.text === b.text && a.html === b.html);

/** Without the unsubscribe mailbox: it may hold a token of each letter's own, and stands in its own fields. */
const settingsKey = ({ sender, publicUrl }: ComposeSettings) => [sender.name, sender.address, publicUrl];

/** Only for what people subscribed to: a page to staff or a confirmation is no list. */
function listFields({ sender, publicUrl }: ComposeSettings, domain: string): Field[] {
  const help = safeLink(publicUrl);
  return [
    ['Precedence', 'list'],
    ['List-Id', named(sender.name.replace(/[<>"]/g, ''), `status.${domain}`)],
    ...(help && help.length <= LONGEST_LINK ? [['List-Help', `<${help}>`] as const] : []),
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
}

function unsubscribeWays(link: string, { unsubscribeMailbox }: ComposeSettings): string {
  if (!MAILBOX.test(unsubscribeMailbox)) return `<${link}>`;
  return `<${link}>,\r\n <mailto:${encodeURI(onTheWire(unsubscribeMailbox))}?subject=unsubscribe>`;
}

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
