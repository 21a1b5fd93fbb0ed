/**
 * What all letters of one message in one form share, made once: the fixed header fields, the bodies with open places
 * for the reader's own links, and both once more as DKIM reads them (relaxed, RFC 6376 §3.4). Nothing in it depends on
 * when or where it is made, so every attempt at a letter is the same bytes. Never holds anything of one reader.
 */
import { hash } from 'node:crypto';
import type { Rendered } from '../carrier.ts';
import { named, relaxedValue, unstructured } from './headers.ts';
import { type Quoted, quote, quoteLink } from './quoted.ts';
import type { Sender } from './settings.ts';

export type Field = readonly [name: string, value: string];
export type Links = { unsubscribeUrl: string | null; ownUrl: string | null };
type Slot = 'text' | 'html';

export type Variant = {
  head: string;
  /** Names of the fields in `head`, as DKIM names them, and the fields as DKIM reads them. */
  signedNames: string;
  relaxedHead: string;
  body(links: Links): string;
  /** SHA-256 of the body as DKIM reads it, in base64. */
  bodyHash(links: Links): string;
  /** About what it holds in memory. */
  bytes: number;
};

export function createVariant(
  form: Rendered,
  {
    sender,
    fromAddress,
    createdAt,
    listFields,
    has,
  }: {
    sender: Sender;
    fromAddress: string;
    createdAt: string;
    listFields: readonly Field[];
    /** Which links the reader has; the places of the others stay empty. */
    has: { unsubscribeUrl: boolean; ownUrl: boolean };
  },
): Variant {
  const text = open(form.text, has, 'text');
  const html = form.html ? open(documentOf(form.subject, form.html), has, 'html') : null;
  // No quoted-printable line holds "=_", so no text can contain the boundary.
  const boundary = `=_${hash('sha256', `${form.subject}\0${form.text}\0${form.html}`).slice(0, 24)}`;
  const fields: Field[] = [
    ['From', named(sender.name, fromAddress)],
    ['Subject', unstructured(form.subject)],
    ['Date', new Date(createdAt).toUTCString().replace('GMT', '+0000')],
    ['MIME-Version', '1.0'],
    ...(html ? [['Content-Type', `multipart/alternative; boundary="${boundary}"`] as const] : PLAIN),
    ['Auto-Submitted', 'auto-generated'],
    ...listFields,
  ];
  const { fixed, slots } = html ? together(text, html, boundary) : lastLineEnded(text);
  const relaxed = fixed.map((part, i) => relaxedPart(part, i === fixed.length - 1, i === 0));
  const parts = slots.map((slot) => {
    const [name, kind] = slot.split(' ') as [keyof Links, Slot];
    return { name, written: kind === 'html' ? (url: string) => quoteLink(escapeHtml(url)) : quoteLink };
  });
  const filled = (pieces: readonly string[], links: Links): string => {
    let out = pieces[0]!;
    parts.forEach(({ name, written }, i) => {
      out += written(links[name] ?? '') + pieces[i + 1]!;
    });
    return out;
  };
  const whole = parts.length === 0 ? hash('sha256', relaxed[0]!, 'base64') : null;
  const head = serialised(fields);

  return {
    head,
    signedNames: fields.map(([name]) => name).join(':'),
    relaxedHead: relaxedFields(fields),
    body: (links) => filled(fixed, links),
    // Keeping the state of the hash up to the first link was tried: copying it costs more than hashing 3 kB again.
    bodyHash: (links) => whole ?? hash('sha256', filled(relaxed, links), 'base64'),
    bytes: 2 * (head.length + fixed.join('').length) + 1_024,
  };
}

export const serialised = (fields: readonly Field[]): string =>
  fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');

export const relaxedFields = (fields: readonly Field[]): string =>
  fields.map(([name, value]) => `${name.toLowerCase()}:${relaxedValue(value)}\r\n`).join('');

const PLAIN: readonly Field[] = [
  ['Content-Type', 'text/plain; charset=utf-8'],
  ['Content-Transfer-Encoding', 'quoted-printable'],
];

function open(text: string, has: { unsubscribeUrl: boolean; ownUrl: boolean }, kind: Slot): Quoted {
  const kept = text.replace(/\{\{(unsubscribeUrl|ownUrl)\}\}/g, (place, name: keyof typeof has) =>
    has[name] ? place : '',
  );
  const pieces = kept.split(/\{\{(unsubscribeUrl|ownUrl)\}\}/);
  return quote(
    pieces.filter((_, i) => i % 2 === 0),
    pieces.filter((_, i) => i % 2 === 1).map((name) => `${name} ${kind}`),
  );
}

function together(text: Quoted, html: Quoted, boundary: string): Quoted {
  const part = (type: string) =>
    `--${boundary}\r\n${serialised([['Content-Type', `${type}; charset=utf-8`], PLAIN[1]!])}\r\n`;
  const between = `${text.fixed.at(-1)}\r\n${part('text/html')}${html.fixed[0]}`;
  const fixed = [...text.fixed.slice(0, -1), between, ...html.fixed.slice(1)];
  fixed[0] = part('text/plain') + fixed[0]!;
  fixed[fixed.length - 1] += `\r\n--${boundary}--\r\n`;
  return { fixed, slots: [...text.slots, ...html.slots] };
}

function lastLineEnded({ fixed, slots }: Quoted): Quoted {
  const last = fixed.at(-1)!;
  return { fixed: [...fixed.slice(0, -1), last.endsWith('\r\n') ? last : `${last}\r\n`], slots };
}

/** RFC 6376 §3.4.4. A link holds no blank and ends no line, so each part may be read by itself. */
function relaxedPart(part: string, isLast: boolean, isFirst: boolean): string {
  const text = part.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ');
  if (!isLast) return text;
  const ended = text.replace(/(\r\n)+$/, '');
  // A body of empty lines alone is no body.
  return isFirst && ended === '' ? '' : `${ended}\r\n`;
}

/**
 * A page of its own, so that a mail program neither guesses the letters nor shrinks them on a phone: a width that reads
 * well, and the program's own colours, dark ones too. What is quoted or preformatted wraps.
 */
export const documentOf = (subject: string, html: string): string =>
  `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject).replaceAll('{{', '{&#123;')}</title></head>
<body style="margin:0 auto;max-width:38em;padding:20px;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere">
${html}
</body></html>`;

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
