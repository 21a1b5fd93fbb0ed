/**
 * `candor demo`: the whole loop on a real flaky service in about two minutes, unattended. Ends with 0 only when every
 * step was proven from outside.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInboxPage, startMailServer, startWebhookReceiver } from '../../../mocks/index.ts';
import { freePort, startCandor } from './candor.ts';
import { startReader } from './reader.ts';
import { tableOf } from './report.ts';
import { type BreakMode, startShop } from './shop.ts';
import { startElsewhere } from './story/everywhere.ts';
import { DEMO_WEBHOOK_SECRET, tellStory } from './story/index.ts';
import { createTraffic } from './traffic.ts';

export type DemoOptions = { mode: BreakMode; json?: string | undefined; keep: boolean };

export async function runDemo({ mode, json, keep }: DemoOptions): Promise<boolean> {
  const startedMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'candor-demo-'));
  // As root the database server is another account, which has to walk through.
  chmodSync(folder, 0o711);
  const say = (line: string) => console.log(line);
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const port = await freePort();
    const mail = await startMailServer();
    undo.unshift(() => mail.close());
    const webhooks = await startWebhookReceiver({ secret: DEMO_WEBHOOK_SECRET });
    undo.unshift(() => webhooks.close());
    const elsewhere = await startElsewhere();
    undo.unshift(() => elsewhere.close());
    const services = [elsewhere.slack, elsewhere.mastodon, elsewhere.twilio];
    const inbox = await startInboxPage({ mail, webhooks, services });
    undo.unshift(() => inbox.close());
    const shop = await startShop({ candorUrl: () => `http://127.0.0.1:${port}` });
    undo.unshift(() => shop.close());
    const candor = await startCandor({
      dataFolder: folder,
      port,
      env: {
        CANDOR_ALLOW_PRIVATE: '127.0.0.0/8',
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: 'Demo Shop Status <status@shop.example>',
      },
    });
    undo.unshift(() => candor.stop());
    say(`Candor ${candor.url}/   console ${candor.url}/console/   shop ${shop.url}/   inbox ${inbox.url}`);
    const reader = startReader(candor.url);
    undo.unshift(() => reader.close());
    const traffic = createTraffic({ shop });
    undo.unshift(() => traffic.stop());
    const results = await tellStory({ candor, shop, mail, webhooks, elsewhere, reader, traffic, mode, say });
    say(`\n${tableOf(results)}\n`);
    if (json) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
    say(`The whole loop took ${Math.round((performance.now() - startedMs) / 1_000)} s.`);
    if (keep) {
      say(
        `\nLeft running until Ctrl-C: ${candor.url}/  ${candor.url}/console/ (owner@shop.example, "a demo password, nothing else")  ${inbox.url}`,
      );
      await new Promise<void>((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      });
    }
    return true;
  } catch (error) {
    console.error(`\n✖ ${error instanceof Error ? error.message : error}`);
    return false;
  } finally {
    for (const step of undo) await step();
  }
}
