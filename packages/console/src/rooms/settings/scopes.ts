/** Scopes of API tokens as a person chooses them: a room, and read or write. */

/** What each room's scope lets a token touch, for the form. */
const ROOMS: Record<string, string> = {
  timeline: 'facts',
  catalog: 'pages and components',
  audience: 'subscribers and customers',
  carriers: 'deliveries',
  words: 'templates and the linter',
  calendar: 'maintenance windows',
  library: 'case studies',
  prepare: 'policies and checklists',
  watch: 'monitors',
  respond: 'incidents and escalation',
  tell: 'updates and promises',
  degrade: 'traffic',
  learn: 'postmortems and actions',
  amend: 'contracts and credits',
  listen: 'trust reports and surveys',
  people: 'staff and tokens',
  audit: 'the audit log',
  metrics: '/metrics',
  store: 'the database',
};

type RoomScope = { room: string; about: string; mayWrite: boolean };

/** Only what the signed-in person has can be given, and never a person's own profile. */
export function grantable(scopes: readonly string[]): RoomScope[] {
  const rooms = new Set(scopes.map((scope) => scope.split(':')[0] ?? ''));
  rooms.delete('self');
  const known = Object.keys(ROOMS);
  return [...rooms]
    .sort((a, b) => known.indexOf(a) - known.indexOf(b))
    .map((room) => ({ room, about: ROOMS[room] ?? room, mayWrite: scopes.includes(`${room}:write`) }));
}

export type Level = 'none' | 'read' | 'write';

/** `write` holds `read`: a token that changes something has to see it. */
export const scopesFor = (chosen: Readonly<Record<string, Level>>): string[] =>
  Object.entries(chosen).flatMap(([room, level]) =>
    level === 'none' ? [] : level === 'read' ? [`${room}:read`] : [`${room}:read`, `${room}:write`],
  );
