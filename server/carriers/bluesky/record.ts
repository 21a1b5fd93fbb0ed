/**
 * A post as a record of the AT protocol: its text, the links within it by their bytes, what it answers, and the key
 * under which it is written. All of it follows from the delivery, so that a repeat writes the same record to the same
 * place. Pure.
 *
 * Sources: lexicons app.bsky.feed.post and app.bsky.richtext.facet; atproto.com/specs/tid.
 */
import { createHash } from 'node:crypto';

export type Ref = { uri: string; cid: string };
export type Blob = { $type: 'blob'; ref: { $link: string }; mimeType: string; size: number };

const LINK = /https?:\/\/[^\s<>"]+/g;

/** Links by UTF-8 offsets, as the protocol counts. Punctuation after an address belongs to the sentence. */
export function facetsOf(text: string) {
  return [...text.matchAll(LINK)].flatMap(({ index, 0: run }) => {
    const uri = run.replace(/[.,;:!?…'’”)\]]+$/u, '');
    if (!URL.canParse(uri)) return [];
    const byteStart = Buffer.byteLength(text.slice(0, index));
    return [
      {
        $type: 'app.bsky.richtext.facet',
        index: { byteStart, byteEnd: byteStart + Buffer.byteLength(uri) },
        features: [{ $type: 'app.bsky.richtext.facet#link', uri }],
      },
    ];
  });
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz';

/** A TID from the time of the message and the delivery's key: 53 bits of microseconds, 10 bits of the key. */
export function recordKey(delivery: { createdAt: string; key: string }): string {
  const hash = createHash('sha256').update(delivery.key).digest();
  const micros = BigInt(Date.parse(delivery.createdAt)) * 1_000n + BigInt(hash.readUInt16BE(0) % 1_000);
  let bits = (micros << 10n) | BigInt(hash.readUInt16BE(2) % 1_024);
  let key = '';
  for (let digit = 0; digit < 13; digit++) {
    key = DIGITS[Number(bits & 31n)]! + key;
    bits >>= 5n;
  }
  return key;
}

export function postRecord({
  text,
  createdAt,
  language,
  reply,
  image,
}: {
  text: string;
  createdAt: string;
  language: string;
  reply: { root: Ref; parent: Ref } | null;
  image: { blob: Blob; alt: string; size?: { width: number; height: number } } | null;
}) {
  const facets = facetsOf(text);
  return {
    $type: 'app.bsky.feed.post',
    text,
    createdAt,
    langs: [language],
    ...(facets.length > 0 ? { facets } : {}),
    ...(reply ? { reply } : {}),
    ...(image
      ? {
          embed: {
            $type: 'app.bsky.embed.images',
            images: [
              { image: image.blob, alt: image.alt, ...(image.size ? { aspectRatio: image.size } : {}) },
            ],
          },
        }
      : {}),
  };
}
