/**
 * Targets as rows: made, changed, removed and read. Secrets are sealed when they are written, opened only for the
 * courier, and never given out. The list is kept in memory, so that copying goes on while the database is away.
 */
import { resolve } from 'node:path';
import { OutsideCopyInput, OutsidePlace } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { SecretBox } from '#lib/secret-box.ts';
import type { Store } from '#store';
import { checkPlace, receiverOf, type Ways } from './couriers.ts';
import type { OutsideTables } from './tables.ts';

export type Target = OutsideCopyInput & {
  id: string;
  hasSecret: boolean;
  createdAt: string;
  updatedAt: string;
};
/** A target as its courier gets it. */
export type OpenTarget = {
  target: Target;
  secret: string | null;
  /** It has a secret that the key of this data folder does not open. */
  locked: boolean;
};

/** Without a purpose it is for copies of the page. */
type NewTarget = Omit<OutsideCopyInput, 'purpose'> & Partial<Pick<OutsideCopyInput, 'purpose'>>;

export type Targets = ReturnType<typeof createTargets>;

export function createTargets({
  store,
  clock,
  ids,
  box,
  ways,
  changed,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  box: SecretBox;
  ways: Ways;
  changed: () => void;
}) {
  const db = () => store.db.withTables<OutsideTables>();
  type Row = Awaited<ReturnType<typeof rows>>[number];
  const rows = () => db().selectFrom('tellOutsideTarget').selectAll().orderBy('id').execute();
  const toTarget = ({ secret, place, ...row }: Row): Target => ({
    ...row,
    place: OutsidePlace.parse({
      ...place,
      ...('kind' in place && place['kind'] === 'folder' ? {} : { secret: null }),
    }),
    hasSecret: secret !== null,
  });

  /** The input with its secret taken out, sealed for the target it belongs to. */
  function parted(id: string, input: OutsideCopyInput, old: Row | null) {
    const { secret: given = null, ...place } = { secret: null, ...input.place };
    const before = old ? toTarget(old).place : null;
    const kept = before && receiverOf(before) === receiverOf(input.place) ? (old?.secret ?? null) : null;
    if (given === null && old?.secret && kept === null && input.place.kind !== 'folder')
      throw new Problem(
        'request.invalid',
        'The secret is needed again: this target now has another receiver.',
        {
          errors: [{ path: 'place.secret', message: 'is needed again for another receiver' }],
        },
      );
    const sealed = given === null ? kept : box.seal(id, given);
    checkPlace(input.place, sealed !== null, ways);
    if (old && old.purpose !== input.purpose)
      throw new Problem('request.invalid', 'What a target is for does not change; add another one.', {
        errors: [{ path: 'purpose', message: 'cannot be changed' }],
      });
    return {
      name: input.name,
      enabled: input.enabled,
      purpose: input.purpose,
      calmSeconds: input.calmSeconds,
      timeoutSeconds: input.timeoutSeconds,
      place: JSON.stringify(place),
      secret: sealed,
      updatedAt: clock.now(),
    };
  }

  /** Each kind of copy removes what it does not know, so two kinds never share a place. */
  async function refuseShared(id: string, { purpose, place }: OutsideCopyInput) {
    const other = (await rows()).map(toTarget).find((target) => {
      return target.id !== id && target.purpose !== purpose && spotOf(target.place) === spotOf(place);
    });
    if (other)
      throw new Problem(
        'state.conflict',
        `"${other.name}" lies in this place already, and the two would remove each other’s files. Choose another folder, prefix or branch.`,
      );
  }

  async function row(id: string): Promise<Row> {
    const found = await db()
      .selectFrom('tellOutsideTarget')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) throw new Problem('not-found', `There is no target ${id.slice(0, 64)}.`);
    return found;
  }

  return {
    list: async (): Promise<Target[]> => (await rows()).map(toTarget),
    get: async (id: string): Promise<Target> => toTarget(await row(id)),
    /** For copying: with secrets. One that cannot be opened is no reason to leave the others. */
    async opened(): Promise<OpenTarget[]> {
      return (await rows()).map((each) => {
        const target = toTarget(each);
        try {
          const secret = each.secret === null ? null : box.open(each.id, each.secret);
          return { target, secret, locked: false };
        } catch {
          return { target, secret: null, locked: true };
        }
      });
    },
    async create(given: NewTarget): Promise<Target> {
      const id = ids.next('out');
      const input = OutsideCopyInput.parse(given);
      await refuseShared(id, input);
      const values = { id, createdAt: clock.now(), ...parted(id, input, null) };
      const made = await db()
        .insertInto('tellOutsideTarget')
        .values(values)
        .returningAll()
        .executeTakeFirstOrThrow();
      changed();
      return toTarget(made);
    },
    /** Fields that are left out stay; a secret that comes back as null is kept for the same receiver. */
    async update(id: string, change: Partial<OutsideCopyInput>): Promise<Target> {
      const old = await row(id);
      const { name, enabled, purpose, place, calmSeconds, timeoutSeconds } = toTarget(old);
      const input = OutsideCopyInput.parse({
        name,
        enabled,
        purpose,
        place,
        calmSeconds,
        timeoutSeconds,
        ...change,
      });
      await refuseShared(id, input);
      const made = await db()
        .updateTable('tellOutsideTarget')
        .set(parted(id, input, old))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      changed();
      return toTarget(made);
    },
    async remove(id: string): Promise<void> {
      await row(id);
      await db().deleteFrom('tellOutsideTarget').where('id', '=', id).execute();
      changed();
    },
  };
}

/** The same for two places that are one. */
function spotOf(place: OutsidePlace): string {
  if (place.kind === 'folder') return `folder ${resolve(place.path)}`;
  if (place.kind === 's3') return `s3 ${new URL(place.endpoint).host}/${place.bucket}/${place.prefix}`;
  if (place.kind === 'http-put') return `http-put ${place.url.replace(/\/*$/, '')}`;
  if (place.kind === 'git') return `git ${place.remote} ${place.branch} ${place.folder}`;
  return `ssh ${place.host}:${place.port} ${place.path.replace(/\/*$/, '')}`;
}
