/**
 * The sources that an import reads: each makes a neutral document of what it found, or a problem that says what is
 * wrong. Those of an address may be read by the server; those of a file are read where the file is.
 */
import type { TransferDraft, TransferFrom } from '@candor/protocol/transfer.ts';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { readBetterStack } from './better-stack.ts';
import { readCachet } from './cachet.ts';
import { readInstatus } from './instatus.ts';
import { readStatuspage, readStatuspagePublic } from './statuspage.ts';

export { readUpptime } from './upptime.ts';
export { readUptimeKuma } from './uptime-kuma.ts';

export type Deps = { outbound: Outbound; clock: Clock };

export function readSource(
  from: Exclude<TransferFrom, { kind: 'document' }>,
  deps: Deps,
): Promise<TransferDraft> {
  switch (from.kind) {
    case 'statuspage':
      return readStatuspage(from, deps);
    case 'statuspage-public':
      return readStatuspagePublic(from, deps);
    case 'cachet':
      return readCachet(from, deps);
    case 'instatus':
      return readInstatus(from, deps);
    case 'better-stack':
      return readBetterStack(from, deps);
  }
}
