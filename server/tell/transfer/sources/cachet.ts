/**
 * Cachet, API v1 of 2.x (`meta.pagination`, numbers for statuses, times without a zone) and the JSON:API of 3.x
 * (`attributes`, `relationships`, `included`, `links.next`). Shapes: cachethq/cachet 2.4's API documentation and the
 * resources of cachethq/core. Times of 2.x are on the clocks of the installation's zone, which the API does not say.
 */

import { readThree } from './cachet-three.ts';
import { readTwo } from './cachet-two.ts';
import { createHttp } from './http.ts';
import type { Deps } from './index.ts';
import type { Foreign } from './shape.ts';
import { emptyDocument, leave } from './shape.ts';

export type CachetOptions = {
  url: string;
  version: '2' | '3';
  key?: string | undefined;
  timeZone: string;
};

export async function readCachet(options: CachetOptions, { outbound, clock }: Deps): Promise<Foreign> {
  const headers: Record<string, string> = {};
  if (options.key && options.version === '2') headers['x-cachet-token'] = options.key;
  if (options.key && options.version === '3') headers['authorization'] = `Bearer ${options.key}`;
  const http = createHttp({ outbound, clock, name: 'Cachet', headers });
  const origin = new URL(options.url).host;
  const document = emptyDocument('cachet', origin, origin, clock.now());
  leave(document, 'page', 'the name of the page', 'the API does not say it');
  await (options.version === '2' ? readTwo : readThree)(document, options, http);
  if (!options.key) leave(document, 'subscribers', 'all subscribers', 'the API shows them only with a key');
  return document;
}
