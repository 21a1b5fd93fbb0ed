/**
 * Opsgenie, outwards, and what speaks its Alert API (Jira Service Management): an incident is one alert, noted on by
 * its updates and closed with it. The address is the integration's key. Hears nothing back.
 * Source: docs.opsgenie.com/docs/alert-api.
 */
import type { Clock } from '#lib/clock.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from '../carrier.ts';
import { ask, carried, isGood, perRoom, refusalOf, type Said } from '../chat/exchange.ts';
import { keyAddress, targetOf } from '../chat/key-address.ts';
import { MESSAGE, requestOf } from './alerts.ts';

const RULE = {
  key: /^[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/,
  parameter: 'key',
  path: /\/alerts$/,
  regions: { us: 'https://api.opsgenie.com/v2', eu: 'https://api.eu.opsgenie.com/v2' },
  wanted: 'the key of an API integration, eu: and such a key, or an address that ends with /alerts?key=…',
} as const;

/** Opsgenie names the period of its limit instead of a time to wait. */
function patient(said: Said): Said {
  const seconds = Number(said.headers['x-ratelimit-period-in-sec']);
  return said.status === 429 && seconds > 0 ? { retryAfterMs: seconds * 1_000, ...said } : said;
}

export function createOpsgenieCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  return {
    name: 'opsgenie',
    title: 'Opsgenie',
    summary:
      'Opens one alert for each incident, adds its updates as notes and closes it. Its vendor ends Opsgenie on 5 April 2027 in favour of Jira Service Management, which takes the same calls.',
    receiptMeaning:
      'Opsgenie queued the request (202) under a request id and works on it afterwards. A repeat makes no second alert; a note may stand there twice.',
    audience: 'staff',
    address: {
      label: 'Integration key',
      help: 'In Opsgenie: the team, “Integrations”, “API”. Write eu: before a key of the European region. For Jira Service Management: https://api.atlassian.com/jsm/ops/integration/v2/alerts?key=….',
      example: '8d6f3f1e-…',
      secret: true,
      parse: (text) => keyAddress(outbound, RULE, text),
    },
    forms: ['parts', 'text'],
    ...perRoom('opsgenie'),
    threads: true,
    providers: [],
    send(delivery, content, signal) {
      const { base, key } = targetOf(RULE, delivery.address);
      return carried(
        { outbound, url: base, title: 'Opsgenie', whose: 'address', secrets: [key] },
        async () => {
          const { path, body } = requestOf(content, delivery);
          const said = await ask(outbound, `${base}/alerts${path}`, {
            headers: { authorization: `GenieKey ${key}` },
            json: body,
            signal,
          });
          if (!isGood(said)) return refusalOf(patient(said), 'Opsgenie', 'address');
          const { requestId, result } = said.json as { requestId?: string; result?: string };
          return requestId
            ? {
                outcome: 'accepted',
                receipt: { id: requestId, status: said.status, result, at: clock.now() },
              }
            : { outcome: 'later', error: 'The address answered, but not as Opsgenie does.' };
        },
      );
    },
    show(content) {
      const { path, body } = requestOf(content, { incidentId: 'inc_…', locale: 'en', key: '', thread: null });
      const message = String(body['message']);
      return {
        texts: [{ text: message, measure: inUtf16(message, MESSAGE) }],
        payload: { path: `/v2/alerts${path}`, ...body },
      };
    },
  };
}
