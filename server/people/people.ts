/** Puts the parts of the staff together, and tells whoever asks who is behind a request. */
import type { Person } from '@candor/protocol/people.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Store, Tx } from '#store';
import type { Actor, Credentials } from './actor.ts';
import { type AuditDraft, type AuditPage, createAudit } from './audit.ts';
import { createInvites, type Invites } from './invites.ts';
import { createPasswords, type ScryptCost } from './passwords.ts';
import { createPersons, type Persons } from './persons.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokens, type Tokens } from './tokens.ts';

export type People = {
  /** The person or token behind a request, or null. A bearer token wins over a cookie. */
  authenticate(credentials: Credentials): Promise<Actor | null>;
  persons: Persons;
  sessions: Sessions;
  tokens: Tokens;
  invites: Invites;
  /** In the transaction that makes a person: whatever has to be true from then on. */
  onAdded(listener: (tx: Tx, person: Person) => Promise<void>): void;
  /** Writes an entry in the transaction of the change it tells of. */
  audit(tx: Tx, draft: AuditDraft): Promise<void>;
  auditTrail(query?: {
    after?: string | undefined;
    limit?: number;
    target?: string | undefined;
    by?: string | undefined;
  }): Promise<AuditPage>;
  /** `/console/welcome?token=…` while there is no owner, else null. Each call replaces the link before. */
  firstOwnerLink(): Promise<string | null>;
};

export function createPeople({
  store,
  clock,
  ids,
  log,
  scryptCost,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Tests hash cheaply. */
  scryptCost?: ScryptCost;
}): People {
  const { audit, list } = createAudit({ store, clock, ids });
  const listeners: ((tx: Tx, person: Person) => Promise<void>)[] = [];
  const added = async (tx: Tx, person: Person) => {
    for (const listener of listeners) await listener(tx, person);
  };
  const parts = { store, clock, ids, audit, added, passwords: createPasswords(scryptCost) };
  const persons = createPersons(parts);
  const sessions = createSessions(parts);
  const tokens = createTokens(parts);
  const invites = createInvites(parts, { persons, sessions });
  return {
    persons,
    sessions,
    tokens,
    invites,
    onAdded: (listener) => listeners.push(listener),
    audit,
    auditTrail: list,
    async authenticate({ session, authorization }) {
      if (authorization) {
        const [scheme = '', secret = ''] = authorization.split(' ', 2);
        // `OAuth` is how clients of Statuspage's REST API send the same thing.
        return /^(bearer|oauth)$/i.test(scheme) ? tokens.actorBySecret(secret) : null;
      }
      return session ? sessions.actorBySecret(session) : null;
    },
    async firstOwnerLink() {
      const link = await invites.firstOwnerLink();
      if (link) log.info('there is no owner yet; a one-time link was made');
      return link;
    },
  };
}
