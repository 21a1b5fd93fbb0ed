/** The words meanwhile: a promise kept by a note, a bad text refused, an honest one published, a lie stopped. */
import type { Broken } from './break.ts';
import { heardElsewhere, takenElsewhere } from './everywhere.ts';
import { eventually, hhmm, pause, type Telling } from './world.ts';

/** The contract of the demo allows 26 seconds a month; a shorter outage would rightly be credited nothing. */
const LEAST_OUTAGE_MS = 40_000;

export async function tell(telling: Telling, { opened, brokenAt }: Broken): Promise<void> {
  const { candor, reader, mail, saw, mailTo, incident, prove, say } = telling;
  say('\nTell');
  const { id } = opened;
  const note = await eventually(
    'an honest "no change" note before the promised time',
    async () => (await incident())!.updates.find(({ origin }) => origin === 'note'),
    40_000,
  );
  prove(
    `nobody spoke, so the promise was kept by a note: "${(note.text['en'] ?? '').split('\n')[0]!.slice(0, 110)}"`,
  );
  await candor.ok('PUT', `/api/v1/incidents/${id}/acknowledgement`);
  const bad = await candor.api('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'identified',
    text: { en: 'We believe it is only a minor glitch and will be fixed soon!' },
  });
  if (bad.status !== 422) throw new Error(`The linter let a bad text through (${bad.status}).`);
  prove('the linter refused a text that minimises, guesses and promises "soon"');
  const before = takenElsewhere(telling);
  const since = hhmm(opened.startedAt);
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'identified',
    holdSeconds: 1,
    text: {
      en: `The Shop API does not answer, so you cannot see products or pay. This affects everyone since ${since} UTC. We have found the cause: the payment database refuses connections. We are restarting it now. There is no workaround yet. Your basket is kept.`,
      de: `Die Shop-API antwortet nicht, deshalb können Sie keine Produkte sehen und nicht bezahlen. Das betrifft alle seit ${since} UTC. Wir haben die Ursache gefunden: Die Datenbank für Zahlungen nimmt keine Verbindungen an. Wir starten sie gerade neu. Eine Ausweichlösung gibt es noch nicht. Ihr Warenkorb bleibt erhalten.`,
    },
  });
  await eventually('"identified" in the box', () =>
    mailTo('reader@example.com', (found) => found.subject.includes('[Identified]')),
  );
  await heardElsewhere(telling, before);
  saw.push({ phase: 'identified', saw: await reader.look() });
  const lie = await candor.api<{ code: string }>('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'resolved',
    text: { en: 'Everything works again.' },
  });
  if (lie.body.code !== 'truth.contradiction')
    throw new Error(`"Resolved" was not refused while a monitor fails (${lie.status}).`);
  prove('"resolved" was refused while the monitor fails');

  const written = (await incident())!.updates.length;
  const second = await eventually(
    'a second note, after the update of a person',
    async () => (await incident())!.updates.slice(written).find(({ origin }) => origin === 'note'),
    40_000,
  );
  if (second.text['en'] === note.text['en']) throw new Error('Two notes said the same.');
  const mailed = mail
    .inbox()
    .filter((letter) => letter.subject.startsWith('[') && letter.to.includes('reader@example.com'));
  if (mailed.length !== 2)
    throw new Error(`A note was mailed to a reader who hears of changes only (${mailed.length}).`);
  prove('the next promise was kept by another note, in other words; nobody was mailed for it');
  await pause(Math.max(0, Date.parse(brokenAt) + LEAST_OUTAGE_MS - Date.now()));
}
