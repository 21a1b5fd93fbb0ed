/**
 * The persons of the staff. Nobody is deleted, because the history of every outage names them: a person who leaves is
 * disabled, which ends their sessions. There is always an owner left who can sign in.
 */
import type { Person, PersonEdit, ProfileEdit, Role } from '@candor/protocol/people.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import type { Actor } from './actor.ts';
import { type Parts, tables } from './parts.ts';
import { mayManage } from './roles.ts';

const COLUMNS = [
  'id',
  'email',
  'name',
  'role',
  'locale',
  'timeZone',
  'phone',
  'createdAt',
  'updatedAt',
  'disabledAt',
] as const;

export type NewPerson = {
  email: string;
  name: string;
  role: Role;
  password: string;
  locale?: string | undefined;
  timeZone?: string | undefined;
};

export function createPersons({ store, clock, ids, passwords, audit, added }: Parts) {
  const get = async (id: string): Promise<Person | null> =>
    (await tables(store.db)
      .selectFrom('peoplePerson')
      .select(COLUMNS)
      .where('id', '=', id)
      .executeTakeFirst()) ?? null;

  const need = async (id: string): Promise<Person> => {
    const person = await get(id);
    if (!person) throw new Problem('not-found', `There is no person ${id.slice(0, 40)}.`);
    return person;
  };

  /** Locks every working owner in one order, so that two owners cannot remove each other at the same time. */
  async function keepAnOwner(tx: Tx, without: string) {
    const owners = await tables(tx)
      .selectFrom('peoplePerson')
      .select('id')
      .where('role', '=', 'owner')
      .where('disabledAt', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute();
    if (owners.every(({ id }) => id !== without) || owners.length > 1) return;
    throw new Problem('state.conflict', 'This is the last owner; make somebody else an owner first.');
  }

  /** The hash is made before the transaction begins, so that no connection waits for it. */
  async function insert(tx: Tx, person: Omit<NewPerson, 'password'> & { passwordHash: string }, by?: string) {
    const id = ids.next('usr');
    const now = clock.now();
    const { email, name, role, passwordHash, locale = 'en', timeZone = 'UTC' } = person;
    const made = await tables(tx)
      .insertInto('peoplePerson')
      .values({
        id,
        email: email.trim().toLowerCase(),
        name,
        role,
        passwordHash,
        locale,
        timeZone,
        phone: null,
        createdAt: now,
        updatedAt: now,
        disabledAt: null,
      })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning(COLUMNS)
      .executeTakeFirst();
    if (!made) throw new Problem('state.conflict', 'Somebody on the staff has this e-mail address already.');
    await audit(tx, { by: by ?? `person:${id}`, what: 'person.added', target: id, detail: { role } });
    await added(tx, made as Person);
    return made as Person;
  }

  async function change(id: string, edit: PersonEdit, by: string): Promise<Person> {
    const { disabled, ...columns } = edit;
    return store.transaction(async (tx) => {
      const now = clock.now();
      const steps = { ...withoutUndefined(columns), updatedAt: now };
      if (disabled || (edit.role !== undefined && edit.role !== 'owner')) await keepAnOwner(tx, id);
      const changed = await tables(tx)
        .updateTable('peoplePerson')
        .set(disabled === undefined ? steps : { ...steps, disabledAt: disabled ? now : null })
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst();
      if (!changed) throw new Problem('not-found', `There is no person ${id.slice(0, 40)}.`);
      if (disabled) await tables(tx).deleteFrom('peopleSession').where('personId', '=', id).execute();
      await audit(tx, {
        by,
        what: disabled ? 'person.disabled' : 'person.changed',
        target: id,
        // Which fields, and the role: what was typed into the others is personal.
        detail: { fields: Object.keys(withoutUndefined(edit)), ...(edit.role ? { role: edit.role } : {}) },
      });
      return changed as Person;
    });
  }

  return {
    get,
    need,
    insert,
    async list({ disabled = false }: { disabled?: boolean } = {}): Promise<Person[]> {
      let query = tables(store.db).selectFrom('peoplePerson').select(COLUMNS).orderBy('id');
      if (!disabled) query = query.where('disabledAt', 'is', null);
      return query.execute();
    },
    byEmail: async (email: string): Promise<Person | null> =>
      (await tables(store.db)
        .selectFrom('peoplePerson')
        .select(COLUMNS)
        .where('email', '=', email.trim().toLowerCase())
        .executeTakeFirst()) ?? null,
    /** For imports and `candor apply`; people invited by hand come through `welcome`. */
    async add(person: NewPerson, by: string): Promise<Person> {
      const passwordHash = await passwords.hash(person.password);
      return store.transaction((tx) => insert(tx, { ...person, passwordHash }, by));
    },
    edit(id: string, edit: ProfileEdit, by: string): Promise<Person> {
      return change(id, edit, by);
    },
    /** What an administrator does to somebody else's account, within what their own role allows. */
    async manage(manager: Actor, id: string, edit: PersonEdit): Promise<Person> {
      const person = await need(id);
      const { managesAs } = manager;
      if (!mayManage(managesAs, person.role) || (edit.role && !mayManage(managesAs, edit.role)))
        throw new Problem('auth.forbidden', 'Only an owner changes an owner or makes one.');
      if (manager.id === id && edit.disabled)
        throw new Problem(
          'state.conflict',
          'You cannot disable yourself; ask another owner or administrator.',
        );
      return change(id, edit, manager.by);
    },
    hasOwner: async (): Promise<boolean> =>
      (await tables(store.db)
        .selectFrom('peoplePerson')
        .select('id')
        .where('role', '=', 'owner')
        .where('disabledAt', 'is', null)
        .limit(1)
        .executeTakeFirst()) !== undefined,
  };
}

export type Persons = ReturnType<typeof createPersons>;

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** A field that is absent stays as it is; the database must not see it as null. */
const withoutUndefined = <T extends object>(edit: T): Defined<T> =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Defined<T>;
