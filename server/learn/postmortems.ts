/**
 * Postmortems: drafted from facts within a moment, edited by people, checked by rules, published for everybody, and
 * corrected in the open. The public reads the published version; what staff edits after it stays inside until it is
 * published as a correction.
 */
import type { PostmortemSummary } from '@candor/protocol/learn.ts';
import { type Finding, PostmortemDocument } from '@candor/protocol/postmortem.ts';
import type { Catalog } from '#catalog';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import type { Timeline } from '#timeline';
import { recordOf } from './gather.ts';
import { checkPostmortem, mayBePublished } from './rules/check.ts';
import { draftPostmortem } from './rules/draft.ts';
import type { LearnTables } from './tables.ts';

export type StoredPostmortem = {
  id: string;
  incidentId: string;
  document: PostmortemDocument;
  published: PostmortemDocument | null;
  version: number;
  /** Rises with every saved edit; an edit names the one that it was made on. */
  revision: number;
  publishedAt: string | null;
  updatedAt: string;
  findings: Finding[];
};

export type Postmortems = {
  get(incidentId: string): Promise<StoredPostmortem | null>;
  /** Where each of them stands, drafts too, the last changed first. */
  list(): Promise<PostmortemSummary[]>;
  published(): Promise<StoredPostmortem[]>;
  /** Drafts from facts; an existing draft is answered, not replaced. */
  draft(incidentId: string, by: string): Promise<StoredPostmortem>;
  save(
    incidentId: string,
    edit: { document: unknown; revision: number },
    by: string,
  ): Promise<StoredPostmortem>;
  /** The first time the postmortem; later a correction, which says what changed. */
  publish(incidentId: string, by: string, correction: string | null): Promise<StoredPostmortem>;
};

export function createPostmortems(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  people: People;
  respond: Respond;
  clock: Clock;
  ids: Ids;
  syncActions: (
    tx: Tx,
    postmortem: { id: string; document: PostmortemDocument },
    by: string,
  ) => Promise<void>;
  changed: () => void;
}): Postmortems {
  const { store, timeline, catalog, people, respond, clock, ids, syncActions, changed } = deps;
  const on = (tx?: Tx) => (tx ?? store.db).withTables<LearnTables>();

  async function check(document: PostmortemDocument) {
    const names = (await people.persons.list()).map((person) => person.name);
    return checkPostmortem(document, { names, at: clock.now() });
  }

  type Row = Omit<StoredPostmortem, 'findings' | 'document' | 'published'> & {
    document: unknown;
    published: unknown;
    updatedBy: string;
  };

  async function toStored({ updatedBy: _, ...row }: Row): Promise<StoredPostmortem> {
    const document = PostmortemDocument.parse(row.document);
    return {
      ...row,
      document,
      published: row.published ? PostmortemDocument.parse(row.published) : null,
      findings: await check(document),
    };
  }

  /** An action's owner may be a team in words; what looks like a person of the staff has to be one. */
  async function refuseStrangers({ sections }: PostmortemDocument) {
    const named = sections.actions.flatMap(({ owner }, i) =>
      owner?.startsWith('usr_') ? [{ path: `sections.actions.${i}.owner`, id: owner }] : [],
    );
    const persons = await people.persons.list({ disabled: true });
    refuseUnknown('person', named, new Set(persons.map(({ id }) => id)));
  }

  async function get(incidentId: string, tx?: Tx) {
    const row = await on(tx)
      .selectFrom('learnPostmortem')
      .selectAll()
      .where('incidentId', '=', incidentId)
      .executeTakeFirst();
    return row ? toStored(row) : null;
  }

  async function need(incidentId: string, tx?: Tx) {
    const found = await get(incidentId, tx);
    if (!found)
      throw new Problem('not-found', `There is no postmortem of ${incidentId} yet; draft it first.`);
    return found;
  }

  return {
    get: (incidentId) => get(incidentId),
    async list() {
      const rows = await on()
        .selectFrom('learnPostmortem')
        .selectAll()
        .orderBy('updatedAt', 'desc')
        .limit(500)
        .execute();
      return rows.map(({ id, incidentId, document, version, publishedAt, updatedAt }) => {
        const { title, status } = PostmortemDocument.parse(document);
        return { id, incidentId, title, status, version, publishedAt, updatedAt };
      });
    },
    async published() {
      const rows = await on()
        .selectFrom('learnPostmortem')
        .selectAll()
        .where('publishedAt', 'is not', null)
        .orderBy('publishedAt', 'desc')
        .limit(200)
        .execute();
      return Promise.all(rows.map(toStored));
    },

    async draft(incidentId, by) {
      const incident = await respond.get(incidentId);
      const existing = await get(incidentId);
      if (existing) return existing;
      const facts = await timeline.read({ subject: `incident:${incidentId}` });
      const page = await catalog.pages.default();
      const document = draftPostmortem(
        recordOf(incident, facts, await catalog.components.list(), {
          nowMs: clock.nowMs(),
          askUrl: page.supportUrl,
        }),
      );
      await on()
        .insertInto('learnPostmortem')
        .values({
          id: ids.next('pmt'),
          incidentId,
          document: JSON.stringify(document),
          published: null,
          version: 0,
          revision: 1,
          publishedAt: null,
          updatedAt: clock.now(),
          updatedBy: by,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return need(incidentId);
    },

    async save(incidentId, { document: given, revision }, by) {
      const parsed = PostmortemDocument.safeParse(given);
      if (!parsed.success)
        throw new Problem('request.invalid', 'The postmortem does not have its shape.', {
          errors: parsed.error.issues.map((issue) => ({
            path: issue.path.join('.'),
            message: issue.message,
          })),
        });
      const before = await need(incidentId);
      await refuseStrangers(parsed.data);
      if (parsed.data.incidentId !== incidentId)
        throw new Problem('request.invalid', 'This document belongs to another incident.');
      const document = {
        ...parsed.data,
        publishedAt: before.publishedAt,
        version: Math.max(1, before.version),
        editedAt: clock.now(),
      };
      await store.transaction(async (tx) => {
        const done = await on(tx)
          .updateTable('learnPostmortem')
          .set({
            document: JSON.stringify(document),
            revision: revision + 1,
            updatedAt: clock.now(),
            updatedBy: by,
          })
          .where('incidentId', '=', incidentId)
          .where('revision', '=', revision)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n)
          throw new Problem(
            'edit.conflict',
            'Somebody saved this postmortem since you read it; read it again and repeat your edit.',
          );
        await syncActions(tx, { id: before.id, document }, by);
      });
      return need(incidentId);
    },

    async publish(incidentId, by, correction) {
      await store.transaction(async (tx) => {
        const before = await need(incidentId, tx);
        const first = before.publishedAt === null;
        if (!first && !correction)
          throw new Problem('request.invalid', 'It is public already; say what the correction changes.', {
            errors: [{ path: 'correction', message: 'required after the first publication' }],
          });
        const version = before.version + 1;
        const at = clock.now();
        const sections = first
          ? before.document.sections
          : {
              ...before.document.sections,
              corrections: [
                ...before.document.sections.corrections,
                { at, by: by.split(':')[1] ?? by, what: correction!, version },
              ],
            };
        const document: PostmortemDocument = {
          ...before.document,
          sections,
          version,
          status: 'published',
          publishedAt: before.publishedAt ?? at,
          reviewedAt: before.document.reviewedAt ?? at,
          editedAt: null,
        };
        const blocking = (await check(document)).filter(({ level }) => level === 'block');
        if (!mayBePublished(blocking))
          throw new Problem(
            'words.blocked',
            `${blocking.length} rules still block: ${blocking.map(({ rule, message }) => `${rule} ${message}`).join(' ')}`.slice(
              0,
              4_000,
            ),
            {
              extra: { findings: blocking },
            },
          );
        await on(tx)
          .updateTable('learnPostmortem')
          .set({
            document: JSON.stringify(document),
            published: JSON.stringify(document),
            version,
            publishedAt: document.publishedAt,
            revision: before.revision + 1,
            updatedAt: at,
            updatedBy: by,
          })
          .where('incidentId', '=', incidentId)
          .execute();
        await syncActions(tx, { id: before.id, document }, by);
        const shared = { postmortemId: before.id, version, digest: sha256(canonical(document)) };
        await timeline.record(tx, [
          {
            subject: `incident:${incidentId}`,
            by,
            key: `postmortem:${version}`,
            body: first
              ? { kind: 'postmortem.published', ...shared }
              : { kind: 'postmortem.corrected', ...shared, reason: correction! },
          },
        ]);
      });
      changed();
      return need(incidentId);
    },
  };
}
