/**
 * Web: how the outside reaches the house. One http server; a front handler answers the hot public addresses (page,
 * feeds, badges, the live stream) from prepared bytes; Fastify behind it serves the API and the console. Writes no
 * facts. A page view never touches the database, a slow reader never holds up another, and nothing here knows what
 * an incident is.
 */
export { limitKey } from './address.ts';
export type { Access, Api, Routes } from './api.ts';
export { actorOf } from './api.ts';
export { requireMatch, tagged } from './etag.ts';
export { withForms } from './fastify.ts';
export type { Entry, Shelf, ShelfItem } from './front/shelf.ts';
export type { Live, LiveChannel, LiveEvent } from './live/hub.ts';
export { privatePageRoutes } from './private/routes.ts';
export { problemDocuments } from './problem-page.ts';
export { toProblem } from './problems.ts';
export type { Site, Sites } from './sites.ts';
export { peopleRoutes } from './staff/routes.ts';
export { createWeb, isOldWayOut, type RawHandler, type Web } from './web.ts';
