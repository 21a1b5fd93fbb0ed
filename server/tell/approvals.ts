/**
 * Approvals: which of a person's updates a second person reads before they go out. An approval is of exactly the text
 * that was read: whoever changes a letter asks again. It never delays the promise: when the promised time comes first,
 * the house's own note goes out as always, or, where the installation chose that, the text goes out unapproved, which
 * is on record. Everything that happens to a request is a fact. Never publishes anything itself.
 */
import type { TellSettings } from '@candor/protocol/tell.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { type Actor, type People, scopesOf } from '#people';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import { type FactDraft, type Incident, isOpen, type Timeline } from '#timeline';
import { type Draft, type Drafts, digestOf, stateOf } from './drafts.ts';
import type { SettingsShelf } from './settings.ts';

export type Approval = {
  because: 'severity' | 'statement';
  askedAt: string;
  given?: { by: string; at: string };
};

/** How long a first word waits for an approval: no promise stands yet whose time could end the wait. */
const FIRST_WORD_WITHIN_MS = 300_000;

/** Whether a second person has to read it, and why. Pure. */
export function approvalNeeded(
  { severities, statements }: TellSettings['approvals'],
  update: { severity: Incident['severity']; hasStatement: boolean },
): Approval['because'] | null {
  if (severities.includes(update.severity)) return 'severity';
  return statements && update.hasStatement ? 'statement' : null;
}

export type Approvals = {
  /** Puts it on record and tells those who may approve; within five minutes at most something else happens. */
  ask(tx: Tx, incident: Incident, draft: Draft): Promise<void>;
  /** Lets it go public after the hold, or at the time that its author chose. */
  approve(id: string, digest: string, actor: Actor): Promise<Draft>;
  /** Back to its author, with what has to change. */
  refuse(id: string, refusal: { digest: string; reason: string }, actor: Actor): Promise<Draft>;
  /** The promised time has come: what happens to it now, which is on record. */
  lapse(
    tx: Tx,
    incident: Incident,
    draft: Draft,
    because: string | null,
  ): Promise<'note' | 'published' | 'reminded'>;
  /** Those who may approve what this author wrote. */
  approversOf(by: string, tx?: Tx): Promise<string[]>;
};

export function createApprovals({
  store,
  timeline,
  respond,
  people,
  settings,
  clock,
  drafts,
  check,
  overdue,
}: {
  store: Store;
  timeline: Timeline;
  respond: Respond;
  people: People;
  settings: SettingsShelf;
  clock: Clock;
  drafts: () => Drafts;
  /** Throws what would be refused now. */
  check: (tx: Tx, incident: Incident, draft: Draft) => Promise<void>;
  /** Nobody read it in time and no promise stands: the house decides. */
  overdue: (tx: Tx, incident: Incident, draft: Draft, because: string) => Promise<void>;
}): Approvals {
  const record = async (tx: Tx, incident: Incident, fact: Omit<FactDraft, 'subject'>) => {
    const [recorded] = await timeline.record(tx, [{ ...fact, subject: `incident:${incident.id}` }]);
    return recorded!;
  };

  /** The person behind it: a token speaks for whoever made it. */
  async function authorOf(by: string): Promise<string> {
    if (!by.startsWith('token:')) return by;
    const token = (await people.tokens.list()).find(({ id }) => `token:${id}` === by);
    return token?.createdBy ?? by;
  }

  async function approversOf(by: string, tx?: Tx): Promise<string[]> {
    const { approvals } = await settings.get(tx);
    const author = await authorOf(by);
    return (await people.persons.list())
      .filter(({ id, role }) =>
        approvals.personIds.length > 0 ? approvals.personIds.includes(id) : scopesOf(role).has('tell:write'),
      )
      .map(({ id }) => id)
      .filter((id) => `person:${id}` !== author);
  }

  async function notify(
    tx: Tx,
    incident: Incident,
    personIds: string[],
    notice: { reason: 'approval' | 'returned'; because: string; detail: string },
  ) {
    await respond.notice.send(tx, incident, { personIds, webhooks: [], ...notice });
  }

  timeline.onWake('tell.approval', async (wake, tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    const draft = (await drafts().list(incident?.id ?? '', tx)).find(
      ({ id }) => id === wake.payload['draftId'],
    );
    // With a promise its own time ends the wait.
    if (!incident || !draft || incident.promise || stateOf(draft) !== 'waiting') return;
    await overdue(tx, incident, draft, wake.because ?? '');
  });

  /** The draft that waits, and its incident, for somebody who may decide about exactly what they read. */
  async function decidable(tx: Tx, id: string, digest: string, actor: Actor) {
    const draft = await drafts().get(id, tx);
    if (stateOf(draft) !== 'waiting')
      throw new Problem('state.conflict', 'This update does not wait for an approval any more.');
    if (actor.kind !== 'person')
      throw new Problem(
        'auth.forbidden',
        'An approval is given by a person who has read the text, not by a token.',
      );
    if ((await authorOf(draft.by)) === actor.by)
      throw new Problem('auth.forbidden', 'You wrote this; somebody else has to read it.');
    if (!(await approversOf(draft.by, tx)).includes(actor.id))
      throw new Problem('auth.forbidden', 'The settings of telling name others who approve updates.');
    if (digestOf(draft) !== digest)
      throw new Problem('edit.conflict', 'The text was changed since you read it; read it again.');
    return { draft, incident: await respond.get(draft.incidentId, tx) };
  }

  return {
    approversOf,

    async ask(tx, incident, draft) {
      const fact = await record(tx, incident, {
        by: draft.by,
        body: { kind: 'approval.asked', updateId: draft.id, digest: digestOf(draft) },
      });
      const text = draft.input.text['en'] ?? Object.values(draft.input.text)[0] ?? '';
      await notify(tx, incident, await approversOf(draft.by, tx), {
        reason: 'approval',
        because: fact.id,
        detail: `${draft.corrects ? 'It corrects what is public. ' : ''}The text: ${text.slice(0, 1_000)}`,
      });
      await timeline.wakes.set(tx, {
        key: `approval:${draft.id}`,
        kind: 'tell.approval',
        subject: `incident:${incident.id}`,
        dueAt: new Date(clock.nowMs() + FIRST_WORD_WITHIN_MS).toISOString(),
        payload: { draftId: draft.id },
        because: fact.id,
      });
    },

    approve: (id, digest, actor) =>
      store.transaction(async (tx) => {
        const { draft, incident } = await decidable(tx, id, digest, actor);
        const approval = { ...draft.approval!, given: { by: actor.by, at: clock.now() } };
        await check(tx, incident, { ...draft, approval });
        await record(tx, incident, {
          by: actor.by,
          key: `approval:${draft.id}:${digest}:${draft.writtenAt}`,
          body: { kind: 'approval.given', updateId: draft.id, digest },
        });
        const { undoHoldSeconds } = await settings.get(tx);
        const holdMs = (draft.input.holdSeconds ?? undoHoldSeconds) * 1_000;
        const soonest = new Date(clock.nowMs() + holdMs).toISOString();
        const later = draft.publishAt !== null && draft.publishAt > soonest;
        return drafts().settle(tx, id, { approval, commitsAt: later ? draft.publishAt : soonest });
      }),

    refuse: (id, { digest, reason }, actor) =>
      store.transaction(async (tx) => {
        const { draft, incident } = await decidable(tx, id, digest, actor);
        const fact = await record(tx, incident, {
          by: actor.by,
          body: { kind: 'approval.refused', updateId: draft.id, digest, reason },
        });
        const author = await authorOf(draft.by);
        if (author.startsWith('person:'))
          await notify(tx, incident, [author.slice('person:'.length)], {
            reason: 'returned',
            because: fact.id,
            detail: `What has to change: ${reason}`,
          });
        return drafts().settle(tx, id, { refused: reason });
      }),

    async lapse(tx, incident, draft, because) {
      const { approvals } = await settings.get(tx);
      const instead =
        approvals.atDeadline === 'publish' ? 'published' : isOpen(incident) ? 'note' : 'reminded';
      const fact = await record(tx, incident, {
        by: 'system:promise',
        because,
        key: `approval-missed:${draft.id}:${incident.promise?.updateId ?? 'none'}`,
        body: { kind: 'approval.missed', updateId: draft.id, instead },
      });
      if (instead !== 'published')
        await notify(tx, incident, await approversOf(draft.by, tx), {
          reason: 'approval',
          because: fact.id,
          detail: 'Nobody has read it in time; the text still waits.',
        });
      return instead;
    },
  };
}
