/**
 * What is told, as far as it decides who hears of it: an incident and a word about it, turned into the audience's
 * question. The same for the update itself, for its preview and for other vendors' formats. Reads only.
 */
import type { UpdateAudience } from '@candor/protocol/told.ts';
import type { Matter, TellingRules } from '#audience';
import { type Carriers, contactCounts } from '#carriers';
import { type Catalog, chosenComponents } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import type { Incident, Timeline, Update } from '#timeline';
import type { SettingsShelf } from './settings.ts';
import type { TellTables } from './tables.ts';

export type Word = Pick<Update, 'phase' | 'components'> & {
  note: boolean;
  correction: boolean;
  /** The phase that stood before it; null when it is the first word. */
  after: Update['phase'] | null;
  only: UpdateAudience | null;
};

export type Matters = {
  of(tx: Tx, incident: Incident, word: Word, severity?: Incident['severity']): Promise<Matter>;
  /** A component's status by itself. */
  ofComponent(tx: Tx, componentId: string): Promise<Matter>;
  /** The word that an update is, with the audience that its author chose. */
  wordOf(tx: Tx, incident: Incident, update: Update): Promise<Word>;
  keepAudience(tx: Tx, updateId: string, audience: UpdateAudience): Promise<void>;
  rules(tx: Tx): Promise<TellingRules>;
};

const DAY_MS = 86_400_000;

/** Everything that it touched from its beginning to this word. */
export const concernedBy = (incident: Incident, components: Update['components']): string[] => [
  ...new Set([...incident.openedComponents, ...incident.components, ...components].map((c) => c.componentId)),
];

export function createMatters({
  catalog,
  timeline,
  carriers,
  settings,
  clock,
}: {
  catalog: Catalog;
  timeline: Timeline;
  carriers: Carriers;
  settings: SettingsShelf;
  clock: Clock;
}): Matters {
  const on = (tx: Tx) => tx.withTables<TellTables>();

  /** What the default page shows is public, and which groups the components are in. */
  async function placed(tx: Tx, componentIds: readonly string[]) {
    const components = await catalog.components.list(tx);
    const shown = chosenComponents(await catalog.pages.default(tx), components);
    const groups = components.flatMap(({ id, groupId }) =>
      groupId && componentIds.includes(id) ? [groupId] : [],
    );
    return {
      componentIds,
      groupIds: [...new Set(groups)],
      isPublic: shown === null || componentIds.some((id) => shown.has(id)),
    };
  }

  async function worstSeverity(tx: Tx, incident: Incident): Promise<number> {
    const changes = await timeline.read(
      { subject: `incident:${incident.id}`, kinds: ['incident.opened', 'severity.changed'] },
      tx,
    );
    return Math.min(
      incident.severity,
      ...changes.flatMap(({ body }) =>
        body.kind === 'incident.opened' ? [body.severity] : body.kind === 'severity.changed' ? [body.to] : [],
      ),
    );
  }

  return {
    async of(tx, incident, word, severity = incident.severity) {
      return {
        kind: incident.kind,
        incidentId: incident.id,
        ...(await placed(tx, concernedBy(incident, word.components))),
        severity,
        worstSeverity: Math.min(severity, await worstSeverity(tx, incident)),
        note: word.note,
        turn: word.phase !== word.after,
        correction: word.correction,
        only: word.only,
        format: 'candor',
      };
    },

    async ofComponent(tx, componentId) {
      return {
        kind: 'component',
        incidentId: null,
        ...(await placed(tx, [componentId])),
        severity: 4,
        worstSeverity: 4,
        note: false,
        turn: true,
        correction: false,
        format: 'statuspage',
      };
    },

    async wordOf(tx, incident, update) {
      const place = incident.updates.findIndex(({ id }) => id === update.id);
      const before = incident.updates[place - 1];
      // What the house says by itself follows a person's word, to those who got that.
      const spoken = incident.updates.slice(0, place + 1);
      const said = spoken.findLast(({ origin }) => origin === 'person') ?? update;
      // Planned work is told to those to whom it was announced, at each of its steps.
      const words = incident.kind === 'maintenance' ? spoken : [said];
      const kept = await on(tx)
        .selectFrom('tellUpdateAudience')
        .select('audience')
        .where(
          'updateId',
          'in',
          words.map(({ id }) => id),
        )
        .orderBy('createdAt', 'desc')
        .executeTakeFirst();
      return {
        phase: update.phase,
        components: update.components,
        note: update.origin === 'note',
        correction: update.corrections.length > 0,
        // Other times turn a plan over as much as a new phase does.
        after: update.step === 'moved' || update.step === 'extended' ? null : (before?.phase ?? null),
        only: kept?.audience ?? null,
      };
    },

    async keepAudience(tx, updateId, audience) {
      await on(tx)
        .insertInto('tellUpdateAudience')
        .values({ updateId, audience: JSON.stringify(audience), createdAt: clock.now() })
        .execute();
    },

    async rules(tx) {
      const { contactsPerDay } = await settings.get(tx);
      const of = [...carriers.all.values()];
      return {
        // Programs and rooms of the house, which read what no page shows to everybody.
        unrestricted: of.filter(({ audience }) => audience === 'staff').map(({ name }) => name),
        budgeted: of.filter(({ audience }) => audience === 'reader').map(({ name }) => name),
        messagesPerDay: contactsPerDay,
        contacts: await contactCounts(tx, {
          since: new Date(clock.nowMs() - DAY_MS).toISOString(),
          // Notes wait at two thirds of it already.
          atLeast: Math.ceil((contactsPerDay * 2) / 3),
        }),
      };
    },
  };
}
