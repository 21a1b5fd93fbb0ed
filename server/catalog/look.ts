/** From a page's brand to what the renderer needs of it. Pure; answers undefined where nothing differs. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { AssetKind, PageAsset, PageFont } from '@candor/protocol/pages.ts';
import type { PageLook } from '@candor/protocol/snapshot.ts';
import { extensionOf } from './assets.ts';
import { accentIn } from './colour.ts';

/** Fonts that readers have; the name of an uploaded one stands before the page's own. */
const FONTS: Record<PageFont, string | null> = {
  system: null,
  humanist: 'Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif',
  serif: 'Charter,"Bitstream Charter","Sitka Text",Cambria,serif',
  slab: 'Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",serif',
  mono: 'ui-monospace,"Cascadia Code","Source Code Pro",Menlo,Consolas,"DejaVu Sans Mono",monospace',
  own: '"own",system-ui,sans-serif',
};

/** The digest is in the address, so that a file may be kept for good. */
export const assetPath = ({ kind, digest, contentType }: Omit<PageAsset, 'sizeBytes'>): string =>
  `/brand/${kind}-${digest.slice(0, 16)}.${extensionOf(contentType)}`;

export function lookOf(page: Page, { urlOf = assetPath } = {}): PageLook | undefined {
  const { brand } = page;
  const asset = (kind: AssetKind) => {
    const found = page.assets.find((each) => each.kind === kind);
    return found ? urlOf(found) : null;
  };
  const fontUrl = brand.font === 'own' ? asset('font') : null;
  const look: PageLook = {
    intro: page.intro,
    footer: page.footer,
    noindex: page.noindex || page.private,
    accent:
      brand.accent === null
        ? null
        : { light: accentIn('light', brand.accent).used, dark: accentIn('dark', brand.accent).used },
    font: brand.font === 'own' && fontUrl === null ? null : FONTS[brand.font],
    fontUrl,
    logoUrl: asset('logo'),
    faviconUrl: asset('favicon'),
    headerLinks: brand.headerLinks,
    footerLinks: brand.footerLinks,
    css: brand.css,
  };
  const plain = Object.values(look).every((value) => !value || (Array.isArray(value) && value.length === 0));
  return plain ? undefined : look;
}
