/** The fault: seen by the monitors, on the page, in the feeds, in every box, and by whoever is on duty. */

import type { Prepared } from './prepare.ts';
import { eventually, hhmm, type SeenIncident, type Telling } from './world.ts';

export type Broken = { brokenAt: string; opened: SeenIncident };

export async function breakIt(telling: Telling, { calm }: Prepared): Promise<Broken> {
  const { shop, traffic, mode, reader, webhooks, saw, mailTo, incident, prove, say } = telling;
  say(`\nBreak (${mode})`);
  const brokenAt = new Date().toISOString();
  await shop.break(mode);
  traffic.breakNow();
  const opened = await eventually('an incident opened by the monitors', incident);
  prove(`detected: ${opened.id} (impact since ${hhmm(opened.startedAt)} UTC)`);
  await eventually('the first public word', async () => (await incident())?.firstWordAt);
  const first = await eventually('the failure on the page', async () => {
    const sighting = await reader.look();
    return sighting.headline !== calm.headline &&
      sighting.nextWord &&
      sighting.feed.includes('[Investigating]')
      ? sighting
      : null;
  });
  saw.push({ phase: 'investigating', saw: first });
  prove(
    `the page says "${first.headline}", the feed "${first.feed}", the compatible API "${first.statuspage}"`,
  );
  for (const [address, word] of [
    ['reader@example.com', '[Investigating]'],
    ['leser@example.com', 'Shop-API'],
  ] as const)
    await eventually(`the first word in ${address}'s box`, () =>
      mailTo(address, (found) => found.subject.includes(word)),
    );
  const letter = mailTo('reader@example.com', (found) => found.subject.includes('[Investigating]'))!;
  for (const header of [
    'list-unsubscribe',
    'list-unsubscribe-post',
    'list-id',
    'dkim-signature',
    'auto-submitted',
  ])
    if (!letter.headers[header]) throw new Error(`The mail has no ${header} header.`);
  prove(`mail in both boxes, in English and German, signed, with one-click unsubscribe: "${letter.subject}"`);
  const hook = await eventually('the signed webhook', () =>
    webhooks.accepted().find((call) => call.path.endsWith('/status')),
  );
  if (hook.verified !== true) throw new Error('The signature of the webhook does not hold.');
  prove(`the webhook arrived and its signature holds (${hook.id})`);
  await eventually(
    'the escalation',
    () =>
      webhooks.accepted().find((call) => call.path.endsWith('/escalation')) &&
      mailTo('owner@shop.example', (found) => found.subject.startsWith('Nobody has acknowledged')),
  );
  prove('nobody acknowledged, so the owner was mailed again and the escalation webhook called');

  return { brokenAt, opened };
}
