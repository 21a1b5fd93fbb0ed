/** One page that shows what every pretend service got: what an outsider was told, in order. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MailServer } from './mail-server.ts';
import type { Service } from './services.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

export type InboxPage = { url: string; port: number; close(): Promise<void> };

export async function startInboxPage({
  mail,
  webhooks,
  services = [],
  port = 0,
}: {
  mail: Pick<MailServer, 'inbox'>;
  webhooks: Pick<WebhookReceiver, 'inbox'>;
  services?: readonly Pick<Service, 'inbox'>[];
  port?: number;
}): Promise<InboxPage> {
  const entries = () => services.flatMap((service) => service.inbox());
  const server = createServer((request, response) => {
    if (request.url === '/inbox.json') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(
        JSON.stringify({ mail: mail.inbox(), webhooks: webhooks.inbox(), services: entries() }),
      );
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      // What is shown came from outside: it may not run or load anything.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(render(mail.inbox(), webhooks.inbox(), entries()));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function render(
  mails: ReturnType<MailServer['inbox']>,
  webhooks: ReturnType<WebhookReceiver['inbox']>,
  services: ReturnType<Service['inbox']> = [],
): string {
  const items = [
    ...mails.map(({ at, to, subject, text }) => ({
      at,
      kind: 'mail',
      who: to.join(', '),
      title: subject,
      text,
    })),
    ...webhooks.map(({ at, path, verified, accepted, raw, id }) => ({
      at,
      kind: accepted ? 'webhook' : 'webhook, refused',
      who: path,
      title: `${id}${verified === null ? '' : verified ? ' · signature good' : ' · SIGNATURE BAD'}`,
      text: raw,
    })),
    ...services.map(({ at, service, to, text, accepted }) => ({
      at,
      kind: accepted ? service : `${service}, refused`,
      who: to,
      title: text.split('\n', 1)[0]!,
      text: text.replace(/^[^\n]*\n*/, ''),
    })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  const rows = items.map(
    ({ at, kind, who, title, text }) =>
      `<article><p><time>${escaped(at)}</time> ${escaped(kind)} → ${escaped(who)}</p><h2>${escaped(title)}</h2><pre>${escaped(text)}</pre></article>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>Inbox</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid;padding:.5rem 0}h2{font-size:1rem;margin:0}p{margin:0;opacity:.75}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>Inbox</h1><p>${items.length} received</p>${rows.join('\n') || '<p>Nothing yet.</p>'}</html>`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
