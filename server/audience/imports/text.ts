/**
 * A file of rows as text: in UTF-8 or UTF-16, with or without a mark of the byte order, as spreadsheets write it.
 * Nothing is bent: bytes that are no text are named with their place.
 */
import { Problem } from '#lib/problem.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Without a mark, a text of Latin letters in UTF-16 has a NUL in every second byte. */
export function encodingOf(start: Buffer): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const pairs = start.subarray(0, 200);
  const nuls = (from: 0 | 1) => pairs.filter((byte, i) => byte === 0 && i % 2 === from).length;
  if (nuls(1) > pairs.length / 4) return 'utf-16le';
  if (nuls(0) > pairs.length / 4) return 'utf-16be';
  return 'utf-8';
}

export async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let lines = 1;
  const decode = (chunk: Buffer | null): string => {
    try {
      return chunk ? decoder!.decode(chunk, { stream: true }) : decoder!.decode();
    } catch {
      const { encoding } = decoder!;
      const [before = ''] = new TextDecoder(encoding).decode(chunk ?? undefined).split('\ufffd', 1);
      throw new Problem(
        'import.invalid',
        `Line ${lines + breaksIn(before)} holds a letter that is not ${encoding.toUpperCase()}. Save the file as “CSV UTF-8”.`,
      );
    }
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decode(chunk);
    yield text;
    lines += breaksIn(text);
  }
  if (decoder) yield decode(null);
}

const breaksIn = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;
