/** Whoever is behind a request: a person of the staff by session, or a token. */
import type { Role, Scope } from '@candor/protocol/people.ts';

export type Actor = {
  /** The `by` of facts and audit entries: `person:usr_…` or `token:tok_…`. */
  by: `person:${string}` | `token:${string}`;
  kind: 'person' | 'token';
  /** `usr_…` or `tok_…`. */
  id: string;
  name: string;
  /** A token has scopes of its own and no role. */
  role: Role | null;
  /** The role within whose limits the staff is managed: one's own; for a token, what the person who made it is now. */
  managesAs: Role | null;
  scopes: ReadonlySet<Scope>;
  locale: string;
  timeZone: string;
  /** The session in use, so that signing out ends this one; null for tokens. */
  sessionId: string | null;
};

/** What a request shows of itself: the session cookie's value or the Authorization header, as received. */
export type Credentials = { session?: string | null; authorization?: string | null };
