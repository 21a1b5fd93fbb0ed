/**
 * PagerDuty, outwards: an incident is one alert of a service there, triggered by its updates and resolved with it. The
 * address is the integration's key. Acknowledges nothing, and hears nothing back.
 * Source: github.com/PagerDuty/developer-docs, Events API v2.
 */
import type { Clock } from '#lib/clock.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from '../carrier.ts';
import { ask, carried, perRoom, refusalOf } from '../chat/exchange.ts';
import { keyAddress, targetOf } from '../chat/key-address.ts';
import { eventOf, SUMMARY } from './events.ts';

const RULE = {
  key: /^[A-Za-z0-9]{32}$/,
  parameter: 'routing_key',
  path: /\/v2\/enqueue$/,
  regions: { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' },
  wanted:
    'an integration key of 32 letters and digits, eu: and such a key, or an address that ends with /v2/enqueue?routing_key=…',
} as const;

export function createPagerdutyCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  return {
    name: 'pagerduty',
    title: 'PagerDuty',
    summary: 'Triggers one alert of a service for each incident and resolves it with the incident.',
    receiptMeaning:
      'PagerDuty took the event (202) and decides by its own rules whether somebody is called. A repeat changes the same alert and makes no second one.',
    audience: 'staff',
    address: {
      label: 'Integration key',
      help: 'In PagerDuty: the service, “Integrations”, “Events API V2”. Write eu: before a key of the European region. Another service that speaks the same API: its address, with ?routing_key=….',
      example: 'R0…',
      secret: true,
      parse: (text) => keyAddress(outbound, RULE, text),
    },
    forms: ['parts', 'text'],
    ...perRoom('pagerduty'),
    providers: [],
    send(delivery, content, signal) {
      const { base, key } = targetOf(RULE, delivery.address);
      return carried(
        { outbound, url: base, title: 'PagerDuty', whose: 'address', secrets: [key] },
        async () => {
          const { path, body } = eventOf(content, delivery);
          const said = await ask(outbound, `${base}${path}`, { json: { routing_key: key, ...body }, signal });
          if (said.status === 202)
            return {
              outcome: 'accepted',
              receipt: {
                ...(typeof said.json['dedup_key'] === 'string' ? { id: said.json['dedup_key'] } : {}),
                status: said.status,
                message: said.json['message'],
                at: clock.now(),
              },
            };
          const { message, errors } = said.json as { message?: string; errors?: unknown[] };
          const words = [message, ...(Array.isArray(errors) ? errors : [])]
            .filter(Boolean)
            .join('; ')
            .slice(0, 300);
          return refusalOf(said, 'PagerDuty', 'address', words);
        },
      );
    },
    show(content) {
      const { path, body } = eventOf(content, {
        incidentId: content.form.parts ? 'inc_…' : null,
        locale: 'en',
        createdAt: content.form.parts?.at ?? '1970-01-01T00:00:00.000Z',
      });
      const { summary } = (body['payload'] ?? {}) as { summary: string };
      return { texts: [{ text: summary, measure: inUtf16(summary, SUMMARY) }], payload: { path, ...body } };
    },
  };
}
