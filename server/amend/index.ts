/**
 * AMEND: what customers are owed. Holds contracts against the incidents' downtime and computes every customer's
 * credit without a claim, as a statement that the customer can compute again. Writes credits.approved; never pays
 * anything out (that will be `amend/settle`), never looks at traffic or feelings.
 */
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import { type Contracts, createContracts } from './contracts.ts';
import { type Credits, createCredits } from './credits.ts';

export type { Credits, StatementRow } from './credits.ts';
export type { Statement } from './sla/credit.ts';
export { creditWords } from './statement/words.ts';

export type Amend = { contracts: Contracts; credits: Credits };

export function createAmend(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  audience: Audience;
  clock: Clock;
  ids: Ids;
}): Amend {
  const contracts = createContracts({ ...deps, components: deps.catalog.components });
  return { contracts, credits: createCredits({ ...deps, contracts }) };
}
