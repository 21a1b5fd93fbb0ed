/**
 * The desk of the mail room: what comes back is taken in and noted here, and here it is known how ready mail is. It writes
 * no letters itself.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { Accounts } from '../accounts/accounts.ts';
import type { Ledger } from '../ledger.ts';
import { type EmailConfig, type MailSettings, readMailSettings, returnsKey } from './index.ts';
import { createDns, type Dns } from './readiness/dns.ts';
import { createReadiness, type Readiness } from './readiness/index.ts';
import { createSeeds, type Seeds } from './readiness/seeds.ts';
import { createMailReports, type MailReports } from './reports.ts';
import { type Listener, listenForReturns } from './returns/listener.ts';
import { createReturnedMail, type ReturnedMail } from './returns/returned.ts';

export type DeskConfig = EmailConfig & { mailReturnsPort?: number; mailReturnsHost?: string };

export type MailDesk = {
  settings: MailSettings;
  /** What came back about a letter of this way out: noted in the ledger, and counted once. */
  note: Ledger['echo'];
  returned: ReturnedMail;
  reports: MailReports;
  readiness: Readiness;
  seeds: Seeds;
  /** Where returned mail is taken; null while the door is closed, with the reason when it should be open. */
  door(): { host: string; port: number } | { fault: string } | null;
  start(): Promise<void>;
  close(): Promise<void>;
};

export function createMailDesk({
  config,
  store,
  clock,
  log,
  ids,
  outbound,
  accounts,
  ledger,
  domains,
  dns = createDns(),
}: {
  config: DeskConfig;
  store: Store;
  clock: Clock;
  log: Log;
  ids: Ids;
  outbound: Outbound;
  accounts: Pick<Accounts, 'list'>;
  ledger: Pick<Ledger, 'plan' | 'echo'>;
  /** At which domains subscribers read their mail. */
  domains: () => Promise<{ domain: string; readers: number }[]>;
  dns?: Dns;
}): MailDesk {
  const settings = readMailSettings(config);
  const { returnPath } = settings;
  const { mailReturnsPort: port = 0, mailReturnsHost: host = '127.0.0.1' } = config;
  if (port > 0 && !returnPath)
    throw new Problem(
      'request.invalid',
      'MAIL_RETURNS_PORT opens a door for returned mail; set MAIL_RETURN_PATH to the mailbox that it comes to.',
    );
  const reports = createMailReports({ store, clock });
  const note: Ledger['echo'] = async (echo, way) => {
    const outcome = await ledger.echo(echo, way);
    if (outcome === 'applied') await reports.count(way, echo);
    return outcome;
  };
  const returned = createReturnedMail({ store, clock, log, returnPath, note });
  let listener: Listener | null = null;
  let fault: string | null = null;
  const door = () => (listener ? { host, port: listener.port } : fault === null ? null : { fault });
  const publicUrl = () => config.publicUrl;
  return {
    settings,
    note,
    returned,
    reports,
    readiness: createReadiness({
      store,
      clock,
      dns,
      outbound,
      accounts,
      mail: { settings, reports, door },
      domains,
      publicUrl,
    }),
    seeds: createSeeds({
      store,
      clock,
      ids,
      ledger,
      publicUrl,
      key: returnsKey(config.dataFolder),
      senderDomain: settings.sender?.domain ?? '',
    }),
    door,
    async start() {
      if (port === 0 || !returnPath) return;
      try {
        listener = await listenForReturns({ host, port, returnPath, returned, clock, log });
        log.info({ host, port }, 'returned mail is taken');
      } catch (error) {
        // A door that does not open costs nobody a letter; the product goes on, and the readiness page says so.
        fault = (error as Error).message;
        log.error({ err: error, host, port }, 'the door for returned mail could not be opened');
      }
    },
    async close() {
      await listener?.close();
    },
  };
}
