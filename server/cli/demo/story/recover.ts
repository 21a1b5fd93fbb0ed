/** The recovery, proven by the monitors before anybody says so, and told to everybody in order. */
import type { Broken } from './break.ts';
import type { Prepared } from './prepare.ts';
import { eventually, hhmm, pause, type Telling } from './world.ts';

const PHASES = ['Investigating', 'Identified', 'Monitoring', 'Resolved'];

export async function recover(
  telling: Telling,
  { ownerId, calm }: Prepared,
  { opened }: Broken,
): Promise<void> {
  const { candor, shop, traffic, reader, mail, webhooks, saw, mailTo, incident, prove, say } = telling;
  const { id } = opened;
  const since = hhmm(opened.startedAt);
  say('\nRecover');
  await shop.mend();
  traffic.mend();
  const recovered = await eventually('the monitors seeing it work', async () => {
    const now = await incident();
    return now?.recoveredAt ? now : null;
  });
  const back = hhmm(recovered.recoveredAt!);
  const whole = Math.max(
    1,
    Math.round((Date.parse(recovered.recoveredAt!) - Date.parse(opened.startedAt)) / 60_000),
  );
  const [minutes, minuten] =
    whole === 1 ? ['a minute', 'eine Minute'] : [`${whole} minutes`, `${whole} Minuten`];
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'monitoring',
    holdSeconds: 0,
    text: {
      en: `You can see products and pay again since ${back} UTC. The failure affected everyone from ${since} UTC. We restarted the payment database and we are watching it now. If you still see errors, reload the page.`,
      de: `Sie können seit ${back} UTC wieder Produkte sehen und bezahlen. Die Störung betraf alle ab ${since} UTC. Wir haben die Datenbank für Zahlungen neu gestartet und beobachten sie jetzt. Wenn Sie noch Fehler sehen, laden Sie die Seite neu.`,
    },
  });
  await pause(3_000);
  saw.push({ phase: 'monitoring', saw: await reader.look() });
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'resolved',
    holdSeconds: 0,
    approvedBy: ownerId,
    text: {
      en: `You have been able to see products and pay again since ${back} UTC. It affected everyone from ${since} UTC and lasted about ${minutes}. No order and no data was lost. We will publish our review on this page by ${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}. We are sorry that you could not pay. Thank you for waiting.`,
      de: `Sie können seit ${back} UTC wieder Produkte sehen und bezahlen. Die Störung betraf alle ab ${since} UTC und dauerte etwa ${minuten}. Es gingen keine Bestellungen und keine Daten verloren. Wir veröffentlichen unseren Bericht auf dieser Seite bis zum ${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}. Es tut uns leid, dass Sie nicht bezahlen konnten. Danke, dass Sie gewartet haben.`,
    },
  });
  await eventually(
    '"resolved" in both boxes',
    () =>
      mailTo('reader@example.com', (found) => found.subject.includes('[Resolved]')) &&
      mailTo('leser@example.com', (found) => found.subject.includes('[Behoben]')),
  );
  const after = await eventually('the page calm again', async () => {
    const sighting = await reader.look();
    return sighting.headline === calm.headline && sighting.feed.includes('[Resolved]') ? sighting : null;
  });
  saw.push({ phase: 'resolved', saw: after });
  prove(`"resolved" in both boxes; the page says "${after.headline}"`);
  const order = mail
    .inbox()
    .filter((found) => found.to.includes('reader@example.com') && found.subject.startsWith('['))
    .map((found) => /\[(\w+)\]/.exec(found.subject)![1]);
  if (order.join() !== [...order].sort((a, b) => PHASES.indexOf(a!) - PHASES.indexOf(b!)).join())
    throw new Error(`The mails came out of order: ${order.join(', ')}`);
  if (webhooks.duplicates().length > 0) throw new Error('A webhook arrived twice.');
  prove(`mails in order (${order.join(' → ')}), no webhook twice`);
}
