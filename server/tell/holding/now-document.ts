/** `/now.json`: the page's first sentence in each of its languages, signed. What holding pages ask for; small on purpose. */
import { headline, stringsFor } from '@candor/page';
import type { Now, SignedNow } from '@candor/protocol/holding.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { canonical } from '#lib/canonical.ts';
import type { SigningKey } from '#timeline';
import type { ShelfItem } from '#web';
import { CACHING } from '../bytes.ts';

export function nowDocument(snapshot: Snapshot, key: SigningKey): [path: string, ShelfItem] {
  const { version, madeAt, validUntil, page, incidents } = snapshot;
  const said = page.locales.map(
    (locale) => [locale, headline(snapshot, stringsFor(locale), locale)] as const,
  );
  const due = incidents.flatMap(({ phase, nextUpdateBy }) =>
    phase !== 'resolved' && nextUpdateBy ? [nextUpdateBy] : [],
  );
  const now: Now = {
    schema: 'candor.now/1',
    version,
    madeAt,
    validUntil,
    state: said[0]?.[1].state ?? 'unknown',
    sentences: Object.fromEntries(said.map(([locale, { sentence }]) => [locale, sentence])),
    nextUpdateBy: due.sort()[0] ?? null,
  };
  const signed: SignedNow = {
    now,
    keyId: key.keyId,
    publicKey: key.publicKey,
    signature: key.sign(canonical(now)),
  };
  return [
    '/now.json',
    {
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(signed),
      cacheControl: CACHING.stated,
      headers: { 'Access-Control-Allow-Origin': '*' },
    },
  ];
}
