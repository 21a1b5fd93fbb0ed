/**
 * Every setting of a Candor process: its environment name, its default and why that is the default. `candor
 * config` prints this list. Settings that people change while the product runs (cadences, rules, people) are
 * rows in the database, not settings of the process.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '#lib/problem.ts';

type Setting<T> = { env: string; fallback: T; read: (text: string) => T; why: string; secret?: true };

const text = (env: string, fallback: string, why: string): Setting<string> => ({
  env,
  fallback,
  read: (t) => t,
  why,
});
const secret = (setting: Setting<string>): Setting<string> => ({ ...setting, secret: true });
/** An address of one of these kinds, or nothing. */
const address =
  (kinds: readonly string[], example: string) =>
  (env: string, why: string): Setting<string> => ({
    ...text(env, '', why),
    read(t) {
      if (t === '' || (URL.canParse(t) && kinds.includes(new URL(t).protocol.slice(0, -1)))) return t;
      // Not repeated: it may hold a password.
      throw new Problem(
        'request.invalid',
        `${env} is not an address that can be used; it looks like ${example}.`,
      );
    },
  });
const oneOf = (env: string, fallback: string, words: readonly string[]): Setting<string> => ({
  ...text(env, fallback, `${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`),
  read(t) {
    if (words.includes(t)) return t;
    throw new Problem('request.invalid', `${env} is "${t}"; it has to be one of ${words.join(', ')}.`);
  },
});
const whole =
  (unit: string, least: number, most: number) =>
  (env: string, fallback: number, why: string): Setting<number> => ({
    env,
    fallback,
    why,
    read(t) {
      const n = Number(t);
      if (Number.isInteger(n) && n >= least && n <= most) return n;
      throw new Problem(
        'request.invalid',
        `${env} is "${t}"; it has to be a whole number${unit && ` of ${unit}`} from ${least} to ${most}.`,
      );
    },
  });
const seconds = whole('seconds', 0, 86_400);
const milliseconds = whole('milliseconds', 0, 3_600_000);
const count = whole('', 0, 1_000_000);
const port = whole('', 0, 65_535);
const flag = (env: string, fallback: boolean, why: string): Setting<boolean> => ({
  env,
  fallback,
  why,
  read(t) {
    if (['1', 'true', 'yes', 'on'].includes(t.toLowerCase())) return true;
    if (['0', 'false', 'no', 'off', ''].includes(t.toLowerCase())) return false;
    throw new Problem('request.invalid', `${env} is "${t}"; it has to be true or false.`);
  },
});

const SETTINGS = {
  // Where
  host: text('HOST', '127.0.0.1', 'Only this machine, until the operator decides who may reach it.'),
  port: port('PORT', 3000, 'Zero takes any free port.'),
  dataFolder: text(
    'CANDOR_DATA',
    join(homedir(), '.candor'),
    'One folder holds everything: database, keys, page bytes.',
  ),
  publicUrl: address(['http', 'https'], 'https://status.acme.example')(
    'CANDOR_URL',
    'The address that readers use; empty means http://HOST:PORT.',
  ),
  logLevel: oneOf('LOG_LEVEL', 'info', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  // Store
  databaseUrl: secret(
    address(['postgres', 'postgresql'], 'postgres://user:password@host:5432/candor')(
      'DATABASE_URL',
      'Empty runs the embedded PostgreSQL in the data folder.',
    ),
  ),
  postgresBin: text(
    'CANDOR_PG_BIN',
    '',
    'Folder of a system PostgreSQL to use instead of the embedded binaries.',
  ),
  // Web
  trustProxy: text(
    'CANDOR_TRUST_PROXY',
    '',
    'Addresses or networks (CIDR, comma-separated) of reverse proxies whose X-Forwarded-For is believed.',
  ),
  connectionsPerAddress: count(
    'CANDOR_CONNECTIONS_PER_ADDRESS',
    512,
    'One machine, or one office behind one address, cannot take every connection; zero means no limit.',
  ),
  liveReaders: count('CANDOR_LIVE_READERS', 20_000, 'Open live streams in all; more are asked to poll.'),
  liveReadersPerAddress: count('CANDOR_LIVE_READERS_PER_ADDRESS', 200, 'Open live streams of one address.'),
  // TLS by Candor itself
  httpsPort: port(
    'CANDOR_HTTPS_PORT',
    0,
    'Where Candor itself speaks TLS for the hosts of its pages, usually 443; zero leaves that to a proxy.',
  ),
  httpPort: port(
    'CANDOR_HTTP_PORT',
    0,
    'Where it answers the certificate authority and sends readers on to https, usually 80; zero opens none.',
  ),
  acmeDirectory: address(['https'], 'https://authority.example/directory')(
    'CANDOR_ACME_DIRECTORY',
    'Directory of an ACME certificate authority, whose terms are accepted by setting it; empty orders no certificates.',
  ),
  acmeContact: text('CANDOR_ACME_CONTACT', '', 'Mail address that the authority may write to; optional.'),
  acmeRoot: text('CANDOR_ACME_ROOT', '', 'File with the root certificate of a private authority, PEM.'),
  tlsFolder: text(
    'CANDOR_TLS_FOLDER',
    '',
    'Folder with certificates of your own, HOST.crt and HOST.key or both in HOST.pem; they come first.',
  ),
  // Outgoing
  allowPrivateTargets: text(
    'CANDOR_ALLOW_PRIVATE',
    '',
    'Addresses or networks (CIDR, comma-separated) that probes and webhooks may reach although they are private.',
  ),
  outsideFolders: text(
    'CANDOR_OUTSIDE_FOLDERS',
    '',
    'Folders (comma-separated) under which copies of the page may be written; empty allows none.',
  ),
  // Mail
  smtpUrl: secret(
    address(['smtp', 'smtps'], 'smtp://user:password@host:587 or smtps://host')(
      'SMTP_URL',
      'The relay that takes our mail, smtp://user:password@host:587; smtps:// for TLS from the start.',
    ),
  ),
  mailFrom: text(
    'MAIL_FROM',
    '',
    'Who mail comes from, Acme Status <status@acme.example>; empty sends none.',
  ),
  mailConnections: count('MAIL_CONNECTIONS', 5, 'Connections to the relay at once; most relays allow ten.'),
  mailUnsubscribe: text(
    'MAIL_UNSUBSCRIBE',
    '',
    'A mailbox that takes unsubscribe requests beside the one-click link; optional.',
  ),
  mailDkim: flag(
    'MAIL_DKIM',
    true,
    'Signs mail with a key made in the data folder; off when the relay signs.',
  ),
  mailDkimSelector: text(
    'MAIL_DKIM_SELECTOR',
    'candor',
    'Name of the DKIM record, SELECTOR._domainkey.DOMAIN.',
  ),
  // Web push
  pushServices: text(
    'CANDOR_PUSH_SERVICES',
    'fcm.googleapis.com,jmt17.google.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com',
    'Push services (names, or *.name) that readers’ browsers may name; anybody may subscribe, so no other address is called for them. Empty lets no browser subscribe.',
  ),
  mailReturnPath: text(
    'MAIL_RETURN_PATH',
    '',
    'Mailbox to which letters come back, bounces@returns.acme.example, each under an address of its own; empty reads none.',
  ),
  mailReturnsPort: port(
    'MAIL_RETURNS_PORT',
    0,
    'Where Candor itself takes the mail that comes back, usually 25; zero leaves that to your mail server.',
  ),
  mailReturnsHost: text(
    'MAIL_RETURNS_HOST',
    '0.0.0.0',
    'The address of that door; it takes mail for MAIL_RETURN_PATH alone and passes nothing on.',
  ),
} as const;

type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
export type Config = { -readonly [K in keyof typeof SETTINGS]: Widen<(typeof SETTINGS)[K]['fallback']> };

/** Reads every setting from the environment; a setting that makes no sense is refused with a sentence. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const entries = Object.entries(SETTINGS as Record<string, Setting<string | number | boolean>>).map(
    ([name, setting]) => {
      const given = env[setting.env];
      return [name, given === undefined ? setting.fallback : setting.read(given)];
    },
  );
  return Object.fromEntries(entries) as Config;
}

/** The list for `candor config`: secrets show only whether they are set. */
export function describeConfig(env: Record<string, string | undefined> = process.env) {
  const config = readConfig(env) as Record<string, unknown>;
  return Object.entries(SETTINGS as Record<string, Setting<string | number | boolean>>).map(
    ([name, setting]) => ({
      env: setting.env,
      value: setting.secret ? (config[name] ? '(set)' : '(not set)') : String(config[name]),
      fallback: String(setting.fallback),
      why: setting.why,
    }),
  );
}

export { count, flag, milliseconds, seconds };
