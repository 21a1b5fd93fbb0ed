/**
 * One row of a list as a subscriber, or the column and the reason why it cannot be one. What many rows share (a
 * language, a choice of components) is read once. Pure but for its memory, which is bounded.
 */
import { type SubscriberImportOptions, SubscriberInput } from '@candor/protocol/audience.ts';
import { isTime } from '@candor/protocol/words-of-state.ts';
import type { z } from 'zod';
import { addressHash } from '#lib/address-hash.ts';
import { withCallingCode } from '#lib/calling-codes.ts';
import { type AddressBook, readAddress } from '../address.ts';
import type { Choices } from '../choices.ts';
import { confirmedBy } from '../letters.ts';
import { ADDRESSES, type Columns, type Field, ownNameOf } from './columns.ts';
import { isOwn, oldLinksOf } from './old-link.ts';

export type Coming = {
  carrier: string;
  address: string;
  address_hash: string;
  state: 'active' | 'unsubscribed' | 'suppressed';
  created_at: string;
  confirmed_at: string | null;
  consent: string | null;
  wishes: Wishes;
  /** What mails of the page before named as this person's way out. */
  oldLinks: string[];
};
type Wishes = Record<string, unknown>;
export type RowFault = { column: string; why: string };

const REMEMBERED = 10_000;
const WISHES = [
  'locale',
  'timeZone',
  'components',
  'groups',
  'leastSeverity',
  'wantsIncidents',
  'wantsMaintenance',
  'everyNote',
  'quietFrom',
  'quietUntil',
  'quietExceptCritical',
  'digest',
  'customer',
  'plan',
  'segment',
  'region',
] as const satisfies Field[];
const FIELD_OF: Record<string, Field> = {
  componentIds: 'components',
  groupIds: 'groups',
  customerId: 'customer',
};
const SEVERITIES: Record<string, number> = { critical: 1, major: 2, minor: 3, none: 4, all: 4 };
const YES = /^(1|y|yes|true|on|x)$/i;
const NO = /^(0|n|no|false|off)$/i;
/** Words of other products, and ours. */
const STATES: Record<string, Coming['state'] | 'pending'> = {
  '': 'active',
  active: 'active',
  confirmed: 'active',
  subscribed: 'active',
  enabled: 'active',
  pending: 'pending',
  unconfirmed: 'pending',
  unsubscribed: 'unsubscribed',
  optedout: 'unsubscribed',
  blocklisted: 'unsubscribed',
  suppressed: 'suppressed',
  bounced: 'suppressed',
  quarantined: 'suppressed',
};
const UNCONFIRMED = 'never confirmed, so there is no consent to carry';
/** The column in which a carrier's addresses stand when there are several. */
const ADDRESS_OF: Record<string, (typeof ADDRESSES)[number]> = {
  email: 'email',
  sms: 'phone',
  voice: 'phone',
  webhook: 'endpoint',
};
const CARRIER_OF: Partial<Record<Field, string>> = { email: 'email', phone: 'sms', endpoint: 'webhook' };
const HOST_NAMES = new Set(['email', 'webhook', 'sms']);

export function createRowReader({
  columns,
  options,
  book,
  choices,
  now,
  customers,
}: {
  columns: Columns;
  options: SubscriberImportOptions;
  book: AddressBook;
  choices: Choices;
  now: string;
  /** Of each customer's id and own number, the id. */
  customers: ReadonlyMap<string, string>;
}) {
  const remembered = new Map<string, { wishes: Wishes } | RowFault>();
  const componentNames = namesOf(choices.components);
  const groupNames = namesOf(choices.groups);
  const addressColumns = ADDRESSES.filter((field) => columns[field]);
  const columnOf = (field: Field) => columns[field]?.name ?? ownNameOf(field);
  const wishColumns = WISHES.flatMap((field) =>
    columns[field] ? [[field, columns[field].at] as const] : [],
  );

  function readWishes(cells: readonly string[]): { wishes: Wishes } | RowFault {
    const wish: Wishes = { carrier: 'email', address: 'a@b.example' };
    for (const [field, at] of wishColumns) {
      const text = (cells[at] ?? '').trim();
      if (text === '') continue;
      if (field === 'components' || field === 'groups') {
        const found = chosen(text, field === 'components' ? componentNames : groupNames);
        if (typeof found === 'string')
          return { column: columnOf(field), why: `there is no "${found.slice(0, 60)}" here` };
        wish[field === 'components' ? 'componentIds' : 'groupIds'] = found;
      } else if (field === 'customer') {
        const customerId = customers.get(text);
        if (!customerId)
          return { column: columnOf(field), why: `there is no customer "${text.slice(0, 60)}" here` };
        wish['customerId'] = customerId;
      } else if (field.startsWith('wants') || field === 'everyNote' || field === 'quietExceptCritical') {
        if (!YES.test(text) && !NO.test(text))
          return { column: columnOf(field), why: `"${text.slice(0, 40)}" is neither yes nor no` };
        wish[field] = YES.test(text);
      } else if (field === 'leastSeverity') {
        const severity = SEVERITIES[text.toLowerCase()] ?? (/^[1-4]$/.test(text) ? Number(text) : null);
        if (severity === null)
          return {
            column: columnOf(field),
            why: `"${text.slice(0, 40)}" is no severity; 1 to 4 are, or critical, major, minor and all`,
          };
        wish[field] = severity;
      } else wish[field] = AS_WE_SPELL[field]?.(text) ?? text;
    }
    const read = SubscriberInput.safeParse(wish);
    if (!read.success) {
      const [issue] = read.error.issues;
      const name = String(issue!.path[0]);
      return { column: columnOf(FIELD_OF[name] ?? (name as Field)), why: inWords(issue!, wish[name]) };
    }
    const { carrier: _, address: __, confirmed: ___, format: ____, ...wishes } = read.data;
    return { wishes };
  }

  function wishesOf(cells: readonly string[]) {
    const key = wishColumns.map(([, at]) => cells[at] ?? '').join('\u0000');
    const known = remembered.get(key);
    if (known) return known;
    const read = readWishes(cells);
    if (remembered.size < REMEMBERED) remembered.set(key, read);
    return read;
  }

  return function readRow(cells: readonly string[]): Coming | RowFault {
    const cell = (field: Field) => {
      const column = columns[field];
      return column ? (cells[column.at] ?? '').trim() : '';
    };
    const fault = (field: Field, why: string): RowFault => ({ column: columnOf(field), why });
    const filled = addressColumns.filter((field) => cell(field) !== '');
    const carrier =
      carrierOf(cell('carrier')) ||
      (addressColumns.length > 1 && filled.length === 1 && CARRIER_OF[filled[0]!]) ||
      options.carrier;
    // Beside a mailbox a list may hold a number, and beside a webhook its owner's mailbox: the carrier says which.
    const where =
      addressColumns.length === 1
        ? addressColumns[0]!
        : (filled.find((field) => field === ADDRESS_OF[carrier]) ??
          (filled.includes('address') ? 'address' : (ADDRESS_OF[carrier] ?? 'address')));
    // The export puts a sign before what a spreadsheet would run.
    const written = cell(where).replace(/^'(?=[=+@-])/, '');
    if (written === '') return fault(where, 'is empty');
    if (written.length > 2_000 || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(written))
      return fault(where, 'holds a line break or a control character, or is too long');
    const country = ADDRESS_OF[carrier] === 'phone' ? cell('phoneCountry') : '';
    const text = country === '' ? written : withCallingCode(written, country);
    if (text === null)
      return fault('phoneCountry', `"${country.slice(0, 40)}" is no country; two letters such as DE are`);
    const address = readAddress(book, carrier, text, 'staff');
    if (typeof address !== 'string') return fault(book.has(carrier) ? where : 'carrier', address.fault);
    const stated =
      STATES[
        cell('state')
          .toLowerCase()
          .replace(/[\s_-]/g, '')
      ];
    // What arrived nowhere at the source is not written to here.
    const state = stated === 'active' && cell('quarantinedAt') !== '' ? 'suppressed' : stated;
    if (!state)
      return fault('state', `"${cell('state').slice(0, 40)}" is no state; active and unsubscribed are`);
    if (state === 'pending') return fault('state', UNCONFIRMED);
    // A list that says of each whether they confirmed is believed, whatever is said of the whole list.
    const confirmed = cell('confirmedAt');
    const asks = state === 'active' && confirmedBy(carrier) !== null;
    if (asks && columns.confirmedAt && (confirmed === '' || NO.test(confirmed)))
      return fault('confirmedAt', UNCONFIRMED);
    const confirmedAt = confirmed === '' || YES.test(confirmed) || NO.test(confirmed) ? null : confirmed;

    const wishes = wishesOf(cells);
    if ('why' in wishes) return wishes;
    const createdAt = cell('createdAt') === '' ? now : instantOf(cell('createdAt'));
    if (!createdAt)
      return fault('createdAt', `"${cell('createdAt').slice(0, 40)}" is no date such as 2026-01-31`);
    const agreed = cell('consentAt') === '' && confirmedAt ? 'confirmedAt' : 'consentAt';
    const when = agreed === 'confirmedAt' ? confirmedAt! : cell('consentAt');
    const consentAt = when === '' ? options.consentAt : instantOf(when);
    if (when !== '' && !consentAt)
      return fault(agreed, `"${when.slice(0, 40)}" is no date such as 2026-01-31`);
    if (consentAt && consentAt > now) return fault(agreed, 'lies in the future');
    const consent = cell('consentSource') || options.consentSource;
    if (asks && !(consent && consentAt))
      return fault(
        consent ? 'consentAt' : 'consentSource',
        'neither the row nor the request says where and when they agreed',
      );
    const link = cell('oldLink');
    const oldLinks = link === '' ? [] : oldLinksOf(link);
    if (!oldLinks) return fault('oldLink', 'holds nothing that belongs to this person alone');
    // Statuspage and others name a subscriber in their links by the id that their list has.
    const oldId = cell('oldId');
    const isStatuspage = columns.quarantinedAt !== undefined && /^[a-z0-9]{12}$/.test(oldId);
    return {
      carrier,
      address,
      address_hash: addressHash(carrier, address),
      state,
      created_at: createdAt,
      confirmed_at: consentAt,
      consent: consent ? consent.slice(0, 300) : null,
      wishes: wishes.wishes,
      oldLinks: isOwn(oldId) || isStatuspage ? [...oldLinks, oldId] : oldLinks,
    };
  };
}

/** Statuspage and others say what we call a carrier in their own words. */
const carrierOf = (text: string): string => {
  const word = text.toLowerCase().replace(/[\s_-]/g, '');
  if (HOST_NAMES.has(word)) return word;
  return { mail: 'email', phone: 'sms', text: 'sms', hook: 'webhook' }[word] ?? text.toLowerCase();
};

/** Languages and times of day as spreadsheets and people write them; what is none of it stays, and is refused. */
const AS_WE_SPELL: Partial<Record<Field, (text: string) => string>> = {
  locale: (text) =>
    text.replace(/^([a-z]{2,3})(?:[-_]([a-z]{2}))?$/i, (_, language: string, country?: string) =>
      [language.toLowerCase(), ...(country ? [country.toUpperCase()] : [])].join('-'),
    ),
  digest: (text) => text.toLowerCase(),
  quietFrom: wallTime,
  quietUntil: wallTime,
};

function wallTime(text: string): string {
  return text.replace(/^(\d{1,2}:\d\d)(?::00)?$/, (_, time: string) => time.padStart(5, '0'));
}

/** The schema speaks to programmers; whoever reads this has a table before them. */
function inWords(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'too_big') return `is longer than ${issue.maximum} characters`;
  if (issue.code === 'invalid_value')
    return `"${String(given).slice(0, 40)}" is none of ${issue.values.join(', ')}`;
  return issue.message;
}

type Named = { id: string; slug?: string; name: Record<string, string> };

function namesOf(all: readonly Named[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, slug, name } of all)
    for (const word of [...Object.values(name), ...(slug ? [slug] : []), id])
      names.set(word.toLowerCase(), id);
  return names;
}

/** Ids, slugs or names (which may hold a comma), between bars, semicolons or commas, or ids between spaces; else the one that is not there. */
function chosen(text: string, names: ReadonlyMap<string, string>): string[] | string {
  const split = (by: RegExp) =>
    text
      .split(by)
      .map((part) => part.trim())
      .filter(Boolean);
  for (const by of [/[|;]/, /[|;,]/, /\s+/]) {
    const ids = split(by).map((part) => names.get(part.toLowerCase()));
    if (ids.every((id) => id !== undefined)) return [...new Set(ids)];
  }
  return split(/[|;,]/).find((part) => !names.has(part.toLowerCase())) ?? text;
}

/** ISO 8601, a date alone, or `2026-01-31 12:00:00` (UTC); other orders of day and month could be either. */
export function instantOf(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(
    text,
  );
  if (!match) return null;
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = match;
  const spelled = `${day}T${time}${seconds}${zone === 'UTC' ? 'Z' : zone}`;
  return isTime(spelled) ? new Date(spelled).toISOString() : null;
}
