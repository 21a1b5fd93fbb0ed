/** A signed call to an address, through the ledger: retried, and followed like every delivery. */
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Deps } from '../deps.ts';
import { action, type Doing } from '../kinds.ts';

const SEALED = /^v1\./;

export function webhookAction({ carriers, outbound, publicUrl, box }: Deps) {
  async function call(
    type: 'workflow.ran' | 'workflow.undone',
    { url, secret }: { url: string; secret: string | null },
    { tx, incident, rule, because, stepId }: Doing,
  ) {
    const address = `${publicUrl()}/incidents/${incident.id}`;
    await carriers.ledger.plan(tx, {
      message: {
        kind: 'workflow',
        key: `workflow:${stepId}:${type}`,
        incidentId: incident.id,
        because,
        forms: { en: { subject: rule.name, text: rule.name } },
        event: {
          type,
          data: {
            rule: { id: rule.id, name: rule.name, version: rule.version },
            incident: {
              id: incident.id,
              title: incident.title,
              phase: incident.phase,
              severity: incident.severity,
              startedAt: incident.startedAt,
              resolvedAt: incident.resolvedAt,
              components: incident.components,
              url: address,
            },
          },
        },
      },
      recipients: [
        {
          id: `workflow:${rule.id}:webhook`,
          kind: 'endpoint',
          carrier: 'webhook',
          address: url,
          locale: 'en',
          timeZone: 'UTC',
          secret: secret && SEALED.test(secret) ? box.open('webhook', secret) : secret,
        },
      ],
    });
  }
  return action({
    kind: 'webhook',
    title: 'Call a webhook',
    summary: 'With the rule and the incident as JSON, signed by Standard Webhooks when a secret is given.',
    settings: z.strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .meta({ title: 'Address' }),
      secret: z.string().min(16).max(8_000).nullable().default(null).meta({
        title: 'Secret',
        description: 'Stored sealed and never shown; left empty, a stored one stays.',
        secret: true,
      }),
    }),
    async check({ url }) {
      try {
        outbound.checkUrl(url);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        throw new Problem(error.code, error.message, { errors: [{ path: 'url', message: error.message }] });
      }
    },
    async run(settings, doing) {
      await call('workflow.ran', settings, doing);
      return { detail: `handed a call to ${new URL(settings.url).host} to the ledger` };
    },
    undo: {
      title: 'Call it again, with the type workflow.undone',
      async run(settings, _, doing) {
        await call('workflow.undone', settings, doing);
        return `handed a second call to ${new URL(settings.url).host} to the ledger`;
      },
    },
    sentence: ({ url }) => `call ${new URL(url).host}`,
  });
}
