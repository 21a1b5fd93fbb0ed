/** API tokens: what a machine may do. Shown once, kept as a digest, revoked rather than deleted. */
import type { ApiToken, NewApiToken, Scope, TokenInput } from '@candor/protocol/people.ts';
import { sql } from 'kysely';
import { Problem } from '#lib/problem.ts';
import type { Actor } from './actor.ts';
import { type Parts, tables } from './parts.ts';
import { isScope, mayGrant } from './roles.ts';
import { digest, newSecret, plausible, TOKEN_PREFIX } from './secrets.ts';

const COLUMNS = [
  'id',
  'name',
  'scopes',
  'createdAt',
  'createdBy',
  'lastUsedAt',
  'expiresAt',
  'revokedAt',
] as const;
/** `lastUsedAt` is a hint for cleaning up, so it is written seldom. */
const TOUCH_MS = 5 * 60_000;

export function createTokens({ store, clock, ids, audit }: Parts) {
  return {
    async list(): Promise<ApiToken[]> {
      const rows = await tables(store.db)
        .selectFrom('peopleToken')
        .select(COLUMNS)
        .orderBy('id', 'desc')
        .execute();
      return rows as ApiToken[];
    },
    async make(maker: Actor, input: TokenInput): Promise<NewApiToken> {
      const scopes = [...new Set(input.scopes)].sort();
      const unknown = scopes.filter((scope) => !isScope(scope));
      if (unknown.length > 0)
        throw new Problem('request.invalid', 'Some scopes do not exist.', {
          errors: unknown.map((scope) => ({ path: 'scopes', message: `there is no scope ${scope}` })),
        });
      const refused = scopes.filter((scope) => !mayGrant(maker.scopes, scope as Scope));
      if (refused.length > 0)
        throw new Problem('auth.forbidden', `You cannot give a token ${refused.join(', ')}.`);
      const secret = newSecret(TOKEN_PREFIX);
      const row = {
        id: ids.next('tok'),
        name: input.name,
        createdAt: clock.now(),
        createdBy: maker.by,
        lastUsedAt: null,
        expiresAt: input.expiresAt ?? null,
        revokedAt: null,
      };
      if (row.expiresAt !== null && row.expiresAt <= row.createdAt)
        throw new Problem('request.invalid', 'The token would be over before it begins.', {
          errors: [{ path: 'expiresAt', message: 'lies in the past' }],
        });
      await store.transaction(async (tx) => {
        await tables(tx)
          .insertInto('peopleToken')
          .values({ ...row, scopes: JSON.stringify(scopes), secretHash: digest(secret) })
          .execute();
        await audit(tx, { by: maker.by, what: 'token.made', target: row.id, detail: { scopes } });
      });
      return { ...row, scopes, secret };
    },
    /** Revoking twice is no error: the first time stands. */
    async revoke(actor: Actor, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await tables(tx)
          .selectFrom('peopleToken')
          .select('revokedAt')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        if (!row) throw new Problem('not-found', `There is no token ${id.slice(0, 40)}.`);
        if (row.revokedAt !== null) return;
        await tables(tx)
          .updateTable('peopleToken')
          .set({ revokedAt: clock.now() })
          .where('id', '=', id)
          .execute();
        await audit(tx, { by: actor.by, what: 'token.revoked', target: id });
      });
    },
    async actorBySecret(secret: string): Promise<Actor | null> {
      if (!secret.startsWith(TOKEN_PREFIX) || !plausible(secret)) return null;
      const row = await tables(store.db)
        .selectFrom('peopleToken')
        // A person who left, or a token that made this one, lends it no authority over the staff.
        .leftJoin('peoplePerson as maker', (join) =>
          join.on(sql`'person:' || maker.id`, '=', sql.ref('createdBy')).on('maker.disabledAt', 'is', null),
        )
        .select(COLUMNS.map((column) => `peopleToken.${column}` as const))
        .select('maker.role as makerRole')
        .where('secretHash', '=', digest(secret))
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      if (!row || (row.expiresAt !== null && row.expiresAt <= clock.now())) return null;
      if (row.lastUsedAt === null || clock.nowMs() - Date.parse(row.lastUsedAt) >= TOUCH_MS)
        await tables(store.db)
          .updateTable('peopleToken')
          .set({ lastUsedAt: clock.now() })
          .where('id', '=', row.id)
          .execute();
      return {
        by: `token:${row.id}`,
        kind: 'token',
        id: row.id,
        name: row.name,
        role: null,
        managesAs: row.makerRole,
        scopes: new Set((row.scopes as string[]).filter(isScope)),
        locale: 'en',
        timeZone: 'UTC',
        sessionId: null,
      };
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
