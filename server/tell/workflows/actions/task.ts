/** A task in the incident's room. */
import { z } from 'zod';
import { refuseUnknown } from '#lib/known.ts';
import type { Deps } from '../deps.ts';
import { action } from '../kinds.ts';

export function taskAction({ timeline, people, ids, clock }: Deps) {
  return action({
    kind: 'task',
    title: 'Open a task',
    summary: 'In the room of the incident, for one person or for whoever takes it.',
    settings: z.strictObject({
      title: z.string().trim().min(1).max(500).meta({ title: 'Task' }),
      personId: z.string().max(64).nullable().default(null).meta({ title: 'For', pick: 'person' }),
      dueAfterSeconds: z.number().int().min(60).max(2_592_000).nullable().default(null).meta({
        title: 'Due after (seconds)',
      }),
    }),
    async check({ personId }) {
      const known = new Set((await people.persons.list()).map(({ id }) => id));
      refuseUnknown('person', personId ? [{ path: 'personId', id: personId }] : [], known);
    },
    async run({ title, personId, dueAfterSeconds }, { tx, incident, by, because }) {
      const taskId = ids.next('tsk');
      const dueAt =
        dueAfterSeconds === null ? null : new Date(clock.nowMs() + dueAfterSeconds * 1_000).toISOString();
      await timeline.record(tx, [
        {
          subject: `incident:${incident.id}`,
          by,
          because,
          body: { kind: 'task.added', taskId, title, personId, dueAt },
        },
      ]);
      return { detail: `opened the task "${title}"`, result: { taskId } };
    },
    undo: {
      title: 'Close the task, when nobody did',
      async run({ title }, result, { tx, incident, by, because }) {
        const task = incident.tasks.find(({ id }) => id === result['taskId']);
        if (!task || task.doneAt) return `found the task "${title}" closed`;
        const body = { kind: 'task.done', taskId: task.id } as const;
        await timeline.record(tx, [{ subject: `incident:${incident.id}`, by, because, body }]);
        return `closed the task "${title}"`;
      },
    },
    sentence: ({ title, personId }, names) =>
      `open the task "${title}"${personId ? ` for ${names.person(personId)}` : ''}`,
  });
}
