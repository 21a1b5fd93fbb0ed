/** How people's own tables spell what the house spells another way: read where there is one meaning, else named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SubscriberImportOptions } from '@candor/protocol/audience.ts';
import type { AddressBook } from '../address.ts';
import type { Columns } from './columns.ts';
import { readLines } from './read.ts';
import { createRowReader } from './rows.ts';

const address = {
  label: '',
  example: 'a@b.example',
  secret: false,
  parse: (text: string) => ({ address: text }),
};
const book: AddressBook = new Map([['email', { title: 'E-mail', audience: 'reader', address }]]);
const named = (id: string, name: string) => ({ id, slug: id, name: { en: name }, groupId: null }) as never;
const options = SubscriberImportOptions.parse({ consentSource: 'Old page', consentAt: '2025-05-05' });

async function read(list: string | Buffer) {
  let columns: Columns = {};
  const seen: unknown[] = [];
  async function* bytes() {
    yield Buffer.from(list as string);
  }
  for await (const step of readLines(bytes())) {
    if (!Array.isArray(step)) {
      columns = step;
      continue;
    }
    const readRow = createRowReader({
      columns,
      options,
      book,
      choices: {
        components: [named('cmp_1', 'Search, EU'), named('cmp_2', 'Checkout')],
        groups: [],
        everything: null,
      },
      now: '2026-03-01T00:00:00.000Z',
      customers: new Map(),
    });
    for (const line of step) {
      if (!('cells' in line)) {
        seen.push([line.line, line.column, line.why]);
        continue;
      }
      const row = readRow(line.cells);
      seen.push('why' in row ? [line.line, row.column, row.why] : row);
    }
  }
  return seen;
}
const wishOf = async (column: string, text: string) => {
  const [row] = (await read(`email,${column}\na@b.example,${text}\n`)) as [
    { wishes?: Record<string, unknown>; confirmed_at?: string },
  ];
  return row;
};

test('one meaning in another spelling is read', async () => {
  for (const [column, text, field, value] of [
    ['severity', 'Critical', 'leastSeverity', 1],
    ['severity', 'major', 'leastSeverity', 2],
    ['severity', 'all', 'leastSeverity', 4],
    ['severity', '3', 'leastSeverity', 3],
    ['language', 'EN', 'locale', 'en'],
    ['language', 'pt_br', 'locale', 'pt-BR'],
    ['digest', 'Daily', 'digest', 'daily'],
    ['components', '"Search, EU"', 'componentIds', ['cmp_1']],
    ['components', '"Search, EU|checkout"', 'componentIds', ['cmp_1', 'cmp_2']],
    ['components', '"checkout, cmp_1"', 'componentIds', ['cmp_2', 'cmp_1']],
  ] as const)
    assert.deepEqual((await wishOf(column, text)).wishes?.[field], value, `${column}: ${text}`);
  const [guarded] = (await read("email\n'=1+1@b.example\n")) as [{ address: string }];
  assert.equal(guarded.address, '=1+1@b.example', 'as the export guards it against spreadsheets');
  const night = 'email,quiet from,quiet until\na@b.example,22:00:00,7:00\n';
  const [{ wishes }] = (await read(night)) as [{ wishes: Record<string, unknown> }];
  assert.deepEqual([wishes['quietFrom'], wishes['quietUntil']], ['22:00', '07:00'], 'as spreadsheets write');
});

test('what has no meaning, or two, is named in words', async () => {
  for (const [column, text, why] of [
    ['severity', 'terrible', '"terrible" is no severity; 1 to 4 are, or critical, major, minor and all'],
    ['severity', '9', '"9" is no severity; 1 to 4 are, or critical, major, minor and all'],
    ['digest', 'weekly', '"weekly" is none of instant, hourly, daily'],
    ['plan', 'x'.repeat(300), 'is longer than 100 characters'],
    ['consent date', '2025-02-30', '"2025-02-30" is no date such as 2026-01-31'],
    ['consent date', '03/04/2025', '"03/04/2025" is no date such as 2026-01-31'],
  ] as const)
    assert.deepEqual(await wishOf(column, text), [2, column, why]);
  assert.deepEqual(await wishOf('quiet from', '22:00'), [
    2,
    'quiet until',
    'quiet hours have a beginning and an end',
  ]);
});

test('rows without anything in them are no rows, and a spreadsheet may say its sign first', async () => {
  const empty = await read('email,language\n,\n  , \n\na@b.example,de\n,de\n');
  assert.equal(empty.length, 2);
  assert.deepEqual(empty[1], [6, 'email', 'is empty']);
  const told = await read('sep=;\r\nemail;language\r\na@b.example;de\r\nb@b.example\r\n');
  assert.deepEqual(
    told[1],
    [4, '', 'has 1 column where the first line has 2'],
    'lines are those of the file',
  );
  assert.equal(told.length, 2);
});

test('bytes of another encoding are named by their line', async () => {
  const list = Buffer.from('email;name\na@b.example;Ada\nb@b.example;J\xfcrgen\n', 'latin1');
  await assert.rejects(read(list), /Line 3 holds a letter that is not UTF-8.*“CSV UTF-8”/);
});
