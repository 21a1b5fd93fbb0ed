/** A letter to people of the staff; and the same with a question, which holds up what follows until it is answered. */
import { z } from 'zod';
import type { Recipient } from '#carriers';
import { refuseUnknown } from '#lib/known.ts';
import type { Deps } from '../deps.ts';
import { action, type Doing } from '../kinds.ts';

const persons = z.array(z.string().max(64)).min(1).max(50).meta({ title: 'People', pick: 'persons' });
const text = (title: string) => z.string().trim().min(1).max(2_000).meta({ title, pick: 'text' });

export function staffActions({ people, carriers, publicUrl }: Deps) {
  async function check({ personIds }: { personIds: string[] }) {
    const known = new Set((await people.persons.list()).map(({ id }) => id));
    refuseUnknown(
      'person',
      personIds.map((id, i) => ({ path: `personIds.${i}`, id })),
      known,
    );
  }

  async function send(
    personIds: readonly string[],
    subject: string,
    body: string,
    doing: Doing,
  ): Promise<number> {
    const { tx, incident, because, stepId, rule } = doing;
    const recipients: Recipient[] = [];
    for (const id of personIds) {
      const person = await people.persons.get(id);
      if (person && !person.disabledAt)
        recipients.push({
          id,
          kind: 'person',
          carrier: 'email',
          address: person.email,
          locale: 'en',
          timeZone: person.timeZone,
        });
    }
    if (recipients.length === 0) return 0;
    const url = `${publicUrl()}/console/incidents/${incident.id}`;
    await carriers.ledger.plan(tx, {
      message: {
        kind: 'staff',
        key: `workflow:${stepId}`,
        incidentId: incident.id,
        urgent: true,
        because,
        forms: { en: { subject, text: `${body}\n\nBecause of the rule "${rule.name}".\n${url}` } },
      },
      recipients,
    });
    return recipients.length;
  }
  const title = ({ incident }: Doing) => incident.title['en'] ?? incident.id;
  const named = (ids: readonly string[], name: (id: string) => string) => ids.map(name).join(', ');

  const staff = action({
    kind: 'staff',
    title: 'Write to people of the staff',
    summary: 'A letter with words of the rule and a link to the incident, before all other mail.',
    settings: z.strictObject({ personIds: persons, text: text('Words') }),
    check,
    async run(given, doing) {
      const told = await send(given.personIds, title(doing), given.text, doing);
      return { detail: `wrote to ${told} of the staff` };
    },
    sentence: ({ personIds }, names) => `write to ${named(personIds, names.person)}`,
  });

  const approval = action({
    kind: 'approval',
    title: 'Ask for approval',
    summary:
      'Asks people by letter; what follows in this rule waits until somebody approves, and is dropped when refused.',
    settings: z.strictObject({ personIds: persons, text: text('Question') }),
    check,
    async run(given, doing) {
      const told = await send(given.personIds, `Approve: ${title(doing)}`, given.text, doing);
      return { detail: `asked ${told} of the staff: ${given.text}`.slice(0, 1_500), asks: true };
    },
    sentence: ({ personIds }, names) => `ask ${named(personIds, names.person)}, and wait for the answer`,
  });
  return [staff, approval];
}
