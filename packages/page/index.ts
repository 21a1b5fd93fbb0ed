/**
 * The public page: renders everything that readers see from a snapshot. Needs neither server nor database, reads no
 * clock, and knows only the protocol.
 */
export { type Badge, badgeOf, renderBadge, shieldsDocument } from './badge.ts';
export { renderCalendar } from './calendar.ts';
export { type CompatibleDocument, compatibleDocuments, embedDocuments } from './compatible.ts';
export { oembedDocument } from './embed.ts';
export {
  FEED_ALIASES,
  type FeedOptions,
  localesOfComponentFeeds,
  outagesOf,
  outagesWithFeeds,
  renderAtom,
  renderJsonFeed,
  renderRss,
} from './feeds.ts';
export { headline } from './headline.ts';
export { type HistoryLog, renderHistoryLog } from './history-log.ts';
export {
  CLOSED,
  HOLDING_KINDS,
  type HoldingChanges,
  type HoldingFile,
  type HoldingLook,
  haproxyAnswer,
  holdingFolder,
  renderHolding,
} from './holding/index.ts';
export { type Html, html, render, trusted } from './html.ts';
export { markdown, plain } from './markdown.ts';
export {
  monthsApart,
  renderComponent,
  renderDocument,
  renderHistory,
  renderIncident,
  renderMonth,
  renderPage,
  renderPromises,
  renderReport,
} from './page.ts';
export { CARD_SIZE } from './preview.ts';
export { promisesBadge, promisesDocument } from './promises.ts';
export { pushWorker } from './push-worker.ts';
export { PAGE_SCRIPT } from './script.ts';
export { statusBlend, statuspageComponent, statuspageGroup, statuspageStatus } from './statuspage.ts';
export {
  statuspageComponentEvent,
  statuspageFullIncident,
  statuspageIncidentEvent,
} from './statuspage-full.ts';
export { isRtl, stringsFor, textIn } from './strings.ts';
export { PAGE_STYLE } from './style.ts';
export { dayKey, timesIn } from './times.ts';
export { localesOfComponents } from './view.ts';
