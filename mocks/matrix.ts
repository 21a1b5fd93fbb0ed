/**
 * A pretend homeserver of Matrix: sending with transaction ids, threads, aliases, invitations.
 * Source: spec.matrix.org, client-server API v1.11.
 */
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const MATRIX_TOKEN = 'syt_pretend_access_token';
export const MATRIX_ROOM = '!pretend:matrix.example';
export const MATRIX_ALIAS = '#status:matrix.example';
/** The account was invited here and has not joined yet. */
export const MATRIX_INVITED = '!invited:matrix.example';

const no = (status: number, errcode: string, error: string, more: object = {}): Reply => ({
  status,
  body: { errcode, error, ...more },
});

type Event = {
  msgtype?: string;
  body?: string;
  'm.mentions'?: object;
  'm.relates_to'?: { rel_type?: string; event_id?: string; 'm.in_reply_to'?: { event_id?: string } };
};

export async function startMatrix(): Promise<Service> {
  const joined = new Set([MATRIX_ROOM]);
  const events = new Map<string, string>();

  function send({ body, raw }: Asked, room: string, txn: string): Reply {
    if (!joined.has(room)) return no(403, 'M_FORBIDDEN', `User not in room ${room}`);
    if (Buffer.byteLength(raw) > 65_536) return no(413, 'M_TOO_LARGE', 'event too large');
    const event = body as Event;
    if (event.msgtype !== 'm.text' || typeof event.body !== 'string') return no(400, 'M_BAD_JSON', 'no body');
    const relation = event['m.relates_to'];
    const known = [...events.values()];
    if (relation && !(known.includes(relation.event_id ?? '') && relation.rel_type === 'm.thread'))
      return no(400, 'M_UNKNOWN', "Can't send relation to unknown event");
    const id = events.get(txn) ?? `$event${events.size + 1}`;
    events.set(txn, id);
    return {
      body: { event_id: id },
      message: { to: `${room}${relation ? ` in ${relation.event_id}` : ''}`, text: event.body, id: txn },
    };
  }

  return startService({
    name: 'matrix',
    answer(asked) {
      const path = asked.path.replace(/^\/_matrix\/client\/v3/, '');
      if (path === asked.path) return { status: 404, body: '<html>not a homeserver</html>' };
      if (asked.headers['authorization'] !== `Bearer ${MATRIX_TOKEN}`)
        return no(401, 'M_UNKNOWN_TOKEN', 'Invalid access token passed.', { soft_logout: false });
      const [top, first = '', second, type, txn = ''] = path.slice(1).split('/').map(decodeURIComponent);
      if (top === 'account')
        return { body: { user_id: '@candor:matrix.example', device_id: 'PRETEND', is_guest: false } };
      if (top === 'directory')
        return second === MATRIX_ALIAS
          ? { body: { room_id: MATRIX_ROOM, servers: ['matrix.example'] } }
          : no(404, 'M_NOT_FOUND', `Room alias ${second} not found`);
      if (top === 'join' && asked.method === 'POST') {
        if (first !== MATRIX_INVITED) return no(403, 'M_FORBIDDEN', 'You are not invited to this room.');
        joined.add(first);
        return { body: { room_id: first } };
      }
      return top === 'rooms' && second === 'send' && type === 'm.room.message' && asked.method === 'PUT'
        ? send(asked, first, txn)
        : no(404, 'M_UNRECOGNIZED', 'Unrecognized request');
    },
    failure: ({ status, retryAfterSeconds = 2 }) =>
      status === 429
        ? no(429, 'M_LIMIT_EXCEEDED', 'Too Many Requests', { retry_after_ms: retryAfterSeconds * 1_000 })
        : { status, body: '<html>proxy</html>' },
  });
}
