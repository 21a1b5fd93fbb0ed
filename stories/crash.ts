/** The world of the crash cases: a reader by webhook and one by mail, what they were told, and the end of the outage. */
import { type House, minutes, openHouse, seconds } from './house.ts';

const SECRET = `whsec_${Buffer.from('a secret of this story only').toString('base64')}`;

export async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  await house.app.audience.subscribers.add(
    { carrier: 'webhook', address: house.webhooks.url, secret: SECRET },
    'system:test',
  );
  await house.subscribe('reader@example.com');
  await house.forward(minutes(1));
  return house;
}

export const told = (house: House) =>
  house.webhooks.accepted().map(({ id, body }) => ({ id, text: JSON.stringify(body) }));
export const letters = (house: House) => house.mail.inbox().map(({ messageId }) => messageId);
export const firstWord = (house: House) =>
  house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));

export async function resolve(house: House) {
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(5));
  const incident = (await house.incident())!;
  const at = (instant: string) => instant.slice(11, 16);
  await house.app.tell.update(
    incident.id,
    {
      phase: 'resolved',
      text: {
        en: `You have been able to pay again since ${at(incident.recoveredAt!)} UTC. Checkout failed for everybody from ${at(incident.startedAt)} UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`,
      },
    },
    'system:test',
  );
  await house.forward(seconds(12));
  await house.settled();
}
