/** The files of a set as a place outside gets them, with the signed list by which a later copy knows what to remove. Pure. */
import { CLOSED, type HoldingFile } from '@candor/page';
import type { HoldingKind } from '@candor/protocol/holding.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { SigningKey } from '#timeline';
import { type Copy, type CopyFile, LIST } from '../outside/copy.ts';

/** With what is published: `index.html` is read at the place's own address, `closed.html` closes a proxy's site. */
export function published(
  files: ReadonlyMap<string, HoldingFile>,
  kind: HoldingKind | null,
): Map<string, HoldingFile> {
  const page = kind && files.get(`${kind}.html`);
  if (!page) return new Map(files);
  return new Map([
    ...files,
    ...(CLOSED.includes(kind) ? [['closed.html', page] as const] : []),
    ['index.html', page] as const,
  ]);
}

export function bundle(
  files: ReadonlyMap<string, HoldingFile>,
  { kind, since }: { kind: HoldingKind | null; since: string },
  key: SigningKey,
): Copy {
  const made = [...published(files, kind)].map(([file, { contentType, body }]): CopyFile => {
    const bytes = Buffer.from(body);
    return { file, sha256: sha256(bytes), contentType, cacheControl: 'no-store', body: bytes, gzip: null };
  });
  const documents = Object.fromEntries(
    made.map(({ file, sha256: digest, body }) => [`/${file}`, { file, sha256: digest, bytes: body.length }]),
  );
  const copy = { schema: 'candor.holding/1', kind, since, documents };
  const list = Buffer.from(
    JSON.stringify({
      copy,
      keyId: key.keyId,
      publicKey: key.publicKey,
      signature: key.sign(canonical(copy)),
    }),
  );
  const own: CopyFile = {
    file: LIST,
    sha256: sha256(list),
    contentType: 'application/json; charset=utf-8',
    cacheControl: 'no-store',
    body: list,
    gzip: null,
  };
  return {
    version: Date.parse(since),
    validUntil: null,
    content: sha256(list),
    files: new Map([...made, own].map((file) => [file.file, file])),
  };
}
