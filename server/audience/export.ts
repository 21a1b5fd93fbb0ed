/** The list of subscribers as it leaves the house: CSV that the import reads back, or one JSON array. */
import { Readable } from 'node:stream';
import type { SubscriberRow } from './reading.ts';

/** The names that the import knows. */
const COLUMNS = {
  carrier: 'carrier',
  address: 'address',
  state: 'state',
  locale: 'locale',
  time_zone: 'timeZone',
  component_ids: 'componentIds',
  group_ids: 'groupIds',
  least_severity: 'leastSeverity',
  wants_incidents: 'wantsIncidents',
  wants_maintenance: 'wantsMaintenance',
  every_note: 'everyNote',
  quiet_from: 'quietFrom',
  quiet_until: 'quietUntil',
  quiet_except_critical: 'quietExceptCritical',
  digest: 'digest',
  plan: 'plan',
  segment: 'segment',
  region: 'region',
  consent_source: 'source',
  consent_at: 'confirmedAt',
  created_at: 'createdAt',
} as const satisfies Record<string, keyof SubscriberRow>;

/** A spreadsheet runs what begins like a formula; a leading apostrophe makes it text. A phone number is none. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  const safe = /^[=@\t\r]|^[+-](?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Rows = AsyncIterable<SubscriberRow[]>;
type Clean = (row: SubscriberRow) => SubscriberRow;

export const csvOf = (batches: Rows, clean: Clean): Readable =>
  Readable.from(
    (async function* () {
      yield `${Object.keys(COLUMNS).join(',')}\r\n`;
      for await (const rows of batches)
        yield rows
          .map(clean)
          .map(
            (row) =>
              `${Object.values(COLUMNS)
                .map((field) => cell(row[field]))
                .join(',')}\r\n`,
          )
          .join('');
    })(),
  );

export const jsonOf = (batches: Rows, clean: Clean): Readable =>
  Readable.from(
    (async function* () {
      let before = '[\n';
      for await (const rows of batches)
        for (const { secret: _, ...row } of rows.map(clean)) {
          yield `${before}${JSON.stringify(row)}`;
          before = ',\n';
        }
      yield before === '[\n' ? '[]\n' : '\n]\n';
    })(),
  );
