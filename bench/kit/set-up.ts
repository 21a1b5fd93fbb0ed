/**
 * A small installation as one meets it: ten components in three groups, each watched by one monitor every 30 seconds,
 * ninety days of history with a few failures in it (brought in by the ordinary import) and, if asked for,
 * an open incident with two updates. Made through the public API alone.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ok } from './candor.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;
/** Between two imported samples. */
const STEP_MS = 15 * 60_000;

const GROUPS = {
  Shop: ['Website', 'Search', 'Basket', 'Checkout'],
  Accounts: ['Sign-in', 'Profile', 'Notifications'],
  Platform: ['API', 'Webhooks', 'File storage'],
};

/** A service that answers everything well, in this process. */
export async function startTarget() {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function install(
  ok: Ok,
  target: string,
  { incident = false }: { incident?: boolean } = {},
): Promise<void> {
  const componentIds: string[] = [];
  for (const [position, [group, names]] of Object.entries(GROUPS).entries()) {
    const { id: groupId } = await ok<{ id: string }>('POST', '/api/v1/groups', {
      name: { en: group },
      position,
    });
    for (const name of names) {
      const n = componentIds.length;
      const slug = name.toLowerCase().replace(/[^a-z]+/g, '-');
      const component = await ok<{ id: string }>('POST', '/api/v1/components', {
        slug,
        name: { en: name },
        description: { en: `What customers reach under ${slug}.shop.example.` },
        groupId,
        position: n,
      });
      componentIds.push(component.id);
      const monitor = await ok<{ id: string }>('POST', '/api/v1/monitors', {
        name: `${name} answers`,
        componentId: component.id,
        target: {
          kind: 'http',
          url: `${target}/${slug}`,
          assertions: [{ type: 'body', operator: 'contains', text: 'ok' }],
        },
      });
      await ok('POST', `/api/v1/monitors/${monitor.id}/samples`, { samples: history(n) });
    }
  }
  if (incident) await openIncident(ok, componentIds);
}

/** Calm days, and for every component an outage of its own on a few of them. */
function history(n: number) {
  const endMs = Math.floor(Date.now() / STEP_MS) * STEP_MS - STEP_MS;
  const count = (DAYS * DAY_MS) / STEP_MS;
  return Array.from({ length: count }, (_, i) => {
    const down = i % 2_003 >= 150 * n && i % 2_003 < 150 * n + 3 + (n % 3);
    return {
      at: new Date(endMs - (count - i) * STEP_MS).toISOString(),
      outcome: down ? 'down' : 'up',
      latencyMs: down ? null : Math.round(40 + 15 * Math.sin(i / 230) + (i % 7)),
      failure: down ? 'status' : null,
      httpStatus: down ? 503 : 200,
    };
  });
}

async function openIncident(ok: Ok, componentIds: readonly string[]): Promise<void> {
  const startedAt = new Date(Date.now() - 12 * 60_000).toISOString();
  const since = startedAt.slice(11, 16);
  const { id } = await ok<{ id: string }>('POST', '/api/v1/incidents', {
    title: { en: 'Checkout fails' },
    severity: 2,
    components: [{ componentId: componentIds[3], status: 'partial_outage' }],
    startedAt,
  });
  for (const [phase, text] of [
    [
      'investigating',
      `Checkout fails since ${since} UTC, so you may not be able to pay. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.`,
    ],
    [
      'identified',
      `Checkout still fails since ${since} UTC, so you may not be able to pay. This affects about 40 % of customers. We have found the cause: the payment database refuses connections. We are restarting it now. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.`,
    ],
  ] as const)
    await ok('POST', `/api/v1/incidents/${id}/updates`, { phase, holdSeconds: 0, text: { en: text } });
}
