/** What a document says of itself where somebody shares its address: OpenGraph's words, which the others read too. */
import { type Html, html } from './html.ts';

export type Preview = {
  title: string;
  description: string;
  pageName: string;
  locale: string;
  /** Absolute, as both are read from elsewhere. */
  url: string;
  image: string;
};

export const CARD_SIZE = { width: 1_200, height: 630 } as const;

/** OpenGraph names languages with a territory: `de_DE`. */
function territorial(locale: string): string {
  const { language, region } = new Intl.Locale(locale).maximize();
  return region ? `${language}_${region}` : language;
}

const property = (name: string, content: string | number) =>
  html`<meta property="og:${name}" content="${content}">`;

export function previewTags({ title, description, pageName, locale, url, image }: Preview): Html {
  return html`${property('type', 'website')}${property('site_name', pageName)}${property('title', title)}${property('description', description)}${property('url', url)}${property('locale', territorial(locale))}${property('image', image)}${property('image:width', CARD_SIZE.width)}${property('image:height', CARD_SIZE.height)}<meta name="twitter:card" content="summary_large_image">`;
}
