/** Candor as its operator runs it, with its recipients, and receivers that can fail: where the trials take place. */
import { openDatabase, subscribe } from '../../bench/ledger/database.ts';
import { openCandorProcess } from '../candor-process.ts';
import { startReceivers } from './receivers.ts';
import { type Chaos, CONNECTIONS, rankOf } from './trial.ts';

const SECRET = `whsec_${Buffer.from('a secret of this story only').toString('base64')}`;

export async function openChaos(
  t: { after(fn: () => Promise<void>): void },
  recipients: { mail: number; hooks: number },
): Promise<Chaos> {
  const receivers = await startReceivers(rankOf);
  const endings: (() => Promise<void>)[] = [];
  // The last that was opened is closed first: the database ends with whoever uses it last.
  t.after(async () => {
    for (const end of endings.reverse()) await end();
    receivers.close();
  });
  const candor = await openCandorProcess(
    { after: (end) => void endings.push(end) },
    {
      env: {
        SMTP_URL: receivers.smtpUrl,
        MAIL_FROM: 'Demo Shop Status <status@shop.example>',
        MAIL_CONNECTIONS: String(CONNECTIONS),
        MAIL_DKIM: 'false',
      },
    },
  );
  const database = await openDatabase(candor.folder);
  endings.push(database.close);
  await subscribe(
    database.store,
    { carrier: 'email', count: recipients.mail },
    { before: 'reader-', after: '@example.com' },
  );
  await subscribe(
    database.store,
    { carrier: 'webhook', count: recipients.hooks, secret: SECRET },
    { before: `${receivers.hookUrl}/`, after: '' },
  );
  const { id } = await candor.ok<{ id: string }>('POST', '/api/v1/components', {
    slug: 'checkout',
    name: { en: 'Checkout' },
  });
  return { candor, receivers, store: database.store, componentId: id, recipients };
}
