/**
 * People: the staff. Who they are, how they sign in, what their role lets them do, which tokens act for them, and a
 * record of what was changed by whom. Writes no facts: persons are plain rows and the audit trail is its own table.
 * Never keeps a password or a token in a form that could be used again, and never tells a stranger who is on the
 * staff.
 */
export type { Actor, Credentials } from './actor.ts';
export type { AuditDraft } from './audit.ts';
export { createPasswords, type Passwords } from './passwords.ts';
export { createPeople, type People } from './people.ts';
export { isScope, SCOPE_ROOMS, scopesOf } from './roles.ts';
