/**
 * What each role and token may do. Pure: a role stands for a set of scopes, a route asks for one scope, and the
 * whole matrix is tested cell by cell. Scopes are named after rooms, so that a new route needs no new rule.
 */
import type { Role, Scope } from '@candor/protocol/people.ts';

/** Every word that may stand before `:read` and `:write`. `self` is one's own profile and sessions. */
export const SCOPE_ROOMS = [
  'self',
  'people',
  'audit',
  'metrics',
  'store',
  'timeline',
  'catalog',
  'audience',
  'carriers',
  'words',
  'calendar',
  'library',
  'prepare',
  'watch',
  'respond',
  'tell',
  'degrade',
  'learn',
  'amend',
  'listen',
] as const;
export type ScopeRoom = (typeof SCOPE_ROOMS)[number];

const read = (...rooms: ScopeRoom[]): Scope[] => rooms.map((room) => `${room}:read` as const);
const write = (...rooms: ScopeRoom[]): Scope[] =>
  rooms.flatMap((room) => [`${room}:read`, `${room}:write`] as const);

/** What anyone on the staff sees: the story of every outage, but no customer's personal data. */
const STORY = read(
  'people',
  'timeline',
  'catalog',
  'words',
  'calendar',
  'library',
  'prepare',
  'watch',
  'respond',
  'tell',
  'degrade',
  'learn',
  'listen',
);

const EVERYTHING = new Set(write(...SCOPE_ROOMS));

/** Responders act on the service and speak; communicators speak, and look after people; neither manages staff. */
const SCOPES: Record<Role, ReadonlySet<Scope>> = {
  owner: EVERYTHING,
  admin: EVERYTHING,
  responder: new Set([
    ...STORY,
    ...read('audience', 'carriers'),
    ...write('self', 'timeline', 'catalog', 'calendar', 'watch', 'respond', 'tell', 'degrade', 'learn'),
  ]),
  communicator: new Set([
    ...STORY,
    ...read('carriers', 'amend'),
    ...write('self', 'timeline', 'audience', 'words', 'calendar', 'prepare', 'tell', 'learn', 'listen'),
  ]),
  viewer: new Set([...STORY, ...write('self')]),
};

export const scopesOf = (role: Role): ReadonlySet<Scope> => SCOPES[role];

export const isScope = (text: string): text is Scope => EVERYTHING.has(text as Scope);

/** A token is never given more than its maker has, and never a person's own profile. */
export const mayGrant = (maker: ReadonlySet<Scope>, scope: Scope): boolean =>
  maker.has(scope) && !scope.startsWith('self:');

/** Only an owner makes, changes or removes an owner; the rest of the staff is the administrators' work too. */
export const mayManage = (manager: Role | null, subject: Role): boolean =>
  manager === 'owner' || (manager === 'admin' && subject !== 'owner');
