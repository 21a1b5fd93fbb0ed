/**
 * Who is told of a word, why, when and in which lane: one SQL fragment over the subscribers, so that a million of them
 * never cross into this process. Every active subscriber gets a verdict; those told now become the ledger's rows, those
 * held back the digest's, and the preview counts them all. It writes nothing.
 *
 * Lanes (lower leaves earlier; docs/who-is-told.md):
 *   10–19  measured exposure, the more of their use is hit the earlier
 *      20  follows this incident
 *      30  chose a component that is hit
 *      40  chose its group
 *     100  takes everything
 *     200  digests
 */
import type { HeldReason, UpdateAudience } from '@candor/protocol/told.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { segmentKey, segmentKeySql } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import { budgetFor } from './budget.ts';
import { PAGE_SOURCE } from './consent.ts';
import { type ExposureKind, type Exposures, freshSince } from './exposure/exposure.ts';
import { quietUntilMs } from './quiet.ts';

export const LANES = {
  exposed: 10,
  follows: 20,
  chose: 30,
  group: 40,
  everything: 100,
  digest: 200,
} as const;

/** What is told, as far as it decides who hears of it. */
export type Matter = {
  /** `component`: a change of status that belongs to no incident. */
  kind: 'incident' | 'maintenance' | 'component';
  incidentId: string | null;
  /** What it touches; empty when it names nothing. */
  componentIds: readonly string[];
  /** The groups in which these are now. */
  groupIds: readonly string[];
  severity: number;
  /** The worst that it ever was: whoever was told then hears of the end too. */
  worstSeverity: number;
  /** A "no change" note. */
  note: boolean;
  /** It opens a phase, and is not one more word in the same. */
  turn: boolean;
  correction: boolean;
  /** It is over and can wait: whoever asked for digests gets it in one, however severe it was. */
  calm?: true;
  /** Whether the default page shows it. */
  isPublic: boolean;
  /** Its author wants these told and nobody else. */
  only?: UpdateAudience | null;
  format: 'candor' | 'statuspage';
};

/** What the house decides about telling. */
export type TellingRules = {
  /** Carriers of the house's own machines: who takes everything there also takes what only other pages show. */
  unrestricted: readonly string[];
  /** Carriers that reach people, who can be flooded. */
  budgeted: readonly string[];
  messagesPerDay: number;
  /** (recipient_id, contacts) of whoever was told something in a day; null when nobody can have reached the budget. */
  contacts: RawBuilder<unknown> | null;
};

export type Verdict = 'now' | HeldReason;

export type Judged = {
  /**
   * One row per active subscriber: id, carrier, address, address_hash, locale, time_zone, segment (of their own or of
   * their customer), secret, digest, quiet_from, quiet_until, verdict, concerned, reason, lane, not_before, why.
   */
  all: RawBuilder<unknown>;
  /** One row per subscriber to be told now, as the ledger plans it. */
  rows: RawBuilder<unknown>;
  /** Whether the budget can hold anybody back; who asked for digests is not known here. */
  mayWait: boolean;
};

/** A row of `Judged.rows`. */
export type Selected = {
  recipientId: string;
  recipientKind: 'subscriber';
  carrier: string;
  address: string;
  addressHash: string;
  locale: string;
  timeZone: string;
  segment: string | null;
  lane: number;
  notBefore: string | null;
  secret: string | null;
  why: Record<string, unknown>;
};

export type Selection = (tx: Tx, matter: Matter, rules: TellingRules) => Promise<Judged>;

const SEGMENT_KEY = sql.raw(segmentKeySql('w.segment'));
const yes = sql`true`;
const no = sql`false`;
const truth = (value: boolean) => (value ? yes : no);
const list = (values: readonly string[]) =>
  sql`array[${sql.join(values.length > 0 ? values : [''])}]::text[]`;

export function createSelection({ clock, exposures }: { clock: Clock; exposures: Exposures }): Selection {
  /** Whose night it is now, and until when: a few rows, whatever the number of subscribers. */
  async function nights(tx: Tx) {
    const { rows } = await sql<{ timeZone: string; quietFrom: string; quietUntil: string }>`
      select distinct time_zone, quiet_from, quiet_until from audience_subscriber
      where quiet_from is not null and quiet_until is not null`.execute(tx);
    return rows.flatMap(({ timeZone, quietFrom, quietUntil }) => {
      const untilMs = quietUntilMs(clock.nowMs(), { timeZone, quietFrom, quietUntil });
      return untilMs === null
        ? []
        : [
            {
              zone: timeZone,
              quiet_from: quietFrom,
              quiet_until: quietUntil,
              ends: new Date(untilMs).toISOString(),
            },
          ];
    });
  }

  return async (tx, matter, rules) => {
    const { componentIds, groupIds, only = null } = matter;
    const [asleep, kinds] = [await nights(tx), await exposures.kinds(tx, componentIds)];
    const budget = budgetFor(matter, rules.messagesPerDay);
    const budgetApplies = rules.contacts !== null && budget.passing !== 'always' && rules.budgeted.length > 0;

    const joins = kinds.map((kind) => sql`left join hit ${sql.raw(`hit_${kind}`)} on ${matchOf(kind)}`);
    const weight =
      kinds.length === 0
        ? sql`null::double precision`
        : sql`greatest(${sql.join(kinds.map((kind) => sql.raw(`hit_${kind}.weight`)))})`;
    const member = (column: 'plan' | 'region', values: readonly string[] | undefined) =>
      values ? sql`coalesce(${sql.raw(`w.${column}`)} = any(${list(values)}), false)` : yes;
    const inSegments = (names: readonly string[] | undefined) =>
      names ? sql`coalesce(${SEGMENT_KEY} = any(${list(names.map(segmentKey))}), false)` : yes;
    const inAudience = only
      ? sql`(${member('plan', only.plans)} and ${inSegments(only.segments)} and ${member('region', only.regions)}
          and ${only.affectedOnly ? sql`w.concerned` : yes})`
      : yes;
    const wanted =
      matter.kind === 'incident'
        ? sql`s.wants_incidents`
        : matter.kind === 'maintenance'
          ? sql`s.wants_maintenance`
          : yes;
    const severe = matter.kind === 'incident' ? sql`${matter.worstSeverity}::int <= s.least_severity` : yes;
    // Calm for those who asked for it; whoever is hit, and everybody when it was critical, hears at once, to its end.
    const minor = matter.kind === 'incident' && matter.worstSeverity > 2;
    const critical = matter.kind === 'incident' && matter.worstSeverity === 1;
    const atOnce = matter.note || minor || matter.calm ? no : critical ? yes : sql`w.concerned`;
    const unnamed = componentIds.length === 0;

    const all = sql`
      with hit as (
        select e.kind, e.value, max(e.weight) as weight from audience_exposure e
        where e.component_id = any(${list(componentIds)}) and e.at >= ${freshSince(clock)}::timestamptz
        group by e.kind, e.value
      ),
      night as (
        select * from jsonb_to_recordset(${JSON.stringify(asleep)}::jsonb)
          as n (zone text, quiet_from text, quiet_until text, ends timestamptz)
      ),
      wishes as (
        select s.id, s.carrier, s.address, s.address_hash, s.locale, s.time_zone, s.secret, s.digest, s.quiet_from,
          s.quiet_until, s.quiet_except_critical, s.quarantined_at, s.paused_until, s.every_note, s.source, s.component_ids, s.group_ids,
          coalesce(s.plan, c.plan) as plan, coalesce(s.segment, c.segment) as segment, s.region,
          coalesce(s.component_ids ?| ${list(componentIds)}, false) as chose,
          coalesce(s.group_ids ?| ${list(groupIds)}, false) as grouped,
          coalesce(s.incident_ids ? ${matter.incidentId ?? ''}::text, false) as follows,
          (s.component_ids is null and s.group_ids is null and s.incident_ids is null) as everything,
          (${truth(unnamed)} and (s.component_ids is not null or s.group_ids is not null)) as unnamed,
          ${weight} as weight, ${wanted} as wanted, ${severe} as severe
        from audience_subscriber s
        left join audience_customer c on c.id = s.customer_id
        ${sql.join(joins, sql` `)}
        where s.state = 'active' and s.format = ${matter.format}
      ),
      weighed as (
        select *, (chose or grouped or follows or weight is not null) as concerned from wishes
      ),
      judged as (
        select w.*, night.ends,
          case
            when not (w.chose or w.grouped or w.follows or w.everything or w.unnamed) then 'elsewhere'
            when not (${truth(matter.isPublic)} or w.chose or w.grouped or w.follows
              or (w.carrier = any(${list(rules.unrestricted)}) and w.source <> ${PAGE_SOURCE})) then 'private'
            when not (w.wanted or w.follows) then 'kind'
            when not (w.severe or w.follows) then 'severity'
            when not ${inAudience} then 'audience'
            when ${truth(matter.note)} and not w.every_note then 'note'
            when w.quarantined_at is not null then 'quarantined'
            when w.paused_until > ${clock.now()}::timestamptz then 'paused'
            when ${truth(matter.format === 'candor')} and w.digest <> 'instant' and not ${atOnce} then 'digest'
            ${
              budgetApplies
                ? sql`when told.recipient_id is not null and w.carrier = any(${list(rules.budgeted)})
                    and not ${budget.passing === 'when concerned' ? sql`w.concerned` : no} then 'budget'`
                : sql``
            }
            else 'now'
          end as verdict
        from weighed w
        left join night on night.zone = w.time_zone and night.quiet_from = w.quiet_from
          and night.quiet_until = w.quiet_until
        ${
          budgetApplies
            ? sql`left join (
          select c.recipient_id from (${rules.contacts!}) c where c.contacts >= ${budget.limit}::int
        ) told on told.recipient_id = w.id`
            : sql``
        }
      )
      select j.id, j.carrier, j.address, j.address_hash, j.locale, j.time_zone, j.segment, j.secret, j.digest, j.quiet_from,
        j.quiet_until, j.verdict, j.concerned,
        case
          when j.weight is not null then 'affected' when j.follows then 'follows' when j.chose then 'chose'
          when j.grouped then 'group' when j.everything then 'everything' else 'unnamed'
        end as reason,
        (case
          when j.weight is not null then ${LANES.exposed} + 9 - least(9, floor(j.weight * 10)::int)
          when j.follows then ${LANES.follows} when j.chose then ${LANES.chose} when j.grouped then ${LANES.group}
          else ${LANES.everything}
        end)::smallint as lane,
        case
          when ${truth(matter.kind === 'incident' && matter.severity === 1)} and j.quiet_except_critical then null
          else j.ends
        end as not_before,
        case
          -- The two most frequent answers are made once, and not a million times.
          when j.everything and j.weight is null then '{"everything": true}'::jsonb
          when j.chose and ${truth(componentIds.length === 1)} and not (j.grouped or j.follows) and j.weight is null
            then ${JSON.stringify({ chose: componentIds })}::jsonb
          else jsonb_strip_nulls(jsonb_build_object(
            'affected', j.weight,
            'follows', case when j.follows then ${matter.incidentId}::text end,
            'chose', case when j.chose then ${among('component_ids', componentIds)} end,
            'group', case when j.grouped then ${among('group_ids', groupIds)} end,
            'everything', case when j.everything then true end,
            'unnamed', case when j.unnamed then true end))
        end as why
      from judged j`;

    return {
      mayWait: budgetApplies,
      all,
      rows: sql`
        select j.id as recipient_id, 'subscriber' as recipient_kind, j.carrier, j.address, j.address_hash, j.locale,
          j.time_zone, j.segment, j.lane, j.not_before, j.secret, j.why
        from (${all}) j where j.verdict = 'now'`,
    };
  };
}

/** Which of these somebody chose. One is known without looking, which spares a million looks. */
const among = (column: 'component_ids' | 'group_ids', wanted: readonly string[]) =>
  wanted.length === 1
    ? sql`jsonb_build_array(${wanted[0]!}::text)`
    : sql`(
        select jsonb_agg(x.id order by x.id) from jsonb_array_elements_text(j.${sql.raw(column)}) as x (id)
        where x.id = any(${list(wanted)}))`;

/** By which of a subscriber's traits an exposure of this kind finds them. */
function matchOf(kind: ExposureKind): RawBuilder<unknown> {
  const trait = {
    subscriber: sql`s.id`,
    customer: sql`s.customer_id`,
    plan: sql`coalesce(s.plan, c.plan)`,
    segment: sql`coalesce(s.segment, c.segment)`,
    region: sql`s.region`,
  }[kind];
  const alias = sql.raw(`hit_${kind}`);
  return sql`${alias}.kind = ${kind} and ${alias}.value = ${trait}`;
}
