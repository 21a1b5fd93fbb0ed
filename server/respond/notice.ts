/**
 * Notices to staff: short, from facts, with one link. They go through the ledger like every word that leaves the
 * house, before everything else of their carrier.
 */
import type { StaffAddress } from '@candor/protocol/respond.ts';
import type { Carriers, Recipient } from '#carriers';
import { sha256 } from '#lib/canonical.ts';
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import type { Ways } from './ways.ts';

export type NoticeReason =
  | 'opened'
  | 'escalation'
  | 'promise'
  | 'missed'
  | 'unsaid'
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
      webhooks?: readonly { url: string; secret?: string | null | undefined }[];
      /** Shared addresses of staff, by any carrier. */
      targets?: readonly StaffAddress[];
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
): { subject: string; text: string; short: string } {
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
    missed: [
      `Promise missed: ${title}`,
      `The public was promised a word by ${due} UTC and got none. Publish one now, even if nothing has changed.`,
    ],
    unsaid: [
      `Nobody has told the public: ${title}`,
      'This incident is open, and the public page says nothing of it. Publish a first word, or resolve it.',
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
    .map((symptom) => `- ${symptom.monitorName}: ${symptom.detail} (since ${spoken(symptom.failedAt)})`);
  const lines = [
    ask,
    '',
    ...(incident.kind === 'maintenance'
      ? [`Planned: ${spoken(incident.scheduledFor)} to ${spoken(incident.scheduledUntil)}`]
      : [`Severity: ${SEVERITY[incident.severity]}`, `Impact since: ${spoken(incident.startedAt)}`]),
    ...(detail && reason !== 'action' ? [detail] : []),
    ...symptoms,
    '',
    url,
  ];
  // For a phone: what it is and where to go; a title of any length leaves room for the address.
  const short = `${subject.slice(0, 90)}${subject.length > 90 ? '…' : ''} (${SEVERITY[incident.severity]}) ${url}`;
  return { subject, text: lines.join('\n'), short };
}

/** For people: to the minute, with its zone. */
const spoken = (instant: string | null | undefined) =>
  instant ? `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC` : 'a time not yet set';

export function createNotice({
  carriers,
  ways,
  publicUrl,
}: {
  carriers: Carriers;
  ways: Ways;
  publicUrl: () => string;
}): Notice {
  const shared = { kind: 'endpoint', locale: 'en', timeZone: 'UTC' } as const;
  return {
    async send(tx, incident, { personIds, webhooks = [], targets = [], reason, because, detail }) {
      const room = incident.kind === 'maintenance' ? 'maintenances' : 'incidents';
      const url = `${publicUrl()}/console/${room}/${incident.id}`;
      const form = wordsFor(reason, incident, url, detail);
      const recipients: Recipient[] = [
        ...webhooks.map((webhook) => ({
          ...shared,
          id: `webhook:${webhook.url}`,
          carrier: 'webhook',
          address: webhook.url,
          secret: webhook.secret ?? null,
        })),
        ...targets
          .filter(({ carrier }) => carriers.all.has(carrier))
          .map(({ carrier, address }) => ({
            ...shared,
            // An address may be a key, and the ledger shows who was told.
            id: `staff:${sha256(`${carrier} ${address}`).slice(0, 16)}`,
            carrier,
            address,
          })),
        ...(await ways.recipients(tx, personIds, incident.severity)),
      ];
      if (recipients.length === 0) return;
      await carriers.ledger.plan(tx, {
        message: {
          kind: 'staff',
          key: `staff:${incident.id}:${reason}:${because}`,
          incidentId: incident.id,
          urgent: true,
          because,
          forms: { en: form },
          event: {
            type: `incident.${reason}`,
            data: {
              incidentId: incident.id,
              title: incident.title['en'],
              severity: incident.severity,
              startedAt: incident.startedAt,
              url,
              text: form.subject,
            },
          },
        },
        recipients,
      });
    },
  };
}
