/**
 * A raw message that came back, taken apart: its header fields, its text, and the parts of a report with the original's
 * header. Hostile input is expected: everything is bounded, and what cannot be read is simply not there.
 */

/** Header fields by their small-letter names; several of one name keep their order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

export type Incoming = {
  fields: Fields;
  /** The media type of the whole, with its parameters, in small letters. */
  type: string;
  text: string;
  /** message/delivery-status: the fields of the message, then those of each recipient. */
  status: readonly Fields[];
  /** message/feedback-report. */
  feedback: Fields | null;
  /** The header of the message that it is about. */
  original: Fields | null;
};

export const LARGEST_MAIL = 1024 * 1024;
const LONGEST_TEXT = 64 * 1024;

export const first = (fields: Fields | null, name: string): string => fields?.get(name)?.[0] ?? '';

export async function readIncoming(raw: Buffer): Promise<Incoming | null> {
  if (raw.length === 0 || raw.length > LARGEST_MAIL) return null;
  const { default: PostalMime } = await import('postal-mime');
  try {
    const mail = await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1024,
    });
    const fields = gathered(mail.headers.map(({ key, value }) => [key, value]));
    const partOf = (...types: string[]) => {
      const found = mail.attachments.find(({ mimeType }) => types.includes(mimeType));
      return found ? textOf(found.content) : null;
    };
    const status = partOf('message/delivery-status', 'message/global-delivery-status');
    const feedback = partOf('message/feedback-report');
    const original =
      partOf('message/rfc822', 'message/global', 'text/rfc822-headers', 'message/rfc822-headers') ??
      quotedOriginal(mail.text ?? '');
    return {
      fields,
      type: first(fields, 'content-type').toLowerCase(),
      text: (mail.text ?? plainOf(mail.html ?? '')).slice(0, LONGEST_TEXT),
      status: status === null ? [] : groups(status),
      feedback: feedback === null ? null : parseFields(feedback),
      original: original === null ? null : parseFields(original),
    };
  } catch {
    return null;
  }
}

/** Until the first empty line. */
export function parseFields(text: string): Fields {
  const head = text.replace(/^\s+/, '').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return gathered(
    lines.flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const] : [];
    }),
  );
}

const groups = (text: string): Fields[] =>
  text
    .trim()
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .slice(0, 50)
    .map(parseFields);

function gathered(pairs: readonly (readonly [string, string])[]): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs.slice(0, 1_000)) {
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

/** Programs that know no MIME put the original below a line that says so. */
function quotedOriginal(text: string): string | null {
  const mark =
    /^-{2,}\s*(?:below this line is a copy|this is a copy of (?:the|your) message|the header of the original|original message|undelivered message)[^\n]*$/im.exec(
      text.slice(0, LONGEST_TEXT),
    );
  return mark ? text.slice(mark.index + mark[0].length) : null;
}

const textOf = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8');

const plainOf = (html: string): string => html.slice(0, LONGEST_TEXT).replace(/<[^<>]{0,2000}>/g, ' ');
