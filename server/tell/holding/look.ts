/** From a set and the status page that it belongs to: everything that the renderer needs. Pure. */
import type { HoldingChanges, HoldingLook } from '@candor/page';
import type { HoldingSet } from '@candor/protocol/holding.ts';
import { type AssetBytes, accentIn, lookOf, type Page } from '#catalog';

/** What every page carries has to stay small; a larger logo gives way to the name. */
const LOGO_MOST = 24_000;

export function holdingLook({
  set,
  page,
  pageUrl,
  assets,
  liveKey,
  changes,
}: {
  set: HoldingSet;
  page: Page;
  pageUrl: string;
  assets: readonly AssetBytes[];
  liveKey: string;
  changes: HoldingChanges | null;
}): HoldingLook {
  const accent = set.accent ?? page.brand.accent;
  const font = set.font ?? (page.brand.font === 'own' ? 'system' : page.brand.font);
  return {
    name: set.serviceName ?? page.name,
    locales: set.locales ?? page.locales,
    timeZone: page.timeZone,
    accent:
      accent === null ? null : { light: accentIn('light', accent).used, dark: accentIn('dark', accent).used },
    font: lookOf({ ...page, brand: { ...page.brand, font } })?.font ?? null,
    logo: logoOf(set, assets),
    url: pageUrl,
    supportUrl: set.supportUrl ?? page.supportUrl,
    support: set.support,
    links: set.links,
    words: set.words,
    // A page for some readers answers no stranger.
    liveKey: set.live && !page.private ? liveKey : null,
    madeAt: set.updatedAt,
    changes,
  };
}

function logoOf({ logo, logoBase64 }: HoldingSet, assets: readonly AssetBytes[]): string | null {
  if (logo === 'none') return null;
  if (logo === 'own') return logoBase64 && dataOf(typeOf(Buffer.from(logoBase64, 'base64')), logoBase64);
  const found = assets.find(({ kind, bytes }) => kind === 'logo' && bytes.length <= LOGO_MOST);
  return found ? dataOf(found.contentType, found.bytes.toString('base64')) : null;
}

const dataOf = (contentType: string, base64: string) => `data:${contentType};base64,${base64}`;

/** It was checked when it was saved, so its first bytes are one of these. */
const typeOf = (bytes: Buffer): string =>
  bytes[0] === 0x89 ? 'image/png' : bytes[0] === 0x52 ? 'image/webp' : 'image/svg+xml';
