/**
 * "Who will get this, and why": the audience's own selection of a draft, counted, with a few examples and the exact
 * reason for one address. It is the statement that planning runs, so that the preview cannot promise anybody else.
 * Writes nothing.
 */
import {
  type AudiencePreview,
  AudiencePreviewInput,
  type HeldReason,
  type ToldReason,
} from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import { type Audience, LANES } from '#audience';
import { maskAddress } from '#carriers';
import type { Catalog } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import type { Respond } from '#respond';
import type { Store } from '#store';
import type { Matters } from './matter.ts';
import { type Names, whyHeld, whyTold } from './why.ts';

export type ShowAudience = (incidentId: string, input: AudiencePreviewInput) => Promise<AudiencePreview>;

const LABELS: Record<number, string> = {
  [LANES.exposed]: 'Measured as affected',
  [LANES.follows]: 'Following this incident',
  [LANES.chose]: 'Chose what is affected',
  [LANES.group]: 'Chose its group',
  [LANES.everything]: 'Takes everything',
};

/** Ten lanes hold the exposed, by how much; people are shown one. */
const laneShown = (lane: number) => (lane < LANES.follows ? LANES.exposed : lane);

export function createAudiencePreview({
  store,
  audience,
  catalog,
  respond,
  matters,
}: {
  store: Store;
  audience: Audience;
  catalog: Catalog;
  respond: Pick<Respond, 'get'>;
  matters: Matters;
}): ShowAudience {
  return async (incidentId, given) => {
    const input = AudiencePreviewInput.parse(given);
    const { components = [], audience: only = null, note, address } = input;
    return store.transaction(async (tx) => {
      const incident = await respond.get(incidentId, tx);
      const known = await catalog.components.list(tx);
      refuseUnknown(
        'component',
        placed(
          'components',
          components.map(({ componentId }) => componentId),
        ),
        new Set(known.map(({ id }) => id)),
      );
      if (only) await audience.traits.refuseUnknown(only, tx);
      const names: Names = {
        component: (id) => known.find((each) => each.id === id)?.name['en'] ?? id,
        group: await groupNames(catalog),
      };
      const word = {
        phase: input.phase ?? incident.phase,
        components,
        note,
        correction: false,
        after: incident.updates.at(-1)?.phase ?? null,
        only,
      };
      const matter = await matters.of(tx, incident, word, input.severity ?? incident.severity);
      const { all } = await audience.selection(tx, matter, await matters.rules(tx));

      const counted = await sql<Counted>`
        select carrier, verdict, reason, lane, concerned, not_before is not null as quiet, count(*)::int as count
        from (${all}) j group by 1, 2, 3, 4, 5, 6`.execute(tx);
      const told = counted.rows.filter(({ verdict }) => verdict === 'now');
      const examples = await some(input.examples);
      return {
        told: sum(told),
        concerned: sum(told.filter(({ concerned }) => concerned)),
        quiet: sum(told.filter(({ quiet }) => quiet)),
        carriers: grouped(told, ({ carrier }) => carrier),
        reasons: grouped(told, ({ reason }) => reason),
        segments: await ofSegments(),
        lanes: grouped(told, ({ lane }) => laneShown(lane))
          .map(({ name, count }) => ({ lane: name, label: LABELS[name] ?? '', count }))
          .sort((a, b) => a.lane - b.lane),
        held: grouped(
          counted.rows.filter((row): row is Counted & { verdict: HeldReason } => row.verdict !== 'now'),
          ({ verdict }) => verdict,
        ),
        examples: examples.map(({ carrier, address, lane, segment, why, notBefore }) => ({
          address: maskAddress(address),
          carrier,
          lane,
          segment,
          why,
          sentence: whyTold(why, names),
          notBefore,
        })),
        asked: address === undefined ? null : await ask(address),
        known: await audience.traits.known(tx),
      };

      /** The hundred largest; not asked for where nobody is of any. */
      async function ofSegments() {
        if ((await audience.traits.segments(tx)).length === 0) return [];
        const { rows } = await sql<{ name: string; count: number }>`
          select segment as name, count(*)::int as count from (${all}) j
          where verdict = 'now' and segment is not null group by 1 order by 2 desc, 1 limit 100`.execute(tx);
        return rows;
      }

      /** A few of each reason. Who they are is found first, so that nothing is made for those who are not shown. */
      async function some(count: number): Promise<Row[]> {
        if (count === 0 || told.length === 0) return [];
        const first = await sql<{ id: string }>`
          select id from (
            select id, lane, row_number() over (partition by reason order by lane, id) as nth
            from (${all}) j where verdict = 'now'
          ) ranked order by nth, lane, id limit ${count}`.execute(tx);
        return rowsOf(first.rows.map(({ id }) => id));
      }

      async function rowsOf(ids: readonly string[]): Promise<(Row & { id: string })[]> {
        const { rows } = await sql<Row & { id: string }>`
          select id, carrier, address, lane, segment, why, verdict, reason, not_before from (${all}) j
          where id in (${sql.join(ids)}) order by lane, id`.execute(tx);
        return rows;
      }

      /** Every subscription of this address, whatever its state. */
      async function ask(wanted: string) {
        const found = await audience.traits.statesOf(wanted, tx);
        if (found.length === 0)
          return [
            {
              address: wanted,
              carrier: '',
              told: false,
              sentence: 'Nobody with this address is subscribed.',
            },
          ];
        const rows = await rowsOf(found.map(({ id }) => id));
        return found.map(({ id, carrier, state, format }) => {
          const row = rows.find((each) => each.id === id);
          const sentence = row
            ? row.verdict === 'now'
              ? `${whyTold(row.why, names)}${row.segment ? ` They are told as ${row.segment}.` : ''}${row.notBefore ? ` It is their night: it is kept until ${row.notBefore}.` : ''}`
              : whyHeld(row.verdict)
            : state === 'active'
              ? `It gets the payloads of ${format} instead, by the same wishes.`
              : NOT_ACTIVE[state];
          return { address: wanted, carrier, told: row?.verdict === 'now', sentence };
        });
      }
    });
  };
}

type Counted = {
  carrier: string;
  verdict: 'now' | HeldReason;
  reason: ToldReason;
  lane: number;
  concerned: boolean;
  quiet: boolean;
  count: number;
};
type Row = Pick<Counted, 'carrier' | 'verdict' | 'reason' | 'lane'> & {
  segment: string | null;
  address: string;
  why: Record<string, unknown>;
  notBefore: string | null;
};

const NOT_ACTIVE = {
  pending: 'This subscription was not confirmed yet.',
  unsubscribed: 'They ended this subscription.',
  suppressed: 'Mail to this address came back, or they complained: nothing is sent there any more.',
};

const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);

function grouped<Row extends { count: number }, Name>(rows: readonly Row[], nameOf: (row: Row) => Name) {
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, same]) => ({ name, count: sum(same) }))
    .sort((a, b) => b.count - a.count);
}

async function groupNames(catalog: Catalog) {
  const groups = await catalog.groups.list();
  return (id: string) => groups.find((each) => each.id === id)?.name['en'] ?? id;
}
