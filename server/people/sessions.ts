/**
 * Signing in. A session is a random cookie whose digest is a row: it ends by itself, by signing out, or when the
 * person is disabled or changes the password. A wrong address and a wrong password look and last alike, and both are
 * limited per address of mail, so that guessing is slow from any number of machines.
 */
import type { OpenSession, Person } from '@candor/protocol/people.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import type { Actor } from './actor.ts';
import { createAttempts } from './attempts.ts';
import { type Parts, tables } from './parts.ts';
import { scopesOf } from './roles.ts';
import { digest, newSecret, plausible } from './secrets.ts';

const LIFETIME_MS = 14 * 86_400_000;
/** A row is touched at most this often, so that reading the console does not write to the database. */
const TOUCH_MS = 5 * 60_000;

export type Opened = { secret: string; sessionId: string; expiresAt: string; person: Person };

export function createSessions(parts: Parts) {
  const { store, clock, ids, passwords, audit } = parts;
  const attempts = createAttempts({ clock });
  const iso = (ms: number) => new Date(ms).toISOString();

  async function open(tx: Tx, person: Person, userAgent: string | null): Promise<Opened> {
    const secret = newSecret();
    const now = clock.now();
    const expiresAt = iso(clock.nowMs() + LIFETIME_MS);
    const id = ids.next('ses');
    await tables(tx).deleteFrom('peopleSession').where('expiresAt', '<=', now).execute();
    await tables(tx)
      .insertInto('peopleSession')
      .values({
        id,
        tokenHash: digest(secret),
        personId: person.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt,
        userAgent: userAgent?.slice(0, 300) ?? null,
      })
      .execute();
    await audit(tx, { by: `person:${person.id}`, what: 'session.opened', target: person.id });
    return { secret, sessionId: id, expiresAt, person };
  }

  return {
    open,
    async signIn(email: string, password: string, userAgent: string | null): Promise<Opened> {
      const address = email.trim().toLowerCase();
      if (!attempts.allowed(address))
        throw new Problem(
          'request.rate-limited',
          'Too many sign-ins failed for this address; wait and try again.',
        );
      const row = await tables(store.db)
        .selectFrom('peoplePerson')
        .selectAll()
        .where('email', '=', address)
        .executeTakeFirst();
      const { ok, renew } = await passwords.verify(password, row?.passwordHash ?? null);
      if (!row || !ok || row.disabledAt !== null) {
        attempts.failed(address);
        throw new Problem('auth.failed', 'The e-mail address or the password is not right.');
      }
      attempts.forget(address);
      const renewed = renew ? await passwords.hash(password) : null;
      const { passwordHash: _hidden, ...person } = row;
      return store.transaction(async (tx) => {
        if (renewed)
          await tables(tx)
            .updateTable('peoplePerson')
            .set({ passwordHash: renewed })
            .where('id', '=', row.id)
            .execute();
        return open(tx, person, userAgent);
      });
    },
    async actorBySecret(secret: string): Promise<Actor | null> {
      if (!plausible(secret)) return null;
      const row = await tables(store.db)
        .selectFrom('peopleSession')
        .innerJoin('peoplePerson', 'peoplePerson.id', 'peopleSession.personId')
        .select([
          'peopleSession.id as sessionId',
          'peopleSession.lastSeenAt',
          'peoplePerson.id',
          'peoplePerson.name',
          'peoplePerson.role',
          'peoplePerson.locale',
          'peoplePerson.timeZone',
        ])
        .where('tokenHash', '=', digest(secret))
        .where('expiresAt', '>', clock.now())
        .where('disabledAt', 'is', null)
        .executeTakeFirst();
      if (!row) return null;
      if (clock.nowMs() - Date.parse(row.lastSeenAt) >= TOUCH_MS)
        await tables(store.db)
          .updateTable('peopleSession')
          .set({ lastSeenAt: clock.now() })
          .where('id', '=', row.sessionId)
          .execute();
      const { id, name, role, locale, timeZone, sessionId } = row;
      return {
        by: `person:${id}`,
        kind: 'person',
        id,
        name,
        role,
        managesAs: role,
        scopes: scopesOf(role),
        locale,
        timeZone,
        sessionId,
      };
    },
    async list(personId: string, currentId: string | null): Promise<OpenSession[]> {
      const rows = await tables(store.db)
        .selectFrom('peopleSession')
        .select(['id', 'createdAt', 'lastSeenAt', 'expiresAt', 'userAgent'])
        .where('personId', '=', personId)
        .where('expiresAt', '>', clock.now())
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({ ...row, current: row.id === currentId }));
    },
    async expiryOf(sessionId: string): Promise<string | null> {
      const row = await tables(store.db)
        .selectFrom('peopleSession')
        .select('expiresAt')
        .where('id', '=', sessionId)
        .executeTakeFirst();
      return row?.expiresAt ?? null;
    },
    /** Ends one session of this person; ending one that is over already is no error. */
    async end(personId: string, sessionId: string): Promise<void> {
      await store.transaction(async (tx) => {
        const { numDeletedRows } = await tables(tx)
          .deleteFrom('peopleSession')
          .where('id', '=', sessionId)
          .where('personId', '=', personId)
          .executeTakeFirst();
        if (numDeletedRows > 0n)
          await audit(tx, { by: `person:${personId}`, what: 'session.ended', target: personId });
      });
    },
    /** A new password ends every session but the one in use. */
    async changePassword(actor: Actor, current: string, next: string): Promise<void> {
      const row = await tables(store.db)
        .selectFrom('peoplePerson')
        .select(['email', 'passwordHash'])
        .where('id', '=', actor.id)
        .executeTakeFirstOrThrow();
      if (!attempts.allowed(row.email))
        throw new Problem('request.rate-limited', 'Too many attempts failed; wait and try again.');
      if (!(await passwords.verify(current, row.passwordHash)).ok) {
        attempts.failed(row.email);
        throw new Problem('auth.failed', 'The current password is not right.');
      }
      const passwordHash = await passwords.hash(next);
      await store.transaction(async (tx) => {
        await tables(tx)
          .updateTable('peoplePerson')
          .set({ passwordHash, updatedAt: clock.now() })
          .where('id', '=', actor.id)
          .execute();
        await tables(tx)
          .deleteFrom('peopleSession')
          .where('personId', '=', actor.id)
          .where('id', '!=', actor.sessionId ?? '')
          .execute();
        await audit(tx, { by: actor.by, what: 'person.changedSignIn', target: actor.id });
      });
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
