/**
 * From the failure to the first notice, with the settings as they come: checks every 30 s, a timeout of 10 s, two
 * re-checks 2 s apart, the first word by itself after its hold. Measured: from the start of the first failing check
 * (the fact's own time) to the failure on the page, to the first word on the page, and to its acceptance by a real
 * mail server and a webhook receiver. One Candor of its own for each way to break, all at once. Floor: at most 15 s
 * to a notice in every box. There is no yardstick: the times are the settings' own plus what we add to them.
 *
 * Run: `npm run bench detect`, about a minute and a half.
 */
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startMailServer, startWebhookReceiver } from '../mocks/index.ts';
import { freePort } from '../server/cli/demo/candor.ts';
import { openCandor } from './kit/candor.ts';
import { type Figure, report } from './kit/report.ts';

const LONGEST_S = 15;
/** A check every 30 s, a hang that takes its timeout, the hold, and room for a busy machine. */
const GIVE_UP_MS = 90_000;
const LOOK_MS = 50;
const SECRET = `whsec_${Buffer.from('a secret of the bench, not of anybody').toString('base64')}`;
const HTTP_OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';
const HTTP_500 = 'HTTP/1.1 500 Broken\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno';
const HTTP_WRONG = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno';

const MODES = {
  'answers 500': { answer: HTTP_500 },
  'wrong content': { answer: HTTP_WRONG },
  'connection refused': { answer: null },
  hang: { answer: '' },
} as const;
type Mode = keyof typeof MODES;

/** A service on a bare socket, so that it can also be gone, or accept and say nothing. */
async function startService() {
  const port = await freePort();
  let answer: string = HTTP_OK;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => (answer ? socket.end(answer) : undefined));
  });
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  await listen();
  return {
    url: `http://127.0.0.1:${port}/`,
    async break(mode: Mode) {
      const given = MODES[mode].answer;
      if (given === null) await close();
      else answer = given;
    },
    close: async () => (server.listening ? close() : undefined),
  };
}

async function eventually<T>(what: string, look: () => Promise<T | null | undefined> | T | null | undefined) {
  for (const untilMs = performance.now() + GIVE_UP_MS; ; await pause(LOOK_MS)) {
    const found = await look();
    if (found) return found;
    if (performance.now() > untilMs) throw new Error(`It did not happen: ${what}`);
  }
}

type Times = { fact: number; shown: number; word: number; mail: number; webhook: number };

async function oneOutage(mode: Mode): Promise<Times> {
  const undo: (() => unknown)[] = [];
  try {
    const mail = await startMailServer();
    undo.unshift(mail.close);
    const webhooks = await startWebhookReceiver({ secret: SECRET });
    undo.unshift(webhooks.close);
    const service = await startService();
    undo.unshift(service.close);
    const { ok, url, close } = await openCandor({
      env: { SMTP_URL: mail.url, MAIL_FROM: 'Shop Status <status@shop.example>' },
    });
    undo.unshift(close);
    const component = await ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'checkout',
      name: { en: 'Checkout', de: 'Kasse' },
    });
    await ok('POST', '/api/v1/subscribers', { carrier: 'webhook', address: webhooks.url, secret: SECRET });
    await ok('POST', '/api/v1/subscribers', {
      carrier: 'email',
      address: 'reader@example.com',
      confirmed: true,
    });
    const monitor = await ok<{ id: string }>('POST', '/api/v1/monitors', {
      name: 'Checkout answers',
      componentId: component.id,
      target: {
        kind: 'http',
        url: service.url,
        assertions: [{ type: 'body', operator: 'contains', text: 'ok' }],
      },
    });
    type Seen = { state: { verdict: string } };
    await eventually('the monitor is up', async () => {
      const { state } = await ok<Seen>('GET', `/api/v1/monitors/${monitor.id}`);
      return state.verdict === 'up' || null;
    });
    await service.break(mode);

    const seenAt = (what: string, path: string, says: (text: string) => boolean) =>
      eventually(what, async () => (says(await (await fetch(`${url}${path}`)).text()) ? Date.now() : null));
    const shown = await seenAt('the failure in the status', '/api/v2/status.json', (text) =>
      /"indicator":"(minor|major|critical)"/.test(text),
    );
    const word = await seenAt('the first word on the page', '/', (text) => text.includes('id="upd_'));
    type Listed = { items: { startedAt: string; detectedAt: string }[] };
    const { items } = await ok<Listed>('GET', '/api/v1/incidents?limit=1');
    const { startedAt, detectedAt } = items[0]!;
    const letter = await eventually('the mail', () =>
      mail.inbox().find(({ to }) => to.includes('reader@example.com')),
    );
    const call = await eventually('the webhook', () =>
      webhooks.accepted().find(({ body }) => JSON.stringify(body).includes('incident.update.published')),
    );
    if (!call.verified) throw new Error('The signature of the webhook is wrong.');
    const fromMs = Date.parse(startedAt);
    const since = (instant: string | number) =>
      ((typeof instant === 'number' ? instant : Date.parse(instant)) - fromMs) / 1_000;
    return {
      fact: since(detectedAt),
      shown: since(shown),
      word: since(word),
      mail: since(letter.at),
      webhook: since(call.at),
    };
  } finally {
    for (const step of undo) await step();
  }
}

const modes = Object.keys(MODES) as Mode[];
const figures: Figure[] = [];
// All are waited for, so that each ends what it started.
const outages = await Promise.allSettled(modes.map(oneOutage));
for (const [i, outage] of outages.entries()) {
  if (outage.status === 'rejected') throw outage.reason;
  const times = outage.value;
  const said = ({ fact, shown, word, mail, webhook }: Times) =>
    `confirmed ${fact.toFixed(1)}, shown as failing ${shown.toFixed(1)}, first word on the page ${word.toFixed(1)}, mail ${mail.toFixed(1)}, webhook ${webhook.toFixed(1)}`;
  figures.push({
    what: `${modes[i]}: last of page, mail, webhook`,
    measured: Math.max(times.word, times.mail, times.webhook),
    unit: 's',
    floor: { most: LONGEST_S },
    beside: said(times),
  });
}
report('detect', figures);
