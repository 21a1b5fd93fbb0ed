/**
 * Notices to staff: short, from facts, with one link. They go through the ledger like every word that leaves the
 * house, before everything else of their carrier.
 */
import type { Carriers, Recipient } from '#carriers';
import type { People } from '#people';
import type { Tx } from '#store';
import type { Incident } from '#timeline';

export type NoticeReason =
  | 'opened'
  | 'escalation'
  | 'promise'
  | 'refused'
  | 'approval'
  | 'returned'
  | 'challenge'
  | 'action'
  | 'maintenance';

export type Notice = {
  send(
    tx: Tx,
    incident: Incident,
    notice: {
      personIds: readonly string[];
      webhooks: readonly { url: string; secret?: string | null | undefined }[];
      reason: NoticeReason;
      because: string;
      detail?: string;
    },
  ): Promise<void>;
};

const SEVERITY = { 1: 'critical', 2: 'major', 3: 'minor', 4: 'no impact' } as const;

function wordsFor(
  reason: NoticeReason,
  incident: Incident,
  url: string,
  detail = '',
): { subject: string; text: string } {
  const title = incident.title['en'] ?? incident.id;
  const due = incident.promise?.dueAt.slice(11, 16);
  const heads: Record<NoticeReason, [subject: string, ask: string]> = {
    opened: [
      `Acknowledge: ${title}`,
      'You own this incident. Acknowledge it, so that nobody else is called.',
    ],
    escalation: [
      `Nobody has acknowledged: ${title}`,
      'Nobody has acknowledged this incident yet. Please take it.',
    ],
    promise: [
      `Next word due ${due} UTC: ${title}`,
      `The public was promised a word by ${due} UTC. Without yours, a "no change" note goes out just before.`,
    ],
    refused: [
      `Your update was not published: ${title}`,
      'The monitors or the linter contradict your update at the end of its hold. Correct it and publish again.',
    ],
    approval: [
      `Please read and approve: ${title}`,
      'An update waits for a second person. Read it and approve it, or say what has to change.',
    ],
    returned: [
      `Your update was not approved: ${title}`,
      'Somebody read your update and asks for a change. Nobody outside has seen it.',
    ],
    maintenance: [
      `Ends at ${incident.scheduledUntil?.slice(11, 16)} UTC, and is not done: ${title}`,
      'The announced end comes near. Say that it is done, or move its end; else it is extended automatically, once, and after that it is an incident.',
    ],
    challenge: [
      `Correct what was said: ${title}`,
      'What stands in public is contradicted now. Correct it, say so in an update, or decline with a reason.',
    ],
    action: [`Due: ${detail}`, 'This action from the postmortem is due. Finish it, or give it a new date.'],
  };
  const [subject, ask] = heads[reason];
  const symptoms = incident.symptoms
    .filter((symptom) => !symptom.recoveredAt)
    .map((symptom) => `- ${symptom.monitorName}: ${symptom.detail} (since ${symptom.failedAt})`);
  const lines = [
    ask,
    '',
    ...(incident.kind === 'maintenance'
      ? [`Planned: ${incident.scheduledFor} to ${incident.scheduledUntil}`]
      : [`Severity: ${SEVERITY[incident.severity]}`, `Impact since: ${incident.startedAt}`]),
    ...(detail && reason !== 'action' ? [detail] : []),
    ...symptoms,
    '',
    url,
  ];
  return { subject, text: lines.join('\n') };
}

export function createNotice({
  carriers,
  people,
  publicUrl,
}: {
  carriers: Carriers;
  people: People;
  publicUrl: () => string;
}): Notice {
  return {
    async send(tx, incident, { personIds, webhooks, reason, because, detail }) {
      const room = incident.kind === 'maintenance' ? 'maintenances' : 'incidents';
      const url = `${publicUrl()}/console/${room}/${incident.id}`;
      const { subject, text } = wordsFor(reason, incident, url, detail);
      const recipients: Recipient[] = webhooks.map((webhook) => ({
        id: `webhook:${webhook.url}`,
        kind: 'endpoint',
        carrier: 'webhook',
        address: webhook.url,
        locale: 'en',
        timeZone: 'UTC',
        secret: webhook.secret ?? null,
      }));
      for (const id of personIds) {
        // Somebody who left the staff is not called; the others are.
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
      if (recipients.length === 0) return;
      await carriers.ledger.plan(tx, {
        message: {
          kind: 'staff',
          key: `staff:${incident.id}:${reason}:${because}`,
          incidentId: incident.id,
          urgent: true,
          because,
          forms: { en: { subject, text } },
          event: {
            type: `incident.${reason}`,
            data: {
              incidentId: incident.id,
              title: incident.title['en'],
              severity: incident.severity,
              startedAt: incident.startedAt,
              url,
              text: subject,
            },
          },
        },
        recipients,
      });
    },
  };
}
