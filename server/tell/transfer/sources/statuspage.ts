/**
 * Statuspage. With a key from its REST API v1: page, groups, components, all incidents and maintenance, subscribers.
 * Without one from the public API v2 of the page itself: the fifty newest incidents and maintenances, no subscribers.
 * Shapes: the vendor's OpenAPI document, as its generated clients print it. Pages of subscribers count from 0, all
 * others from 1.
 */
import type { TransferSubscriber } from '@candor/protocol/transfer.ts';
import { z } from 'zod';
import { withCallingCode } from '#lib/calling-codes.ts';
import { createHttp, everyPage } from './http.ts';
import type { Deps } from './index.ts';
import { emptyDocument, type Foreign, leave, Moment, named, place } from './shape.ts';
import { addComponents, addIncident, addPage, Component, Incident, Page } from './statuspage-shape.ts';

const PER_PAGE = 100;

const Group = z.looseObject({
  id: z.string(),
  name: z.string(),
  components: z.array(z.string()).default([]),
  position: z.union([z.number(), z.string()]).nullish(),
});

const Subscriber = z.looseObject({
  id: z.string(),
  mode: z.string(),
  email: z.string().nullish(),
  endpoint: z.string().nullish(),
  phone_number: z.union([z.string(), z.number()]).nullish(),
  phone_country: z.string().nullish(),
  components: z.array(z.string()).nullish(),
  quarantined_at: Moment.nullish(),
  created_at: Moment,
});

export async function readStatuspage(
  {
    key,
    page: pageId,
    url = 'https://api.statuspage.io/v1',
  }: { key: string; page: string; url?: string | undefined },
  { outbound, clock }: Deps,
): Promise<Foreign> {
  const http = createHttp({
    outbound,
    clock,
    name: 'Statuspage',
    headers: { authorization: `OAuth ${key}` },
  });
  const base = `${url.replace(/\/$/, '')}/pages/${encodeURIComponent(pageId)}`;
  const list = <S extends z.ZodObject>(what: string, shape: S, { first = 1, query = '' } = {}) =>
    everyPage(
      first,
      (page) =>
        http.get(
          `${base}/${what}?${query}page=${page}&per_page=${PER_PAGE}&limit=${PER_PAGE}`,
          z.array(shape),
        ),
      (item) => (item as { id: string }).id,
    );

  const page = await http.get(base, Page);
  const document = emptyDocument('statuspage', page.id, page.name, clock.now());
  addPage(document, page);
  const groups = await list('component-groups', Group);
  for (const { id, name, position } of groups)
    document.groups.push({ externalId: id, name: named(name, id), position: place(Number(position ?? 0)) });
  const inGroup = new Map(
    groups.flatMap(({ id, components }) => components.map((part) => [part, id] as const)),
  );
  const components = await list('components', Component);
  addComponents(
    document,
    components.map((part) => ({ ...part, group_id: part.group_id ?? inGroup.get(part.id) ?? null })),
  );
  for (const incident of await list('incidents', Incident)) addIncident(document, incident);
  for (const state of ['active', 'quarantined', 'unconfirmed'] as const) {
    const people = await list('subscribers', Subscriber, { first: 0, query: `state=${state}&` });
    if (state === 'unconfirmed')
      leave(
        document,
        'subscribers',
        'subscribers who never confirmed',
        'there is no consent to carry',
        people.length,
      );
    else addSubscribers(document, people);
  }
  return document;
}

const WHY: Record<string, string> = {
  sms: 'the source does not say in which country their numbers are',
  slack: 'a Slack workspace has to be connected anew',
  teams: 'a Teams channel has to be connected anew',
  integration_partner: 'integrations of a vendor belong to that vendor',
};

const E164 = /^\+[1-9]\d{6,14}$/;

function addressOf(
  one: z.output<typeof Subscriber>,
): [carrier: TransferSubscriber['carrier'] | null, address: string | null] {
  if (one.mode === 'email') return ['email', one.email ?? null];
  if (one.mode === 'webhook') return ['webhook', one.endpoint ?? null];
  if (one.mode !== 'sms' || !one.phone_number) return [null, null];
  const digits = String(one.phone_number).replace(/[^\d+]/g, '');
  const number = withCallingCode(digits, one.phone_country ?? '')?.replace(/^00/, '+');
  return ['sms', number && E164.test(number) ? number : null];
}

function addSubscribers(document: Foreign, people: readonly z.output<typeof Subscriber>[]): void {
  const not = new Map<string, number>();
  const known = new Set(document.subscribers.map(({ externalId }) => externalId));
  for (const one of people) {
    if (known.has(one.id)) continue;
    const [carrier, address] = addressOf(one);
    if (!carrier || !address) {
      not.set(one.mode, (not.get(one.mode) ?? 0) + 1);
      continue;
    }
    document.subscribers.push({
      externalId: one.id,
      carrier,
      address,
      state: one.quarantined_at ? 'suppressed' : 'active',
      createdAt: one.created_at,
      // The source lists who confirmed, not when; the day they asked is the nearest that it says.
      confirmedAt: one.created_at,
      endedAt: one.quarantined_at ?? null,
      componentIds: one.components && one.components.length > 0 ? one.components.slice(0, 500) : null,
      everyNote: false,
      timeZone: 'UTC',
      oldLinks: one.id.length >= 8 ? [one.id] : [],
    });
  }
  for (const [mode, count] of not)
    leave(
      document,
      'subscribers',
      `${mode} subscribers`,
      WHY[mode] ?? 'there is no such way of telling here',
      count,
    );
}

const PUBLIC_MOST = 50;

export async function readStatuspagePublic(
  { url }: { url: string },
  { outbound, clock }: Deps,
): Promise<Foreign> {
  const http = createHttp({ outbound, clock, name: 'The page', headers: {} });
  const base = `${new URL(url).origin}/api/v2`;
  const { page, components } = await http.get(
    `${base}/components.json`,
    z.looseObject({ page: Page, components: z.array(Component) }),
  );
  const { incidents } = await http.get(
    `${base}/incidents.json`,
    z.looseObject({ incidents: z.array(Incident) }),
  );
  const { scheduled_maintenances: works } = await http.get(
    `${base}/scheduled-maintenances.json`,
    z.looseObject({ scheduled_maintenances: z.array(Incident) }),
  );
  const document = emptyDocument('statuspage-public', page.id, page.name, clock.now());
  addPage(document, page);
  addComponents(document, components);
  for (const incident of [...incidents, ...works]) addIncident(document, incident);
  for (const [section, got] of [
    ['incidents', incidents],
    ['maintenances', works],
  ] as const)
    if (got.length >= PUBLIC_MOST)
      leave(
        document,
        section,
        `what is older than the ${PUBLIC_MOST} newest`,
        'the public API shows no more; use a key',
      );
  leave(document, 'subscribers', 'all subscribers', 'the public API does not show them; use a key');
  return document;
}
