/**
 * Pages: several over one catalogue, each with its own choice of components, its readers and its brand. The first is
 * the default page, which is public and stays. Secrets of access leave this file for the gate only (`gates`).
 */
import { randomBytes } from 'node:crypto';
import { Page, PageInput } from '@candor/protocol/catalog.ts';
import {
  AssetKind,
  type FeedToken,
  type PageAccess,
  PageAccessInput,
  Theme,
} from '@candor/protocol/pages.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { changedAccess, KeptAccess, shownAccess, tokenDigest } from './access.ts';
import { checkAsset } from './assets.ts';
import { cssFault } from './css.ts';
import type { CatalogTables } from './tables.ts';

export type PageGate = KeptAccess & { pageId: string };
export type AssetBytes = { kind: AssetKind; contentType: string; digest: string; bytes: Buffer };

export type Pages = {
  list(): Promise<Page[]>;
  get(id: string): Promise<Page>;
  default(tx?: Tx): Promise<Page>;
  /** `passwordHash` is the digest of `access.password`; whoever hashes it is not this room. */
  create(input: PageInput, access?: PageAccessInput, passwordHash?: string | null): Promise<Page>;
  update(id: string, input: Partial<PageInput>, tx?: Tx): Promise<Page>;
  remove(id: string): Promise<void>;
  /** Refuses what a page cannot be, and changes nothing: for previews too. */
  draft(id: string, input: Partial<PageInput>, tx?: Tx): Promise<Page>;
  access(id: string): Promise<PageAccess>;
  setAccess(id: string, input: PageAccessInput, passwordHash?: string | null): Promise<PageAccess>;
  /** Signs every reader out; feed tokens that stand in the list stay. */
  revoke(id: string): Promise<PageAccess>;
  addFeedToken(id: string, label: string): Promise<FeedToken & { token: string }>;
  removeFeedToken(id: string, tokenId: string): Promise<void>;
  /** With everything that lets somebody in; for the gate alone. */
  gates(): Promise<PageGate[]>;
  assets(id: string): Promise<AssetBytes[]>;
  putAsset(id: string, kind: AssetKind, base64: string): Promise<Page>;
  removeAsset(id: string, kind: AssetKind): Promise<Page>;
  exportTheme(id: string): Promise<Theme>;
  importTheme(id: string, theme: Theme): Promise<Page>;
};

const MOST_FEED_TOKENS = 200;

export function createCatalogPages({
  store,
  clock,
  ids,
  changed,
  known,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  changed: <T>(value: T) => T;
  known: () => Promise<{ groups: { id: string }[]; components: { id: string }[] }>;
}): Pages {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CatalogTables>();

  const rows = (tx?: Tx) => on(tx).selectFrom('catalogPage').selectAll();
  async function row(id: string, tx?: Tx) {
    const found = await rows(tx).where('id', '=', id).executeTakeFirst();
    if (!found) throw new Problem('not-found', `There is no page ${id}.`);
    return found;
  }
  const keptOf = (access: unknown) => KeptAccess.parse(access);

  async function toPages(found: Awaited<ReturnType<typeof row>>[], tx?: Tx): Promise<Page[]> {
    if (found.length === 0) return [];
    const assets = await on(tx)
      .selectFrom('catalogPageAsset')
      .select([
        'pageId',
        'kind',
        'contentType',
        'digest',
        (eb) => eb.fn<number>('length', ['bytes']).as('sizeBytes'),
      ])
      .orderBy('kind')
      .execute();
    return found.map(({ access, ...page }) =>
      Page.parse({
        ...page,
        private: keptOf(access).kind === 'private',
        assets: assets.filter(({ pageId }) => pageId === page.id).map(({ pageId: _, ...asset }) => asset),
      }),
    );
  }
  const one = async (id: string, tx?: Tx) => (await toPages([await row(id, tx)], tx))[0]!;

  const columns = ({ private: _, assets: __, ...page }: Page) => ({
    ...page,
    locales: JSON.stringify(page.locales),
    intro: page.intro && JSON.stringify(page.intro),
    footer: page.footer && JSON.stringify(page.footer),
    selection: JSON.stringify(page.selection),
    aliases: JSON.stringify(page.aliases),
    brand: JSON.stringify(page.brand),
  });

  /** What was chosen before may be gone since; only what is chosen now has to be there. */
  async function check(page: Page, given: Partial<PageInput>) {
    const taken = (await rows().where('id', '!=', page.id).execute()).find(
      (other) => other.slug === page.slug || (page.host !== null && other.host === page.host),
    );
    if (taken) {
      const what = taken.slug === page.slug ? `slug "${page.slug}"` : `host ${page.host}`;
      throw new Problem('state.conflict', `A page with the ${what} exists already: ${taken.id}.`);
    }
    const fault = cssFault(page.brand.css);
    if (fault)
      throw new Problem('request.invalid', `The CSS is refused. ${fault}`, {
        errors: [{ path: 'brand.css', message: fault }],
      });
    if (!given.selection && !given.aliases) return;
    const there = await known();
    const groups = new Set(there.groups.map(({ id }) => id));
    const components = new Set(there.components.map(({ id }) => id));
    if (given.selection && page.selection.kind === 'chosen') {
      refuseUnknown('group', placed('selection.groupIds', page.selection.groupIds), groups);
      refuseUnknown('component', placed('selection.componentIds', page.selection.componentIds), components);
    }
    refuseUnknown(
      'component',
      Object.keys(given.aliases ?? {}).map((id) => ({ path: `aliases.${id}`, id })),
      components,
    );
  }

  async function setKept(id: string, change: (before: KeptAccess) => KeptAccess): Promise<KeptAccess> {
    const after = await store.transaction(async (tx) => {
      const before = await rows(tx).where('id', '=', id).forUpdate().executeTakeFirst();
      if (!before) throw new Problem('not-found', `There is no page ${id}.`);
      const next = change(keptOf(before.access));
      if (before.isDefault && next.kind === 'private')
        throw new Problem(
          'state.conflict',
          'The default page is public. Make another page for readers of your choice.',
        );
      await on(tx)
        .updateTable('catalogPage')
        .set({ access: JSON.stringify(next), updatedAt: clock.now() })
        .where('id', '=', id)
        .execute();
      return next;
    });
    return changed(after);
  }

  const fresh = (input: PageInput, isDefault: boolean): Page =>
    Page.parse({
      ...PageInput.parse(input),
      id: ids.next('pag'),
      isDefault,
      private: false,
      assets: [],
      createdAt: clock.now(),
      updatedAt: clock.now(),
    });

  const pages: Pages = {
    list: async () => toPages(await rows().orderBy('createdAt').orderBy('id').execute()),
    get: one,
    async default(tx) {
      const found = () => rows(tx).where('isDefault', '=', true).executeTakeFirst();
      const there = await found();
      if (there) return (await toPages([there], tx))[0]!;
      // A new installation has one public page from the start, so that there is an address to give to users.
      await on(tx)
        .insertInto('catalogPage')
        .values({ ...columns(fresh({ slug: 'status', name: 'Status' }, true)), access: '{"kind":"public"}' })
        .onConflict((c) => c.doNothing())
        .execute();
      return (await toPages([(await found())!], tx))[0]!;
    },
    async create(input, access, passwordHash) {
      const page = fresh(input, false);
      await check(page, input);
      // Private from its first moment, or public: never one and then the other.
      const kept = access
        ? changedAccess(keptOf({ kind: 'public' }), PageAccessInput.parse(access), passwordHash)
        : keptOf({ kind: 'public' });
      await on()
        .insertInto('catalogPage')
        .values({ ...columns(page), access: JSON.stringify(kept) })
        .execute();
      return changed(await one(page.id));
    },
    async draft(id, input, tx) {
      const page = Page.parse({ ...(await one(id, tx)), ...input, updatedAt: clock.now() });
      if (page.isDefault && input.host)
        throw new Problem(
          'state.conflict',
          'The default page is read at CANDOR_URL; a host of its own is for further pages.',
        );
      await check(page, input);
      return page;
    },
    async update(id, input, tx) {
      const page = await pages.draft(id, input, tx);
      await on(tx).updateTable('catalogPage').set(columns(page)).where('id', '=', id).execute();
      return changed(page);
    },
    async remove(id) {
      if ((await row(id)).isDefault)
        throw new Problem('state.conflict', 'The default page stays: it is what CANDOR_URL leads to.');
      await on().deleteFrom('catalogPage').where('id', '=', id).execute();
      changed(undefined);
    },
    access: async (id) => shownAccess(keptOf((await row(id)).access)),
    setAccess: async (id, input, passwordHash) =>
      shownAccess(
        await setKept(id, (before) => changedAccess(before, PageAccessInput.parse(input), passwordHash)),
      ),
    revoke: async (id) =>
      shownAccess(await setKept(id, (before) => ({ ...before, generation: before.generation + 1 }))),
    async addFeedToken(id, label) {
      const token = `cpf_${randomBytes(24).toString('base64url')}`;
      const made = { id: ids.next('fdt'), label, createdAt: clock.now() };
      await setKept(id, (before) => {
        if (before.feedTokens.length >= MOST_FEED_TOKENS)
          throw new Problem(
            'state.conflict',
            `A page has at most ${MOST_FEED_TOKENS} feed tokens; remove one first.`,
          );
        return { ...before, feedTokens: [...before.feedTokens, { ...made, digest: tokenDigest(token) }] };
      });
      return { ...made, token };
    },
    async removeFeedToken(id, tokenId) {
      await setKept(id, (before) => {
        const feedTokens = before.feedTokens.filter((token) => token.id !== tokenId);
        if (feedTokens.length === before.feedTokens.length)
          throw new Problem('not-found', `There is no feed token ${tokenId.slice(0, 64)}.`);
        return { ...before, feedTokens };
      });
    },
    gates: async () => (await rows().execute()).map(({ id, access }) => ({ ...keptOf(access), pageId: id })),
    async assets(id) {
      const found = await on().selectFrom('catalogPageAsset').selectAll().where('pageId', '=', id).execute();
      return found.map(({ kind, contentType, digest, bytes }) => ({
        kind: AssetKind.parse(kind),
        contentType,
        digest,
        bytes: Buffer.from(bytes),
      }));
    },
    async putAsset(id, kind, base64) {
      await row(id);
      const bytes = Buffer.from(base64, 'base64');
      const asset = {
        contentType: checkAsset(kind, bytes),
        digest: tokenDigest(base64),
        bytes,
        createdAt: clock.now(),
      };
      await on()
        .insertInto('catalogPageAsset')
        .values({ pageId: id, kind, ...asset })
        .onConflict((conflict) => conflict.columns(['pageId', 'kind']).doUpdateSet(asset))
        .execute();
      return changed(await one(id));
    },
    async removeAsset(id, kind) {
      await row(id);
      await on().deleteFrom('catalogPageAsset').where('pageId', '=', id).where('kind', '=', kind).execute();
      return changed(await one(id));
    },
    async exportTheme(id) {
      const { brand } = await one(id);
      const assets = await pages.assets(id);
      return Theme.parse({
        schema: 'candor.theme/1',
        brand,
        assets: Object.fromEntries(assets.map(({ kind, bytes }) => [kind, bytes.toString('base64')])),
      });
    },
    async importTheme(id, given) {
      const theme = Theme.parse(given);
      const assets = Object.entries(theme.assets).map(([kind, base64]) => {
        const bytes = Buffer.from(base64, 'base64');
        const known = AssetKind.parse(kind);
        return {
          pageId: id,
          kind: known,
          contentType: checkAsset(known, bytes),
          digest: tokenDigest(base64),
          bytes,
          createdAt: clock.now(),
        };
      });
      const page = await pages.draft(id, { brand: theme.brand });
      await store.transaction(async (tx) => {
        await on(tx).updateTable('catalogPage').set(columns(page)).where('id', '=', id).execute();
        await on(tx).deleteFrom('catalogPageAsset').where('pageId', '=', id).execute();
        if (assets.length > 0) await on(tx).insertInto('catalogPageAsset').values(assets).execute();
      });
      return changed(await one(id));
    },
  };
  return pages;
}
