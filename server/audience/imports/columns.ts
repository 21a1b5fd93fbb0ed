/**
 * Which column holds what, by the names that exports of other products and people's own tables give them; or that a
 * list names none, because it begins with an address. Pure.
 */
import { Problem } from '#lib/problem.ts';

/** The first is our own name; the rest is read too. Case, spaces, dashes and underscores do not matter. */
const NAMES = {
  carrier: ['carrier', 'channel', 'type', 'mode', 'way', 'method'],
  address: ['address', 'recipient', 'target'],
  email: ['email', 'e-mail', 'mail', 'email address', 'e-mail 1 - value'],
  phone: ['phone', 'phone number', 'mobile', 'mobile number'],
  phoneCountry: ['phone country', 'phone country code', 'country code'],
  endpoint: ['endpoint', 'url', 'webhook', 'webhook url'],
  state: ['state', 'status'],
  locale: ['locale', 'language', 'lang'],
  timeZone: ['time zone', 'timezone', 'tz', 'zone'],
  components: ['component ids', 'components', 'component', 'services'],
  groups: ['group ids', 'groups', 'component groups'],
  leastSeverity: ['least severity', 'severity', 'minimum severity'],
  wantsIncidents: ['wants incidents', 'incidents'],
  wantsMaintenance: ['wants maintenance', 'maintenance'],
  everyNote: ['every note', 'notes'],
  quietFrom: ['quiet from', 'quiet start'],
  quietUntil: ['quiet until', 'quiet end'],
  quietExceptCritical: ['quiet except critical'],
  digest: ['digest', 'frequency'],
  customer: ['customer', 'customer id', 'customer number', 'account', 'account id'],
  plan: ['plan', 'tier'],
  segment: ['segment'],
  region: ['region', 'country'],
  consentSource: ['consent source', 'consent', 'opt in source'],
  consentAt: ['consent at', 'consent date', 'opted in at', 'opt in date', 'subscribed at'],
  confirmedAt: ['confirmed at', 'verified at', 'confirm time', 'confirmed', 'verified'],
  quarantinedAt: ['quarantined at', 'bounced at'],
  oldLink: [
    'unsubscribe link',
    'unsubscribe url',
    'unsubscribe token',
    'unsubscribe',
    'manage link',
    'manage url',
    'old link',
  ],
  oldId: ['id', 'subscriber id', 'uuid'],
  createdAt: ['created at', 'created', 'date added'],
} as const;

export type Field = keyof typeof NAMES;
/** What we call it, for a column that the file does not have. */
export const ownNameOf = (field: Field): string => NAMES[field][0];
/** The column of each field that the file has, and its name there. */
export type Columns = Partial<Record<Field, { at: number; name: string }>>;

/** Where an address may stand. */
export const ADDRESSES = ['address', 'email', 'phone', 'endpoint'] as const satisfies Field[];

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
const FIELDS = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [plain(name), field as Field] as const),
  ),
);

/** `headless`: the first line is a row already. `widest`: the most columns that a row may have then. */
export type Layout =
  | { columns: Columns; headless: false }
  | { columns: Columns; headless: true; widest: number };

/** No name of a column looks like this. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+\d[\d\s().-]{5,}$|^https?:\/\//i;
/** The template with which lists are brought into Statuspage: what it is, the address, the country of a number. */
const KINDS = new Set(['email', 'sms', 'webhook']);

export function layoutOf(first: readonly string[]): Layout {
  if (ADDRESS.test(first[0] ?? '') && first.length === 1)
    return { headless: true, widest: 1, columns: { address: { at: 0, name: 'address' } } };
  const kind = KINDS.has(plain(first[0] ?? ''));
  if (kind && (ADDRESS.test(first[1] ?? '') || /^\d[\d\s().-]{5,}$/.test(first[1] ?? '')))
    return {
      headless: true,
      widest: 3,
      columns: {
        carrier: { at: 0, name: 'type' },
        address: { at: 1, name: 'address' },
        phoneCountry: { at: 2, name: 'country' },
      },
    };
  if (first.some((name) => ADDRESS.test(name)))
    throw new Problem(
      'import.invalid',
      `The first line holds an address already. Put a line with the names of the columns before it, such as ${Object.keys(NAMES).slice(0, 3).join(', ')}.`,
    );
  return { headless: false, columns: columnsOf(first) };
}

export function columnsOf(header: readonly string[]): Columns {
  const columns: Columns = {};
  for (const [at, name] of header.entries()) {
    const field = FIELDS.get(plain(name));
    if (!field) continue;
    const other = columns[field];
    if (other)
      throw new Problem(
        'import.invalid',
        `The columns "${other.name}" and "${name}" mean the same (${field}); take one of them away.`,
      );
    columns[field] = { at, name };
  }
  if (!ADDRESSES.some((field) => columns[field]))
    throw new Problem(
      'import.invalid',
      `The first line has to name the columns, and one of them the address: ${ADDRESSES.flatMap((field) => NAMES[field]).join(', ')}. It names ${header.map((name) => `"${name.slice(0, 40)}"`).join(', ') || 'nothing'}.`,
    );
  return columns;
}

/** The sign between columns: the one that stands most often in the first line, outside of quotes. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((sign) => [sign, bare.split(sign).length] as const);
  return counted.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
