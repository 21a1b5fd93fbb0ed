/** `candor import subscribers FILE`: a CSV with people or endpoints goes to a running Candor as it is, however long. */
import { openAsBlob } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { SubscriberImport } from '@candor/protocol/audience.ts';
import type { ApiClient } from '../api-client.ts';
import { Complaint } from '../complaint.ts';

export type ListFlags = { apply: boolean; consent?: string; consentAt?: string; skipBroken: boolean };

const AT = '/api/v1/subscribers/imports';
const LOOK_MS = 500;
const SHOWN = 20;

export async function importList(
  file: string | undefined,
  flags: ListFlags,
  { url, token, api, say }: { url: string; token: string; api: ApiClient; say: (line?: string) => void },
): Promise<void> {
  if (!file) throw new Complaint('Name the CSV file: candor import subscribers FILE.', { exitCode: 2 });
  const list = await openAsBlob(file).catch(() => {
    throw new Complaint(`${file} cannot be read.`, { exitCode: 2 });
  });
  const at = new URL(AT, url);
  at.searchParams.set('plan', String(!flags.apply));
  at.searchParams.set('broken', flags.skipBroken ? 'skip' : 'refuse');
  if (flags.consent) at.searchParams.set('consentSource', flags.consent);
  if (flags.consentAt) at.searchParams.set('consentAt', flags.consentAt);
  const response = await fetch(at, {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: list,
  }).catch((error: Error) => {
    throw new Complaint(`${url} does not answer. Is Candor running there?`, { cause: error });
  });
  const answer = (await response.json().catch(() => ({}))) as SubscriberImport & { detail?: string };
  if (!response.ok)
    throw new Complaint(`The list was refused: ${answer.detail ?? `status ${response.status}`}`);

  let view: SubscriberImport = answer;
  while (view.state === 'reading' || view.state === 'writing') {
    await pause(LOOK_MS);
    view = (await api('GET', `${AT}/${answer.id}`)) as SubscriberImport;
  }
  const { rows, added, known, gone, repeated, broken } = view.counts;
  say(
    `${rows} rows: ${added} new, ${known} here already, ${gone} of people who left, ${repeated} repeated, ${broken} broken.`,
  );
  for (const { line, column, why } of view.faults.slice(0, SHOWN))
    say(`  line ${line}${column && `, ${column}`}: ${why}`);
  if (broken > SHOWN) say(`  and ${broken - SHOWN} more: GET ${AT}/${view.id}/report`);
  if (view.state === 'failed') throw new Complaint(view.error ?? 'The import failed; nothing was written.');
  if (!flags.apply) say('Nothing was changed. Run it again with --apply to carry it out.');
}
