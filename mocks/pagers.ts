/**
 * A pretend PagerDuty (Events API v2) and a pretend Opsgenie (Alert API), each with the alerts that it would show.
 * Source: github.com/PagerDuty/developer-docs, docs.opsgenie.com/docs/alert-api.
 */
import { type Reply, type Service, startService } from './services.ts';

export const PAGERDUTY_KEY = 'R0PRETENDPRETENDPRETENDPRETEND01';
export const OPSGENIE_KEY = '00000000-0000-4000-8000-000000000001';

export type Pager = Service & {
  /** With the key in it. */
  address: string;
  wrongKey: string;
  /** By dedup key or alias: what it says, and whether it is open. */
  alerts(): Map<string, { summary: string; open: boolean; notes: string[] }>;
};

type Fields = Record<string, unknown>;

export async function startPagerDuty(): Promise<Pager> {
  const alerts: ReturnType<Pager['alerts']> = new Map();
  const invalid = (...errors: string[]): Reply => ({
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors },
  });
  const service = await startService({
    name: 'pagerduty',
    answer({ method, path, body }) {
      if (method !== 'POST' || typeof body !== 'object') return { status: 404, body: 'Not Found' };
      const given = body as Fields;
      const payload = (given['payload'] ?? {}) as Fields;
      if (given['routing_key'] !== PAGERDUTY_KEY) return invalid('Invalid routing key');
      const summary = String(payload['summary'] ?? '');
      if (!summary || summary.length > 1_024) return invalid('`summary` is missing or too long');
      if (path === '/v2/change/enqueue')
        return {
          status: 202,
          body: { status: 'success', message: 'Change event processed' },
          message: { to: 'change', text: summary },
        };
      if (path !== '/v2/enqueue') return { status: 404, body: 'Not Found' };
      const key = String(given['dedup_key'] ?? '');
      const action = String(given['event_action']);
      if (!['trigger', 'acknowledge', 'resolve'].includes(action))
        return invalid('`event_action` is invalid');
      if (key.length > 255 || (action !== 'trigger' && !key)) return invalid('`dedup_key` is invalid');
      if (!payload['source']) return invalid('`payload.source` is missing');
      if (!['critical', 'error', 'warning', 'info'].includes(String(payload['severity'])))
        return invalid('`payload.severity` is invalid');
      if (action === 'trigger' || alerts.has(key))
        alerts.set(key, { summary, open: action !== 'resolve', notes: [] });
      return {
        status: 202,
        body: { status: 'success', message: 'Event processed', dedup_key: key },
        message: { to: action, text: summary },
      };
    },
    failure: ({ status }) =>
      status === 429
        ? {
            status,
            body: {
              status: 'throttle exceeded',
              message: 'Requests for this service are arriving too quickly. Please retry later.',
            },
          }
        : { status, body: 'Internal Server Error' },
  });
  const at = (key: string) => `${service.url}/v2/enqueue?routing_key=${key}`;
  return { ...service, address: at(PAGERDUTY_KEY), wrongKey: at('R0WRONGWRONG'), alerts: () => alerts };
}

export async function startOpsgenie(): Promise<Pager> {
  const alerts: ReturnType<Pager['alerts']> = new Map();
  let requests = 0;
  const no = (status: number, message: string): Reply => ({
    status,
    body: { message, took: 0.001, requestId: `pretend-${++requests}` },
  });
  const yes = (to: string, text: string): Reply => ({
    status: 202,
    body: { result: 'Request will be processed', took: 0.107, requestId: `pretend-${++requests}` },
    message: { to, text },
  });
  const service = await startService({
    name: 'opsgenie',
    answer({ method, path, query, body, headers }) {
      if (!path.startsWith('/v2/alerts') || method !== 'POST') return no(404, 'No such endpoint');
      if (headers['authorization'] !== `GenieKey ${OPSGENIE_KEY}`) return no(403, 'Key format is not valid!');
      const given = body as Record<string, string>;
      const [, alias, action] = /^\/v2\/alerts\/([^/]+)\/(close|notes)$/.exec(path) ?? [];
      if (alias && action) {
        if (query.get('identifierType') !== 'alias') return no(422, 'identifier is an id');
        if (!given['note'] || given['note'].length > 25_000) return no(422, 'note is missing or too long');
        const alert = alerts.get(decodeURIComponent(alias));
        if (alert) alert.notes.push(given['note']);
        if (alert && action === 'close') alert.open = false;
        return yes(`${action} ${decodeURIComponent(alias)}`, given['note']);
      }
      if (path !== '/v2/alerts') return no(404, 'No such endpoint');
      const { message = '', alias: name = '', description = '', priority = '' } = given;
      if (!message || message.length > 130) return no(422, 'Message can not be empty or longer than 130.');
      if (name.length > 512 || description.length > 15_000) return no(422, 'too long');
      if (!/^P[1-5]$/.test(priority)) return no(422, 'Priority is invalid');
      alerts.set(name, { summary: `${priority} ${message}`, open: true, notes: [] });
      return yes(`create ${name}`, message);
    },
    failure: ({ status }) =>
      status === 429
        ? {
            ...no(429, 'You are making too many requests!'),
            headers: { 'x-ratelimit-state': 'THROTTLED', 'x-ratelimit-period-in-sec': '60' },
          }
        : no(status, 'Internal error'),
  });
  const at = (key: string) => `${service.url}/v2/alerts?key=${key}`;
  return { ...service, address: at(OPSGENIE_KEY), wrongKey: at('wrong-wrong-wrong'), alerts: () => alerts };
}
