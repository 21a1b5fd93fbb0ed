/** Which column holds what, by the names that exports of other products and people's own tables give them. Pure. */
import { Problem } from '#lib/problem.ts';

/** The first is our own name; the rest is read too. Case, spaces, dashes and underscores do not matter. */
const NAMES = {
  carrier: ['carrier', 'channel', 'type', 'mode', 'way'],
  address: [
    'address',
    'email',
    'e-mail',
    'mail',
    'email address',
    'phone',
    'phone number',
    'mobile',
    'endpoint',
    'url',
  ],
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
  consentAt: ['consent at', 'consent date', 'confirmed at', 'opted in at', 'opt in date', 'subscribed at'],
  createdAt: ['created at', 'created', 'date added'],
} as const;

export type Field = keyof typeof NAMES;
/** The column of each field that the file has, and its name there. */
export type Columns = Partial<Record<Field, { at: number; name: string }>>;

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
const FIELDS = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [plain(name), field as Field] as const),
  ),
);

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
  if (!columns.address)
    throw new Problem(
      'import.invalid',
      `The first line has to name the columns, and one of them the address: ${NAMES.address.join(', ')}. It names ${header.map((name) => `"${name.slice(0, 40)}"`).join(', ') || 'nothing'}.`,
    );
  return columns;
}

/** The sign between columns: the one that stands most often in the first line, outside of quotes. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((sign) => [sign, bare.split(sign).length] as const);
  return counted.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
