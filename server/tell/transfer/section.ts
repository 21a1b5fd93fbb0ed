/**
 * The frame of every section of an import: steps that say what they would do and can do it. A plan only reads the
 * steps and an application also runs them, so that the two cannot differ. Steps are made anew before they are run.
 */
import type {
  PlanAction,
  PlanItem,
  TransferDocument,
  TransferOptions,
  TransferSection,
} from '@candor/protocol/transfer.ts';
import type { Tx } from '#store';
import { digestOf, type LinkKind, type Links } from './links.ts';

export type Step = { item: PlanItem; run: ((tx: Tx) => Promise<void>) | null };

export type World = {
  document: TransferDocument;
  options: TransferOptions;
  links: Links;
  nowMs: number;
  warn(sentence: string): void;
};

export type Section = {
  name: TransferSection;
  /** How many steps are one transaction: all or nothing. */
  batch: number;
  steps(world: World): Promise<Step[]>;
  /** Runs a batch at once, where one by one would take too long; otherwise each step runs by itself. */
  runAll?(batch: readonly Step[], world: World, tx: Tx): Promise<void>;
};

export function step(
  section: TransferSection,
  action: PlanAction,
  { externalId, title, detail = '' }: { externalId: string; title: string; detail?: string },
  run: Step['run'] = null,
): Step {
  return {
    item: { section, action, externalId: externalId.slice(0, 200), title: title.slice(0, 200), detail },
    run: action === 'create' || action === 'update' ? run : null,
  };
}

type Named = { externalId: string };
/**
 * The question that page, groups, components and monitors ask alike. What the source said before and says again is
 * left as it is here, also when somebody changed it here; what it says anew wins.
 */
export function compare<Theirs extends Named, Ours extends { id: string }>({
  section,
  kind,
  theirs,
  title,
  links,
  ours,
  alike,
  wanted,
  create,
  update,
}: {
  section: TransferSection;
  kind: LinkKind;
  theirs: Theirs;
  title: string;
  links: Links;
  ours: ReadonlyMap<string, Ours>;
  /** One that was here before the import and is plainly the same thing. */
  alike: Ours | undefined;
  /** Our fields as the source wants them. */
  wanted: Record<string, unknown>;
  create: (tx: Tx) => Promise<string>;
  update: (id: string, fields: Record<string, unknown>, tx: Tx) => Promise<unknown>;
}): Step {
  const { externalId } = theirs;
  const digest = digestOf(theirs);
  const link = links.get(kind, externalId);
  const say = (action: PlanAction, detail = '', run: Step['run'] = null) =>
    step(section, action, { externalId, title, detail }, run);
  if (link && !ours.has(link.id)) return say('left_out', 'it was imported before and removed here since');
  const there = link ? ours.get(link.id) : alike;
  if (!there)
    return say('create', '', async (tx) => links.set(kind, externalId, { id: await create(tx), digest }, tx));
  if (link?.digest === digest) return say('same');
  const fields = Object.keys(wanted).filter(
    (name) =>
      wanted[name] !== undefined && digestOf(wanted[name]) !== digestOf(there[name as keyof Ours] ?? null),
  );
  const keep = (tx: Tx) => links.set(kind, externalId, { id: there.id, digest }, tx);
  // Known by its name only: nothing to change, and from now on it is known by its id.
  if (fields.length === 0) return { ...say('same'), run: keep };
  return say('update', fields.join(', '), async (tx) => {
    await update(there.id, Object.fromEntries(fields.map((name) => [name, wanted[name]])), tx);
    await keep(tx);
  });
}
