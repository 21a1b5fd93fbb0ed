/** The console's rules that need no browser: what a form sends, what a chart asks for, where a finding points. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Contract } from '../../server/amend/sla/contract.ts';
import { fixed, nextSentence } from './src/lib/fix.ts';
import { contractBody, emptyContract, formOf, lastPeriod } from './src/rooms/amend/contract-form.ts';
import { recordOf, shownSettings } from './src/rooms/carriers/carrier-settings.ts';
import { refusedIn, withoutRefused, writtenNotes } from './src/rooms/incidents/segment-notes.ts';
import { sorted } from './src/rooms/learn/case-order.ts';
import { newId } from './src/rooms/learn/ids.ts';
import { findingsAt, nearest, placeId } from './src/rooms/learn/places.ts';
import { rangeOf } from './src/rooms/listen/range.ts';
import { rowsOf } from './src/rooms/listen/traffic-csv.ts';
import { fromField, toField } from './src/rooms/maintenance/localTime.ts';
import { freshId } from './src/rooms/prepare/fresh-id.ts';
import { embedSnippet } from './src/rooms/prepare/snippets.ts';
import { grantable, scopesFor } from './src/rooms/settings/scopes.ts';
import { sdkSnippet } from './src/rooms/settings/snippets.ts';
import { phaseFor, SLOTS, slotKey, slotOf } from './src/rooms/templates/kinds.ts';
import { changeText, estimateText, moneyText } from './src/ui/figures.ts';

describe('the contract form', () => {
  const form = { ...emptyContract('Europe/Berlin'), name: 'Standard', components: ['cmp_1'] };

  it('sends what the server takes, and shows it again as it was', () => {
    const { contract, plans } = contractBody({ ...form, plans: ' gold, silver ,' });
    const parsed = Contract.parse({ ...contract, id: 'ctr_1' });
    assert.deepEqual(plans, ['gold', 'silver']);
    assert.deepEqual(
      parsed.tiers.map(({ below, atLeast }) => [below, atLeast]),
      [
        ['99.9', '99'],
        ['99', '95'],
        ['95', null],
      ],
    );
    const again = formOf({ contract: parsed, plans, updatedAt: '2026-01-01T00:00:00.000Z' });
    assert.deepEqual(again, { ...form, plans: 'gold, silver' });
  });

  it('leaves to the API what it cannot show', () => {
    const contract = Contract.parse({ ...contractBody(form).contract, id: 'ctr_1' });
    const stored = { plans: null, updatedAt: '2026-01-01T00:00:00.000Z' };
    for (const other of [{ counting: { method: 'share-weighted' as const } }, { multiplier: '2', tiers: [] }])
      assert.equal(formOf({ ...stored, contract: { ...contract, ...other } }), null);
  });

  it('offers the period that is over, also across a year', () => {
    assert.equal(lastPeriod('month', new Date('2026-01-15T00:00:00Z')), '2025-12');
    assert.equal(lastPeriod('quarter', new Date('2026-02-15T00:00:00Z')), '2025-Q4');
    assert.equal(lastPeriod('quarter', new Date('2026-12-31T23:59:59Z')), '2026-Q3');
  });
});

describe('places of findings', () => {
  const finding = (path: string) =>
    ({ rule: 'PM08', level: 'block', message: '', suggestion: null, section: 'actions', path }) as const;

  it('stand beside what they are about and what it lies in', () => {
    const all = [finding('sections.actions[0].owner'), finding('sections.actions[10]')];
    assert.deepEqual(findingsAt(all, 'sections.actions[0]'), [all[0]]);
    assert.deepEqual(findingsAt(all, 'sections.actions[1]'), []);
    assert.deepEqual(findingsAt(all, 'sections.actions'), all);
  });

  it('lead to the nearest element there is', () => {
    const there = new Set([placeId('sections.actions[0]'), placeId('sections.actions')]);
    const has = (id: string) => there.has(id);
    assert.equal(nearest('sections.actions[0].owner', has), 'pm-sections-actions-0');
    assert.equal(nearest('sections.actions[3].owner', has), 'pm-sections-actions');
    assert.equal(nearest('startedAt', has), null);
  });
});

describe('a stretch of traffic', () => {
  it('is drawn in at most 240 buckets that are whole grains', () => {
    for (const grain of [5, 300, 3_600, 86_400])
      for (const name of ['hour', 'day', 'week', 'month'] as const) {
        const { from, to, bucket } = rangeOf(name, Date.parse('2026-03-01T12:34:56Z'), grain);
        assert.equal(bucket % grain, 0);
        const buckets = (Date.parse(to) - Date.parse(from)) / bucket / 1_000;
        assert.ok(
          buckets >= 7 && buckets <= 241 && Number.isInteger(buckets),
          `${name} ${grain}: ${buckets}`,
        );
      }
  });

  it('is read from CSV of either separator; what is empty is left out', () => {
    assert.deepEqual(rowsOf('\uFEFFat;sessions;note\n2026-01-01T10:00:00Z;12;\n\n'), [
      { at: '2026-01-01T10:00:00.000Z', sessions: 12 },
    ]);
    assert.deepEqual(rowsOf('at,sessions\nyesterday,"1.5"'), [{ at: 'yesterday', sessions: 1.5 }]);
  });
});

describe('what else is computed', () => {
  it('writes money by its currency, and no estimate without its interval', () => {
    assert.deepEqual([moneyText(12_900, 'EUR'), moneyText(500, 'JPY')], ['€129.00', '¥500']);
    assert.equal(changeText({ value: -0.234, low: -0.31, high: 0 }), '−23.4% (95% interval −31% to 0%)');
    assert.equal(
      estimateText({ value: 478.07, low: 382.88, high: 574.4 }, 'orders'),
      '478 orders (95% interval 383 to 574)',
    );
  });

  it('gives tokens only what their maker has, and write holds read', () => {
    const rooms = grantable(['self:write', 'learn:read', 'learn:write', 'amend:read']);
    assert.deepEqual(
      rooms.map(({ room, mayWrite }) => [room, mayWrite]),
      [
        ['learn', true],
        ['amend', false],
      ],
    );
    assert.deepEqual(scopesFor({ learn: 'write', amend: 'read', tell: 'none' }), [
      'learn:read',
      'learn:write',
      'amend:read',
    ]);
  });

  it('makes ids in their form, and never the same one twice', () => {
    assert.match(newId('act'), /^act_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    const made = new Set(Array.from({ length: 1_000 }, () => freshId('item')));
    assert.equal(made.size, 1_000);
    for (const id of made) assert.match(id, /^item-[a-z0-9]{10}$/);
  });

  it('names every template by an address that leads back to it', () => {
    for (const slot of SLOTS) assert.equal(slotOf(slotKey(slot)), slot);
    assert.equal(phaseFor({ kind: 'survey', phase: null }), 'resolved');
    assert.equal(slotOf('nothing'), null);
  });

  it('keeps what is unknown last in every order of cases', () => {
    const row = (id: string, value: number | null) => ({ id, firstWord: { value } }) as never;
    const order = sorted([row('none', null), row('late', 60), row('soon', 2)], 'firstWord');
    assert.deepEqual(
      order.map(({ id }) => id),
      ['soon', 'late', 'none'],
    );
  });

  it('writes snippets that cannot be broken out of', () => {
    const code = sdkSnippet({
      origin: "https://x.example/'",
      componentIds: ['cmp_1'],
      beacon: true,
      banner: false,
    });
    assert.match(code, /origin: 'https:\/\/x\.example\/\\''/);
    assert.doesNotMatch(code, /banner/);
    const embedded = embedSnippet({ origin: 'https://x.example', slug: 'a"b' });
    assert.match(embedded, /list="a&quot;b"/);
    assert.match(embedded, /src="https:\/\/x\.example\/sdk\/candor-embed\.js"/);
  });

  it('shows the DKIM record as a line of a zone, and says which setting is missing', () => {
    assert.equal(
      recordOf({ dkim: { name: 'k._domainkey.x.example', type: 'TXT', value: 'v=DKIM1' } }),
      'k._domainkey.x.example TXT "v=DKIM1"',
    );
    assert.equal(recordOf({ dkim: null }), null);
    assert.deepEqual(shownSettings({ from: null, relay: 'mail', dkim: {} }), [
      ['Sender', 'not set'],
      ['Relay', 'mail'],
    ]);
  });
});

describe('words that mend a finding', () => {
  const text = 'Paying fails at 14:30. It is host-12 again. We will fix it soon.';
  const at = (words: string, suggestion: string) => {
    const start = text.indexOf(words);
    const { text: mended, select } = fixed(text, { start, end: start + words.length, suggestion });
    return [mended, mended.slice(...select)];
  };

  it('take the place of the ones that it is about, and what has still to be said is selected', () => {
    assert.deepEqual(at('14:30', '14:30 UTC'), [text.replace('14:30', '14:30 UTC'), '']);
    assert.deepEqual(at('soon', 'by … UTC (or: leave it out)'), [text.replace('soon', 'by … UTC'), '…']);
    assert.deepEqual(at('host-12', '(leave it out)'), [text.replace('host-12 ', ' ').replace('  ', ' '), '']);
  });

  it('are a sentence in the place of one, and one more where something is missing', () => {
    assert.equal(
      at('host-12', 'A part of our service failed.')[0],
      'Paying fails at 14:30. A part of our service failed. We will fix it soon.',
    );
    const missing = { start: text.length, end: text.length, suggestion: 'There is no workaround yet.' };
    assert.equal(fixed(text, missing).text, `${text} There is no workaround yet.`);
    assert.equal(fixed('', { ...missing, start: 0, end: 0 }).text, 'There is no workaround yet.');
  });

  it('walk from sentence to sentence, and round', () => {
    const [start, end] = nextSentence(text, 5);
    assert.equal(text.slice(start, end), 'It is host-12 again.');
    assert.deepEqual(nextSentence(text, text.length)[0], 0);
    assert.deepEqual(nextSentence('', 0), [0, 0]);
  });
});

describe('notes for segments', () => {
  it('are sent where something is written and a text stands in that language', () => {
    const notes = { Developer: { en: 'Retry.', de: ' ', fr: 'Réessayez.' }, shops: { en: '' } };
    assert.deepEqual(writtenNotes(notes, ['en', 'de']), { Developer: { en: 'Retry.' } });
    assert.equal(writtenNotes(notes, ['de']), null);
  });
  it('are left out where they are refused, and only there', () => {
    const finding = { rule: 'H03', level: 'error', message: '', suggestion: '', start: 0, end: 0 } as const;
    const refused = refusedIn([
      { segment: 'developer', locale: 'en', findings: [finding] },
      { segment: 'shops', locale: 'en', findings: [{ ...finding, level: 'warning' }] },
    ]);
    const notes = { Developer: { en: 'Soon.', de: 'Gut.' }, shops: { en: 'Good.' } };
    assert.deepEqual(withoutRefused(notes, refused), { Developer: { de: 'Gut.' }, shops: { en: 'Good.' } });
  });
});

describe('a time in a field', () => {
  it('a time on the wall is its instant, and back, in every zone', () => {
    for (const [wall, zone, instant] of [
      ['2026-03-01T14:30', 'UTC', '2026-03-01T14:30:00.000Z'],
      ['2026-03-01T14:30', 'Asia/Kathmandu', '2026-03-01T08:45:00.000Z'],
      ['2026-07-01T00:15', 'America/Los_Angeles', '2026-07-01T07:15:00.000Z'],
      ['2026-12-31T23:59', 'Pacific/Kiritimati', '2026-12-31T09:59:00.000Z'],
    ] as const) {
      assert.equal(fromField(wall, zone), instant);
      assert.equal(toField(instant, zone), wall);
    }
    assert.equal(fromField('2026-03', 'UTC'), null);
  });

  it('of a time that the clock shows twice or never, the later reading counts', () => {
    for (const [wall, zone, instant] of [
      ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
      ['2026-11-01T01:30', 'America/New_York', '2026-11-01T06:30:00.000Z'],
      ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
      ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
      ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T15:15:00.000Z'],
    ] as const)
      assert.equal(fromField(wall, zone), instant, `${wall} ${zone}`);
  });
});
