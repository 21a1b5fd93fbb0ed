/** Planned work for tests: plans it, leaps over the days between its steps, and reads what was said. */
import type { MaintenanceInput } from '@candor/protocol/maintenance.ts';
import { createWorld } from '../testing.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const BY = 'system:test';

export async function plannedWorld(t: { after(fn: () => Promise<void>): void }) {
  const world = await createWorld(t);
  const at = (minutes: number) => new Date(world.clock.nowMs() + minutes * MINUTE).toISOString();
  const input = (from: number, until: number, more: Partial<MaintenanceInput> = {}): MaintenanceInput => ({
    title: { en: 'New database for the checkout', de: 'Neue Datenbank für die Kasse' },
    impact: { en: 'You cannot pay while we do this.' },
    reason: { en: 'We move the checkout to faster machines, so that payments take half the time.' },
    whatToDo: { en: 'Please pay before it starts, or after it.' },
    componentIds: [world.component.id],
    scheduledFor: at(from),
    scheduledUntil: at(until),
    remindMinutesBefore: [],
    ...more,
  });
  return {
    ...world,
    at,
    input,
    plan: (from: number, until: number, more: Partial<MaintenanceInput> = {}) =>
      world.tell.maintenance.schedule(input(from, until, more), BY),
    /** Lets time go by from one due step to the next, each at its very time; nothing is lived through between them. */
    async pass(ms: number) {
      const { clock, timeline } = world;
      const endMs = clock.nowMs() + ms;
      for (;;) {
        const due = (await timeline.wakes.list({})).map(({ dueAt }) => Date.parse(dueAt));
        const nextMs = Math.min(...due.filter((dueMs) => dueMs > clock.nowMs()), Number.POSITIVE_INFINITY);
        if (nextMs > endMs) break;
        if (nextMs - 100 > clock.nowMs()) clock.jumpTo(nextMs - 100);
        await world.forward(nextMs + 1 - clock.nowMs());
      }
      if (endMs > clock.nowMs()) clock.jumpTo(endMs);
      await world.settled();
    },
    /** To an instant, without living through what lies between: what fell due then is done now. */
    async leapTo(instant: string) {
      world.clock.jumpTo(Date.parse(instant) - 6_000);
      await world.forward(6_500);
    },
    /** Phase and step of every word, oldest first. */
    async said(id: string) {
      return (await world.get(id)).updates.map(({ phase, step }) => step ?? phase);
    },
    async lastText(id: string, locale = 'en') {
      return (await world.get(id)).updates.at(-1)!.text[locale]!;
    },
    kinds: async (id: string) =>
      (await world.timeline.read({ subject: `incident:${id}` })).map(({ body }) => body.kind),
    facts: (id: string) => world.timeline.read({ subject: `incident:${id}` }),
    outages: () => world.timeline.incidents({ kind: 'incident', limit: 10 }),
  };
}
