/**
 * What page views ask of the database, counted by a hook on every statement that the product sends. Time stands still
 * meanwhile, so that no work of its own is counted; that the hook does count is shown with one question to the API.
 */

import { openHouse } from '../../stories/house.ts';
import { fetchRaw } from './fetch.ts';

const VIEWS = 1_000;
const AT_ONCE = 20;

export async function statementsOfViews(): Promise<{ views: number; statements: number; ofTheApi: number }> {
  const after: (() => Promise<void>)[] = [];
  let statements = 0;
  const hook = (moment: 'before' | 'after') => {
    if (moment === 'before') statements += 1;
  };
  try {
    const house = await openHouse({ after: (fn) => void after.push(fn) }, { hook });
    house.service.set('500');
    await house.until(async () => Boolean((await house.incident())?.firstWordAt));
    await house.settled();
    const incident = (await house.incident())!;
    const url = house.app.web.url();
    const { headers } = await fetchRaw(`${url}/`);
    const paths = [
      '/',
      '/',
      '/de/',
      `/incidents/${incident.id}`,
      '/history',
      '/feed.rss',
      '/feed.json',
      '/api/v2/summary.json',
      '/snapshot.json',
      '/404',
    ];

    statements = 0;
    const seen: number[] = [];
    const lane = async (first: number) => {
      for (let i = first; i < VIEWS; i += AT_ONCE) {
        const conditional = i % 4 === 0 ? { 'if-none-match': String(headers.etag) } : {};
        seen.push((await fetchRaw(`${url}${paths[i % paths.length]}`, conditional)).status);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => lane(i)));
    const ofViews = statements;
    const strange = seen.filter((status) => status !== 200 && status !== 304);
    if (seen.length !== VIEWS || strange.length > 0)
      throw new Error(`${seen.length} views were answered, ${strange.length} of them with ${strange[0]}.`);
    await house.send('GET', '/api/v1/incidents', undefined, {
      authorization: `Bearer cnd_${'0'.repeat(40)}`,
    });
    return { views: VIEWS, statements: ofViews, ofTheApi: statements - ofViews };
  } finally {
    for (const undo of after) await undo();
  }
}
