/**
 * The public page: renders everything that readers see from a snapshot. Needs neither server nor database, reads no
 * clock, and knows only the protocol.
 */
export { renderAtom, renderJsonFeed, renderRss } from './feeds.ts';
export { headline } from './headline.ts';
export { type Html, html } from './html.ts';
export { markdown, plain } from './markdown.ts';
export {
  monthsApart,
  renderComponent,
  renderDocument,
  renderHistory,
  renderIncident,
  renderMonth,
  renderPage,
  renderReport,
} from './page.ts';
export { PAGE_SCRIPT } from './script.ts';
export { statusBlend, statuspageDocuments } from './statuspage.ts';
export { stringsFor, textIn } from './strings.ts';
export { PAGE_STYLE } from './style.ts';
export { timesIn } from './times.ts';
