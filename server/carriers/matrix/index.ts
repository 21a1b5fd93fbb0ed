/**
 * Matrix by an account on a homeserver: to rooms by id or alias, unencrypted, one thread for each incident. The
 * transaction's id is the delivery's key, so a repeat is one event. Joins a room that it was invited to; reads nothing.
 * Source: spec.matrix.org, client-server API v1.11 (PUT …/send/…, threads, join, directory, whoami).
 */
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { type Carrier, type Outcome, provider } from '../carrier.ts';
import { BaseUrl, Token } from '../chat/address.ts';
import { ask, carried, findingOf, isGood, perRoom, refusalOf, type Said } from '../chat/exchange.ts';
import { noteOf } from '../chat/note.ts';
import { bytesOf, CONTENT_BYTES, messageOf } from './message.ts';

const Settings = z.strictObject({
  homeserver: BaseUrl.meta({
    title: 'Homeserver',
    description: 'The address of its client API, which may differ from its name.',
    example: 'https://matrix.example.com',
  }),
  token: Token.meta({
    title: 'Access token',
    description: 'Of an account for Candor alone; in Element under “Help & About”, “Access Token”.',
    secret: true,
  }),
});

const room = encodeURIComponent;

/** The token, not the room, is what the homeserver refuses. */
const WAY = new Set([
  'M_UNKNOWN_TOKEN',
  'M_UNRECOGNIZED',
  'M_MISSING_TOKEN',
  'M_USER_DEACTIVATED',
  'M_USER_LOCKED',
  'M_USER_SUSPENDED',
]);

function refusal(said: Said): Outcome {
  const code = String(said.json['errcode'] ?? '');
  const words = [code, said.json['error']].filter(Boolean).join(': ');
  const waitMs = Number(said.json['retry_after_ms'] ?? Number.NaN);
  const wait = waitMs >= 0 ? { retryAfterMs: waitMs } : {};
  const outcome = refusalOf({ ...said, ...wait }, 'The homeserver', 'account', words);
  return WAY.has(code)
    ? { outcome: 'later', error: outcome.outcome === 'accepted' ? words : outcome.error, scope: 'provider' }
    : outcome;
}

const account = (clock: Clock) =>
  provider({
    name: 'account',
    title: 'Account',
    detail:
      'An account on any homeserver. Rooms have to be unencrypted; it joins those that it was invited to.',
    setUp: [
      'Make an account for Candor on your homeserver and sign in with it once, to get an access token. Do not sign out: that ends the token.',
      'Invite it to each room, or let it join public ones. It has to be allowed to send messages.',
      'A room’s id stands in its settings under “Advanced”.',
    ],
    settings: Settings,
    open({ homeserver, token }, { outbound }) {
      const given = {
        outbound,
        url: homeserver,
        title: 'The homeserver',
        whose: 'account',
        secrets: [token],
      } as const;
      const headers = { authorization: `Bearer ${token}` };
      const call = (
        method: 'GET' | 'PUT' | 'POST',
        path: string,
        signal: AbortSignal,
        json?: unknown,
      ): Promise<Said> =>
        ask(outbound, `${homeserver}/_matrix/client/v3${path}`, {
          method,
          headers,
          signal,
          ...(json === undefined ? {} : { json }),
        });
      const rooms = new Map<string, string>();

      /** The id of a room by its alias, or why there is none. */
      async function idOf(address: string, signal: AbortSignal): Promise<string | Outcome> {
        const known = address.startsWith('!') ? address : rooms.get(address);
        if (known) return known;
        const said = await call('GET', `/directory/room/${room(address)}`, signal);
        const { room_id: id } = said.json as { room_id?: string };
        if (!isGood(said) || !id) return refusal(said);
        rooms.set(address, id);
        return id;
      }

      return {
        send: (delivery, content, signal) =>
          carried(given, async (): Promise<Outcome> => {
            const id = await idOf(delivery.address, signal);
            if (typeof id !== 'string') return id;
            const { thread } = delivery;
            const root = thread?.first.id;
            const event = {
              ...messageOf(noteOf(content, delivery)),
              ...(root
                ? {
                    'm.relates_to': {
                      rel_type: 'm.thread',
                      event_id: root,
                      is_falling_back: true,
                      'm.in_reply_to': { event_id: thread?.last.id ?? root },
                    },
                  }
                : {}),
            };
            const put = () =>
              call('PUT', `/rooms/${room(id)}/send/m.room.message/${delivery.key}`, signal, event);
            let said = await put();
            if (said.status === 403 && said.json['errcode'] === 'M_FORBIDDEN') {
              const joined = await call('POST', `/join/${room(delivery.address)}`, signal, {});
              if (isGood(joined)) said = await put();
            }
            const { event_id: eventId } = said.json as { event_id?: string };
            if (!isGood(said)) {
              // The alias may lead elsewhere by the next attempt.
              rooms.delete(delivery.address);
              return refusal(said);
            }
            return eventId
              ? {
                  outcome: 'accepted',
                  receipt: { id: eventId, room: id, status: said.status, at: clock.now() },
                }
              : {
                  outcome: 'later',
                  error: 'The address answered, but not as a homeserver does.',
                  scope: 'provider',
                };
          }),
        async check(signal) {
          const found = await carried(given, async () => {
            const said = await call('GET', '/account/whoami', signal);
            const { user_id: user } = said.json as { user_id?: string };
            return isGood(said) && user ? { outcome: 'accepted', receipt: { user } } : refusal(said);
          });
          return findingOf('The token, by whoami', found, ({ user }) => user);
        },
      };
    },
  });

export function createMatrixCarrier({ clock }: { clock: Clock }): Carrier {
  return {
    name: 'matrix',
    title: 'Matrix',
    summary: 'Posts to rooms from an account on a homeserver, one thread for each incident.',
    receiptMeaning:
      'The homeserver kept the event and named it, and passes it on to the other servers of the room. A repeat is recognised and posts nothing.',
    audience: 'staff',
    address: {
      label: 'Room',
      help: 'The room’s id (!…) or alias (#name:server). The room has to be unencrypted.',
      example: '#status:example.com',
      secret: false,
      parse(text) {
        const address = text
          .trim()
          .replace(/^https:\/\/matrix\.to\/#\/([^?]+).*$/, (_, id: string) => decoded(id));
        if (
          /^![\w.~=+/-]{1,200}(:[\w.:[\]-]{1,200})?$/.test(address) ||
          /^#[^\s:\p{Cc}]{1,200}:[\w.:[\]-]{1,200}$/u.test(address)
        )
          return { address };
        return {
          fault: 'Enter a room’s id such as !abc:example.com, or an alias such as #status:example.com.',
        };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('matrix'),
    threads: true,
    providers: [account(clock)],
    show(content) {
      const message = messageOf(noteOf(content));
      const measure = { used: bytesOf(message), limit: CONTENT_BYTES, unit: 'bytes', parts: 1 };
      return { html: message.formatted_body, texts: [{ text: message.body, measure }], payload: message };
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
