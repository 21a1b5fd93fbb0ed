/**
 * Subscribers of an import: those who confirmed stay confirmed, duplicates become one, and whoever is here already
 * keeps what they chose here. Nobody who left, there or here, is brought back.
 */
import type { TransferSubscriber } from '@candor/protocol/transfer.ts';
import { addressKey, type SubscriberTransfer } from '#audience';
import { digestOf, sourceKey } from './links.ts';
import { type Section, type Step, step, type World } from './section.ts';

/** Enough to recognise an address by, too little to write to it. */
export function masked({ carrier, address }: { carrier: string; address: string }): string {
  if (carrier === 'webhook') return URL.canParse(address) ? `${new URL(address).origin}/…` : '…';
  if (carrier === 'sms') return `${address.slice(0, 3)}…${address.slice(-2)}`;
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** One entry for each address: the wider choice of components, the earlier consent, and an end that one of them has. */
export function merged(all: readonly TransferSubscriber[]): TransferSubscriber[] {
  const byAddress = new Map<string, TransferSubscriber>();
  for (const one of all) {
    const key = addressKey(one);
    const other = byAddress.get(key);
    if (!other) {
      byAddress.set(key, one);
      continue;
    }
    const ended = [other, one].find(({ state }) => state !== 'active');
    const consents = [other.confirmedAt, one.confirmedAt].filter((at) => at !== null).toSorted();
    byAddress.set(key, {
      ...(ended ?? other),
      externalId: other.externalId,
      componentIds:
        other.componentIds && one.componentIds
          ? [...new Set([...other.componentIds, ...one.componentIds])].slice(0, 500)
          : null,
      confirmedAt: consents[0] ?? null,
      oldLinks: [...new Set([...other.oldLinks, ...one.oldLinks])].slice(0, 20),
    });
  }
  return [...byAddress.values()];
}

/** The components that are there; null, which means all of them, where none of the chosen ones came along. */
function chosen(world: World, { componentIds }: TransferSubscriber): string[] | null {
  const ours = (componentIds ?? []).flatMap(
    (externalId) => world.links.get('component', externalId)?.id ?? [],
  );
  return componentIds && ours.length > 0 ? ours : null;
}

export function subscriberSection(transfer: SubscriberTransfer): Section {
  /** Whom a step is about. */
  const about = new WeakMap<Step, TransferSubscriber>();
  const sourceOf = ({ document }: World) => `import from ${sourceKey(document.source)}`;
  return {
    name: 'subscribers',
    batch: 500,
    async steps(world) {
      const { document, links } = world;
      const people = merged(document.subscribers);
      const doubles = document.subscribers.length - people.length;
      if (doubles > 0)
        world.warn(
          `Subscribers that are in the source more than once: ${doubles}. Each address becomes one subscription.`,
        );
      const known = await transfer.known(people);
      const components = new Set(document.components.map(({ externalId }) => externalId));
      const widened = people.filter(
        ({ componentIds }) => componentIds && !componentIds.some((externalId) => components.has(externalId)),
      ).length;
      if (widened > 0)
        world.warn(
          `Subscribers that chose only components that are not there: ${widened}. They will hear of everything.`,
        );
      return people.map((theirs) => {
        const { externalId, state, confirmedAt } = theirs;
        const named = { externalId, title: masked(theirs) };
        const out = (detail: string) => step('subscribers', 'left_out', { ...named, detail });
        const link = links.get('subscriber', externalId);
        const unchanged = link ? link.digest === digestOf(theirs) : false;
        if (unchanged) return step('subscribers', 'same', named);
        const there = known.get(addressKey(theirs));
        if (link && !there) return out('erased here since it was imported');
        if (state === 'active' && theirs.carrier !== 'webhook' && confirmedAt === null)
          return out('never confirmed, so there is no consent to carry');
        if (there && there.state !== 'active' && state === 'active')
          return out(`is ${there.state} here already`);
        const action = !there ? 'create' : there.state === 'active' && state !== 'active' ? 'update' : 'same';
        // Also one who is here already gets the links of the old mails.
        const made: Step = {
          ...step('subscribers', action, { ...named, detail: action === 'create' ? '' : state }),
          run: nothingAlone,
        };
        about.set(made, theirs);
        return made;
      });
    },
    async runAll(batch, world, tx) {
      const people = batch.flatMap((each) => about.get(each) ?? []);
      const ids = await transfer.bring(
        tx,
        people.map((theirs) => ({ ...theirs, componentIds: chosen(world, theirs) })),
        sourceOf(world),
      );
      await world.links.setAll(
        'subscriber',
        people.map((theirs, i) => ({
          externalId: theirs.externalId,
          id: ids[i] ?? '',
          digest: digestOf(theirs),
        })),
        tx,
      );
    },
  };
}

/** People are brought in batches, by `runAll`; that a step has something to run says that it is work. */
const nothingAlone = async () => {};
