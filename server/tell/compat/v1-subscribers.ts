/** Subscribers of Statuspage's REST API v1. */
import { given, NewSubscriber, SubscriberEdit } from './fields.ts';
import { subscriberShape } from './shapes.ts';
import type { SubscriberCalls } from './subscribers.ts';
import { type On, type PageOf, paged } from './v1-on.ts';

export function subscriberCalls(
  on: On,
  { pageOf, subscribers }: { pageOf: PageOf; subscribers: SubscriberCalls },
): void {
  const people = '/:page/subscribers';
  on('GET', people, 'audience:read', async (asked) => {
    const { id } = await pageOf(asked);
    const listed = await subscribers.list(asked.query);
    return paged(listed, asked.query).map((each) => subscriberShape(each, id));
  });
  on('GET', `${people}/histogram_by_state`, 'audience:read', async (asked) => {
    await pageOf(asked);
    return subscribers.histogram();
  });
  on('GET', `${people}/count`, 'audience:read', async (asked) => {
    await pageOf(asked);
    const counts = Object.entries(await subscribers.histogram());
    return Object.fromEntries(counts.map(([mode, { active }]) => [mode, active]));
  });
  on('GET', `${people}/unsubscribed`, 'audience:read', async (asked) => {
    const { id } = await pageOf(asked);
    const listed = await subscribers.list({ ...asked.query, state: 'unsubscribed' });
    return paged(listed, asked.query).map((each) => subscriberShape(each, id));
  });
  on('GET', `${people}/:id`, 'audience:read', async (asked) => {
    const { id } = await pageOf(asked);
    return subscriberShape(await subscribers.get(asked.id('id')), id);
  });
  on('POST', people, 'audience:write', async (asked, reply) => {
    const { id } = await pageOf(asked);
    const input = given(asked.body, 'subscriber', NewSubscriber);
    reply.code(201);
    return subscriberShape(await subscribers.create(input, asked.by), id);
  });
  on(['PATCH', 'PUT'], `${people}/:id`, 'audience:write', async (asked) => {
    const { id } = await pageOf(asked);
    const body = 'subscriber' in asked.body ? asked.body : { subscriber: asked.body };
    const { component_ids } = given(body, 'subscriber', SubscriberEdit);
    return subscriberShape(await subscribers.choose(asked.id('id'), component_ids), id);
  });
  on('DELETE', `${people}/:id`, 'audience:write', async (asked) => {
    const { id } = await pageOf(asked);
    return subscriberShape(await subscribers.end(asked.id('id')), id);
  });
  on('POST', `${people}/:subscriber/resend_confirmation`, 'audience:write', async (asked, reply) => {
    await pageOf(asked);
    await subscribers.askAgain(asked.id('subscriber'));
    reply.code(201);
  });
}
