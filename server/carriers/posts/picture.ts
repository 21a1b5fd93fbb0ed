/**
 * The picture of a post: the house's own, from its public address and nowhere else. Without it the words go alone;
 * a picture is never the reason for which nobody is told.
 */
import type { Rendered, Tools } from '../carrier.ts';

export type Picture = { bytes: Buffer; type: 'image/png' | 'image/jpeg'; alt: string };

const TIMEOUT_MS = 5_000;
/** The least that any of the networks takes. */
const MOST_BYTES = 976_000;

export async function pictureOf(
  { parts }: Rendered,
  { outbound, publicUrl, log }: Pick<Tools, 'outbound' | 'publicUrl' | 'log'>,
  signal: AbortSignal,
): Promise<Picture | null> {
  const image = parts?.image;
  if (!image || !URL.canParse(image.url) || new URL(image.url).origin !== new URL(publicUrl()).origin)
    return null;
  try {
    const answer = await outbound.request(image.url, { timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, signal });
    const type = typeOf(answer.body);
    if (answer.status !== 200 || answer.truncated || !type) return null;
    return { bytes: answer.body, type, alt: image.alt };
  } catch (error) {
    log.info({ err: error }, 'a post goes without its picture');
    return null;
  }
}

/** Hands the picture over; whatever goes wrong there costs the picture alone. */
export async function handedOver<T>(
  picture: Picture | null,
  log: Tools['log'],
  upload: (picture: Picture) => Promise<T | null>,
): Promise<T | null> {
  if (!picture) return null;
  const taken = await upload(picture).catch((error: Error) => {
    log.info({ err: error }, 'a picture was not taken');
    return null;
  });
  if (!taken) log.info('a post goes without its picture');
  return taken;
}

/** By what the bytes are, whatever their sender calls them. */
function typeOf(bytes: Buffer): Picture['type'] | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : null;
}

/** multipart/form-data of a few fields and one file. The boundary comes from the delivery, so the bytes stay the same. */
export function multipart(
  fields: Record<string, string>,
  file: { name: string; picture: Picture },
  boundary: string,
) {
  const { name, picture } = file;
  const safe = (text: string) => text.replace(/[\r\n]+/g, ' ');
  const head = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${safe(value)}\r\n`,
  );
  const ending = picture.type === 'image/png' ? 'png' : 'jpg';
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(
        `${head.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="status.${ending}"\r\ncontent-type: ${picture.type}\r\n\r\n`,
      ),
      picture.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}
