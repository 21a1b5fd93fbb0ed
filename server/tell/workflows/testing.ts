/** A house with rules, an incident at hand, and somebody who speaks. */
import assert from 'node:assert/strict';
import type { WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import { openHouse } from '../../../stories/house.ts';

type Refusal = { code?: string; errors?: { path: string }[] };
export const refused = (code: string, path?: string) => (error: Refusal) => {
  assert.equal(error.code, code);
  if (path)
    assert.ok(
      error.errors?.some((one) => one.path === path),
      JSON.stringify(error.errors),
    );
  return true;
};
export const task = (title: string) => ({ kind: 'task', settings: { title } });
export const text = (startedAt: string, what: string) => ({
  en: `You cannot pay at the checkout since ${startedAt.slice(11, 16)} UTC; this affects everybody. ${what} There is no workaround yet. We are sorry that you cannot pay.`,
});
export const KNOWN = 'We know the cause, and we are starting another database now.';
export const LOOKING = 'We do not know the cause yet, and we are looking at the database now.';

export async function world(t: { after(fn: () => Promise<void>): void }) {
  const house = await openHouse(t, { monitors: false });
  const { workflows, respond, tell, timeline } = house.app;
  const ada = await house.person('ada@shop.example', 'owner');
  const by = `person:${ada.id}`;
  return {
    ...house,
    ada,
    by,
    /** At once, without what happens every second on the way. */
    async jump(ms: number) {
      await house.forwardAlone(ms);
      await house.settled();
    },
    rule: (rule: Omit<WorkflowRuleInput, 'name'> & { name?: string }) =>
      workflows.rules.create({ name: 'A rule', ...rule }, by),
    async open(more: object = {}) {
      const incident = await respond.open(
        {
          title: { en: 'Checkout is failing' },
          severity: 2,
          components: [{ componentId: house.component.id, status: 'major_outage' }],
          ...more,
        },
        by,
      );
      await house.settled();
      return incident;
    },
    async say(id: string, phase: 'investigating' | 'identified', what: string) {
      const { startedAt } = await respond.get(id);
      await tell.update(id, { phase, text: text(startedAt, what), holdSeconds: 0 }, by);
      await house.settled();
    },
    async close(id: string) {
      const { startedAt } = await respond.get(id);
      const now = house.clock.now().slice(11, 16);
      const said = `You have been able to pay again since ${now} UTC. Checkout failed for everybody from ${startedAt.slice(11, 16)} UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`;
      await tell.update(id, { phase: 'resolved', text: { en: said }, holdSeconds: 0 }, by);
      await house.settled();
    },
    runs: (ruleId: string) => workflows.runs({ ruleId, limit: 50 }),
    factsOf: (id: string) => timeline.read({ subject: `incident:${id}` }),
    tasksOf: async (id: string) =>
      (await respond.get(id)).tasks.map(({ title, doneAt }) => `${title}${doneAt ? ', closed' : ''}`),
  };
}
