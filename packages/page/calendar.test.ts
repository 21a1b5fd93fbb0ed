/** The calendar as two independent readers of the format see it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Snapshot, SnapshotComponent, SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { folded, renderCalendar } from './calendar.ts';
import { stringsFor } from './strings.ts';

const maintenance = (more: Partial<SnapshotMaintenance> = {}): SnapshotMaintenance => ({
  id: 'mnt_1',
  title: { en: 'Database move; short, announced', de: 'Umzug der Datenbank' },
  components: [{ componentId: 'cmp_1', status: 'under_maintenance' }],
  startedAt: '2026-03-02T22:00:00.000Z',
  createdAt: '2026-02-20T10:00:00.000Z',
  updatedAt: '2026-02-21T10:00:00.000Z',
  resolvedAt: null,
  phase: 'scheduled',
  scheduledFor: '2026-03-02T22:00:00.000Z',
  scheduledUntil: '2026-03-03T01:30:00.000Z',
  updates: [
    {
      id: 'upd_1',
      phase: 'scheduled',
      at: '2026-02-20T10:00:00.000Z',
      text: {
        en: 'We move the **database**.\n\nFor about 20 minutes, you cannot pay; \\ everything else works.',
      },
      origin: 'person',
      nextUpdateBy: null,
      components: [],
      corrections: [],
    },
  ],
  ...more,
});

const calendar = (
  maintenances: SnapshotMaintenance[],
  locale = 'en',
  of?: Parameters<typeof renderCalendar>[2],
) =>
  renderCalendar(
    {
      page: { name: 'Demo Shop', url: 'https://status.shop.example/p/acme' },
      components: [{ id: 'cmp_1', name: { en: 'Checkout', de: 'Kasse' } }],
      maintenances,
    } as unknown as Snapshot,
    locale,
    of,
  );

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('the calendar', () => {
  it('says the same to both readers', () => {
    const text = calendar([maintenance()]);
    const [event] = eventsOf(text);
    const [other] = Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each?.type === 'VEVENT');
    assert.ok(event && other?.type === 'VEVENT');
    for (const [uid, summary, start, end] of [
      [event.uid, event.summary, event.startDate.toJSDate(), event.endDate.toJSDate()],
      [other.uid, other.summary, other.start, other.end],
    ] as const) {
      assert.equal(uid, 'mnt_1@status.shop.example');
      assert.equal(summary, 'Demo Shop: Database move; short, announced');
      assert.equal(new Date(start).toISOString(), '2026-03-02T22:00:00.000Z');
      assert.equal(new Date(end!).toISOString(), '2026-03-03T01:30:00.000Z');
    }
    for (const description of [event.description, String(other.description)]) {
      assert.ok(description.startsWith(`${stringsFor('en').affects}: Checkout\n\nWe move the database.\n\n`));
      assert.match(description, /you cannot pay; \\ everything else works\.$/);
    }
    assert.equal(
      event.component.getFirstPropertyValue('url'),
      'https://status.shop.example/p/acme/incidents/mnt_1',
    );
    assert.equal(
      String(event.component.getFirstPropertyValue('last-modified')),
      String(event.component.getFirstPropertyValue('dtstamp')),
    );
  });

  it('tells what is planned, what is certain and what was called off', () => {
    const statuses = (['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'] as const).map(
      (phase) => {
        const [event] = eventsOf(calendar([maintenance({ phase })]));
        return event!.component.getFirstPropertyValue('status');
      },
    );
    assert.deepEqual(statuses, ['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED']);
  });

  it('keeps its ids and raises its sequence with every change', () => {
    const [before] = eventsOf(calendar([maintenance()]));
    const [after] = eventsOf(
      calendar([
        maintenance({ updatedAt: '2026-02-21T10:00:01.000Z', scheduledUntil: '2026-03-03T02:30:00.000Z' }),
      ]),
    );
    assert.equal(after!.uid, before!.uid);
    assert.ok(Number(after!.sequence) > Number(before!.sequence));
  });

  it('raises it also for two changes within one second', () => {
    const [update] = maintenance().updates;
    const [before] = eventsOf(calendar([maintenance()]));
    const [after] = eventsOf(
      calendar([maintenance({ updatedAt: '2026-02-21T10:00:00.400Z', updates: [update!, update!] })]),
    );
    assert.ok(Number(after!.sequence) > Number(before!.sequence));
  });

  it('holds what touches one component alone, or one maintenance alone', () => {
    const other = maintenance({
      id: 'mnt_2',
      components: [{ componentId: 'cmp_2', status: 'under_maintenance' }],
    });
    const of = { id: 'cmp_1', name: { en: 'Checkout' } } as unknown as SnapshotComponent;
    const uids = (text: string) => eventsOf(text).map(({ uid }) => uid.split('@')[0]);
    const alone = calendar([maintenance(), other], 'en', of);
    assert.deepEqual(uids(alone), ['mnt_1']);
    assert.match(alone, /X-WR-CALNAME:Demo Shop: Checkout: Planned maintenance/);
    assert.deepEqual(uids(calendar([maintenance(), other], 'en', other)), ['mnt_2']);
    assert.deepEqual(uids(calendar([other], 'en', of)), [], 'and is a calendar also when it is empty');
  });

  it('publishes, and takes one that was called off out again (RFC 5546)', () => {
    const gone = maintenance({ phase: 'cancelled' });
    const method = (text: string) => new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue('method');
    assert.equal(method(calendar([gone])), 'PUBLISH');
    assert.equal(method(calendar([gone], 'en', gone)), 'CANCEL');
    const [event] = eventsOf(calendar([gone]));
    assert.equal(event!.component.getFirstPropertyValue('organizer'), 'https://status.shop.example/p/acme/');
    const [there] = eventsOf(calendar([maintenance()]));
    assert.equal(event!.uid, there!.uid);
  });

  it('says when a maintenance really ended, once it has', () => {
    const [event] = eventsOf(
      calendar([
        maintenance({
          phase: 'completed',
          startedAt: '2026-03-02T22:05:00.000Z',
          resolvedAt: '2026-03-02T22:30:00.000Z',
        }),
      ]),
    );
    assert.equal(event!.startDate.toJSDate().toISOString(), '2026-03-02T22:05:00.000Z');
    assert.equal(event!.endDate.toJSDate().toISOString(), '2026-03-02T22:30:00.000Z');
  });

  it('is a calendar also when nothing is planned, and speaks the page’s languages', () => {
    assert.deepEqual(eventsOf(calendar([])), []);
    const components = new ICAL.Component(ICAL.parse(calendar([]))).getAllSubcomponents();
    assert.equal(components.length, 1, 'no calendar is without a component');
    assert.doesNotThrow(() => nodeIcal.sync.parseICS(calendar([])));
    assert.match(calendar([maintenance()], 'de'), /SUMMARY:Demo Shop: Umzug der Datenbank/);
  });

  it('holds whatever a person wrote: no line is too long, none is broken off, none can be smuggled in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ maxLength: 80 }),
        (words, other) => {
          const title = `${words}\r\nBEGIN:VEVENT\n${other}`;
          const text = calendar([maintenance({ title: { en: title } })]);
          assert.ok(text.endsWith('END:VCALENDAR\r\n'));
          for (const line of text.split('\r\n')) {
            assert.ok(Buffer.byteLength(line) <= 75);
            assert.doesNotMatch(line, /[\r\n]/);
          }
          const events = eventsOf(text);
          assert.equal(events.length, 1);
          // Control characters have no form in the format and fall away; a line end is one, however it was written.
          const kept = title.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
          assert.equal(events[0]!.summary, `Demo Shop: ${kept}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('folds between characters', () => {
    const line = `SUMMARY:${'ü€😀'.repeat(40)}`;
    const lines = folded(line).split('\r\n');
    assert.ok(lines.length > 3);
    for (const each of lines) assert.ok(Buffer.byteLength(each) <= 75);
    assert.equal(folded(line).replaceAll('\r\n ', ''), line);
  });
});
