/**
 * One-time links: the first owner's, an invitation, or a new password for somebody who lost theirs. Using a link
 * deletes its row in the same transaction that makes the person, so that two who click at once get one account.
 */
import type { Invite, NewInvite, Person, Role, Welcome, WelcomeOffer } from '@candor/protocol/people.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import type { Actor } from './actor.ts';
import { type Parts, tables } from './parts.ts';
import type { Persons } from './persons.ts';
import { mayManage } from './roles.ts';
import { digest, newSecret, plausible } from './secrets.ts';
import type { Opened, Sessions } from './sessions.ts';

const INVITE_MS = 7 * 86_400_000;
const RESET_MS = 86_400_000;
const FIRST_OWNER = 'system:first-owner';
const COLUMNS = ['id', 'role', 'email', 'createdAt', 'createdBy', 'expiresAt'] as const;

const linkOf = (secret: string) => `/console/welcome?token=${secret}`;

export function createInvites(parts: Parts, { persons, sessions }: { persons: Persons; sessions: Sessions }) {
  const { store, clock, ids, passwords, audit } = parts;

  async function make(
    by: string,
    to: { role: Role; email: string | null; personId?: string },
    lifetimeMs: number | null,
  ): Promise<NewInvite> {
    const secret = newSecret();
    const row = {
      id: ids.next('inv'),
      role: to.role,
      email: to.email,
      createdAt: clock.now(),
      createdBy: by,
      expiresAt: lifetimeMs === null ? null : new Date(clock.nowMs() + lifetimeMs).toISOString(),
    };
    await store.transaction(async (tx) => {
      await tables(tx).deleteFrom('peopleInvite').where('expiresAt', '<=', clock.now()).execute();
      // Only the newest of the links that stand in for one another is good.
      if (by === FIRST_OWNER)
        await tables(tx).deleteFrom('peopleInvite').where('createdBy', '=', FIRST_OWNER).execute();
      if (to.personId)
        await tables(tx).deleteFrom('peopleInvite').where('personId', '=', to.personId).execute();
      else if (to.email) await replaceOpen(tx, by, to.email);
      await tables(tx)
        .insertInto('peopleInvite')
        .values({ ...row, personId: to.personId ?? null, tokenHash: digest(secret) })
        .execute();
      const what = to.personId ? 'person.passwordLinkMade' : 'person.invited';
      await audit(tx, { by, what, target: to.personId ?? row.id, detail: { role: to.role } });
    });
    return { ...row, link: linkOf(secret) };
  }

  /** Whoever is invited anew, perhaps with another role, has one link that counts. */
  async function replaceOpen(tx: Tx, by: string, email: string) {
    const replaced = await tables(tx)
      .deleteFrom('peopleInvite')
      .where('email', '=', email)
      .where('personId', 'is', null)
      .returning('id')
      .execute();
    for (const { id } of replaced) await audit(tx, { by, what: 'invitation.revoked', target: id });
  }

  const find = async (token: string, from: Parameters<typeof tables>[0] = store.db) => {
    if (!plausible(token)) return undefined;
    const row = await tables(from)
      .selectFrom('peopleInvite')
      .selectAll()
      .where('tokenHash', '=', digest(token))
      .executeTakeFirst();
    return row && (row.expiresAt === null || row.expiresAt > clock.now()) ? row : undefined;
  };
  const spent = () =>
    new Problem('auth.failed', 'This link was used, replaced or is too old; ask for a new one.');

  return {
    /** A link for the first owner while there is none; a new one each time replaces the one before. */
    async firstOwnerLink(): Promise<string | null> {
      if (await persons.hasOwner()) return null;
      return (await make(FIRST_OWNER, { role: 'owner', email: null }, null)).link;
    },
    async invite(maker: Actor, { role, email = null }: { role: Role; email?: string | null }) {
      if (!mayManage(maker.managesAs, role))
        throw new Problem(
          'auth.forbidden',
          'Only an owner invites an owner; administrators invite the others. A token invites as the person who made it may.',
        );
      if (email && (await persons.byEmail(email)))
        throw new Problem('state.conflict', 'Somebody on the staff has this e-mail address already.');
      return make(maker.by, { role, email }, INVITE_MS);
    },
    async passwordLink(maker: Actor, personId: string): Promise<NewInvite> {
      const person = await persons.need(personId);
      // Such a link is a way to become that person, so no token makes one.
      if (maker.kind === 'token')
        throw new Problem('auth.forbidden', 'Only a person makes a new password link, not a token.');
      if (!mayManage(maker.managesAs, person.role))
        throw new Problem('auth.forbidden', 'Only an owner makes a new password link for an owner.');
      return make(maker.by, { role: person.role, email: person.email, personId }, RESET_MS);
    },
    async list(): Promise<Invite[]> {
      return tables(store.db)
        .selectFrom('peopleInvite')
        .select(COLUMNS)
        .where((is) => is.or([is('expiresAt', 'is', null), is('expiresAt', '>', clock.now())]))
        .orderBy('id', 'desc')
        .execute();
    },
    async revoke(actor: Actor, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        const { numDeletedRows } = await tables(tx)
          .deleteFrom('peopleInvite')
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n)
          throw new Problem('not-found', `There is no open invitation ${id.slice(0, 40)}.`);
        await audit(tx, { by: actor.by, what: 'invitation.revoked', target: id });
      });
    },
    async offer(token: string): Promise<WelcomeOffer> {
      const row = await find(token);
      if (!row) throw spent();
      return { role: row.role, email: row.email, expiresAt: row.expiresAt };
    },
    /** Uses the link: makes the person, or gives an existing one a new password, and signs them in. */
    async welcome(welcome: Welcome, userAgent: string | null): Promise<Opened> {
      const { token, password, name, email, locale, timeZone } = welcome;
      // Looked at before the costly hash, and once more when the row is taken.
      const offered = await find(token);
      if (!offered) throw spent();
      if (offered.email !== null && offered.email !== email)
        throw new Problem('request.invalid', 'This link is for another e-mail address.', {
          errors: [{ path: 'email', message: 'is not the address that was invited' }],
        });
      const passwordHash = await passwords.hash(password);
      return store.transaction(async (tx) => {
        const { numDeletedRows } = await tables(tx)
          .deleteFrom('peopleInvite')
          .where('id', '=', offered.id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw spent();
        if (offered.personId === null) {
          const person = await persons.insert(tx, {
            email,
            name,
            role: offered.role,
            passwordHash,
            locale,
            timeZone,
          });
          return sessions.open(tx, person, userAgent);
        }
        const person = await tables(tx)
          .updateTable('peoplePerson')
          .set({ passwordHash, updatedAt: clock.now() })
          .where('id', '=', offered.personId)
          .where('disabledAt', 'is', null)
          .returning([
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
          ])
          .executeTakeFirst();
        if (!person) throw spent();
        await tables(tx).deleteFrom('peopleSession').where('personId', '=', person.id).execute();
        await audit(tx, { by: `person:${person.id}`, what: 'person.changedSignIn', target: person.id });
        return sessions.open(tx, person as Person, userAgent);
      });
    },
  };
}

export type Invites = ReturnType<typeof createInvites>;
