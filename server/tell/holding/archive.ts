/** A folder of files as one file: ZIP (APPNOTE 6.3: stored or deflated, names in UTF-8) and gzipped tar (POSIX ustar). Pure. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

type Files = ReadonlyMap<string, { body: string }>;

/** 1 January 1980: the archive of the same files is the same bytes. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;

export function zipOf(files: Files): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [file, { body }] of files) {
    const name = Buffer.from(file);
    const bytes = Buffer.from(body);
    const pressed = deflateRawSync(bytes, { level: 9 });
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(DOS_DATE, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(pressed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, pressed);
    const more = Buffer.alloc(14);
    more.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    more.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, more, name);
    offset += 30 + name.length + pressed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const BLOCK = 512;

export function tarOf(files: Files): Buffer {
  const parts: Buffer[] = [];
  for (const [file, { body }] of files) {
    const bytes = Buffer.from(body);
    const head = Buffer.alloc(BLOCK);
    const put = (text: string, at: number) => head.write(text, at, 'latin1');
    put(file, 0);
    put('0000644\0', 100);
    put('0000000\0', 108);
    put('0000000\0', 116);
    put(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    put('00000000000\0', 136);
    put('        0', 148);
    put('ustar\x0000', 257);
    put(
      `${head
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    parts.push(head, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  }
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}
