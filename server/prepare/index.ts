/**
 * PREPARE: what people should know before anything fails. The outage policy with its versions and acceptances, and
 * checklists with the progress of the customer's own users, hosted and inside the host app. Everything here is plain
 * rows and no facts: it happens between outages. It never promises anything that nobody has published.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import type { ShelfItem } from '#web';
import { type Checklists, createChecklists } from './checklists.ts';
import { createPolicy, type Policy } from './policy.ts';
import { policyDocuments } from './public.ts';
import { createReaders, type Readers } from './readers.ts';

export type { Refused, Verified } from './reader-token.ts';
export type { Readers } from './readers.ts';

export type Prepare = {
  policy: Policy;
  checklists: Checklists;
  readers: Readers;
  publicLinks(): Promise<Snapshot['links']>;
  publicDocuments(snapshot: Snapshot): Promise<Map<string, ShelfItem>>;
  onChange(listener: () => void): void;
};

export function createPrepare(deps: { store: Store; clock: Clock; ids: Ids }): Prepare {
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const policy = createPolicy({ ...deps, changed });
  const checklists = createChecklists({ ...deps, policy, changed });
  return {
    policy,
    checklists,
    readers: createReaders(deps),
    onChange: (listener) => listeners.push(listener),
    publicLinks: async () => ((await policy.current()) ? [{ kind: 'policy', url: '/policy' }] : []),
    publicDocuments: async ({ page }) =>
      policyDocuments(page, await policy.versions(), await checklists.list()),
  };
}
