/** The world of planned maintenance: a reader, an owner who is called, and a window that says why. */
import { type House, minutes, openHouse } from './house.ts';

export const at = (house: House, ms: number) => new Date(house.clock.nowMs() + ms).toISOString();

export async function world(t: Parameters<typeof openHouse>[0], start?: string) {
  const house = await openHouse(t, start ? { start } : {});
  await house.subscribe('reader@example.com');
  await house.person('owner@example.com', 'owner');
  const [policy] = await house.app.respond.policies.list();
  const [owner] = await house.app.people.persons.list();
  await house.app.respond.policies.save(policy!.id, { name: 'Default', ownerId: owner!.id });
  await house.forward(minutes(1));
  return house;
}

export const schedule = (house: House, scheduledFor: string, scheduledUntil: string) =>
  house.app.tell.maintenance.schedule(
    {
      title: { en: 'New database for the checkout' },
      text: {
        en: 'We move the checkout to a new database, so that payments go through faster. You cannot pay while we do. You do not need to do anything.',
      },
      componentIds: [house.component.id],
      scheduledFor,
      scheduledUntil,
    },
    'system:test',
  );

/** Work in so many minutes, with everything that readers ask of it, and a reminder two minutes before. */
export const planIn = (house: House, from: number, until: number, more: { ownerId?: string } = {}) =>
  house.app.tell.maintenance.schedule(
    {
      title: { en: 'New database for the checkout' },
      impact: { en: 'You cannot pay while we do this.' },
      reason: { en: 'We move to faster machines, so that payments take half the time.' },
      whatToDo: { en: 'Please pay before it starts.' },
      componentIds: [house.component.id],
      scheduledFor: at(house, minutes(from)),
      scheduledUntil: at(house, minutes(until)),
      remindMinutesBefore: [2],
      ...more,
    },
    'system:test',
  );
