/** Pages under /api/v1: what each shows, who may read it, how it looks, and a look before it is saved. */
import { randomBytes } from 'node:crypto';
import { Page, PageInput } from '@candor/protocol/catalog.ts';
import {
  AccentFinding,
  AssetInput,
  AssetKind,
  FeedToken,
  FeedTokenInput,
  PageAccess,
  PageAccessInput,
  PageDomain,
  Theme,
} from '@candor/protocol/pages.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { Locale } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Passwords } from '#people';
import { type Api, requireMatch, tagged, type Web } from '#web';
import { accentIn, type Catalog } from '../index.ts';

const Params = z.object({ id: z.string().max(64) });
const AssetParams = Params.extend({ kind: AssetKind });
const TokenParams = Params.extend({ tokenId: z.string().max(64) });

type Deps = {
  catalog: Catalog;
  passwords: Passwords;
  clock: Clock;
  /** Of the composition root: the draft as its readers would see it. */
  preview: (draft: Page, locale: string) => Promise<string>;
  domains: Web['domains'];
  /** What a preview may do, as a policy for the browser. */
  csp: string;
};

const PREVIEW_MS = 10 * 60_000;
const MOST_PREVIEWS = 50;

export const pageRoutes =
  ({ catalog: { pages }, passwords, clock, preview, domains, csp }: Deps) =>
  (api: Api): void => {
    const read = { access: 'catalog:read' } as const;
    const write = { access: 'catalog:write' } as const;
    const previews = new Map<string, { html: string; until: number }>();
    const digestOf = (input: { password?: string | null | undefined } | undefined) =>
      typeof input?.password === 'string' ? passwords.hash(input.password) : input?.password;

    api.get(
      '/api/v1/pages',
      {
        config: read,
        schema: {
          summary: 'Public and private pages',
          response: { 200: z.strictObject({ items: z.array(Page), next: z.null() }) },
        },
      },
      async () => {
        await pages.default();
        return { items: await pages.list(), next: null };
      },
    );
    api.post(
      '/api/v1/pages',
      {
        config: write,
        schema: {
          summary: 'Add a page',
          body: PageInput.extend({ access: PageAccessInput.optional() }),
          response: { 201: Page },
        },
      },
      async ({ body: { access, ...page } }, reply) => {
        const made = await pages.create(page, access, await digestOf(access));
        return reply.status(201).send(tagged(reply, made));
      },
    );
    api.get(
      '/api/v1/pages/:id',
      { config: read, schema: { summary: 'One page', params: Params, response: { 200: Page } } },
      async ({ params }, reply) => tagged(reply, await pages.get(params.id)),
    );
    api.patch(
      '/api/v1/pages/:id',
      {
        config: write,
        schema: {
          summary: 'Change a page',
          params: Params,
          body: patchOf(PageInput),
          response: { 200: Page },
        },
      },
      async (request, reply) => {
        requireMatch(request, await pages.get(request.params.id));
        return tagged(reply, await pages.update(request.params.id, request.body));
      },
    );
    api.delete(
      '/api/v1/pages/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a page; components and incidents stay',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await pages.remove(params.id);
        return reply.status(204).send(null);
      },
    );

    api.get(
      '/api/v1/pages/:id/access',
      {
        config: read,
        schema: { summary: 'Who may read a page', params: Params, response: { 200: PageAccess } },
      },
      async ({ params }, reply) => tagged(reply, await pages.access(params.id)),
    );
    api.put(
      '/api/v1/pages/:id/access',
      {
        config: write,
        schema: {
          summary: 'Say who may read a page',
          description: 'Signs every reader out. A password or client secret that is left out stays as it is.',
          params: Params,
          body: PageAccessInput,
          response: { 200: PageAccess },
        },
      },
      async (request, reply) => {
        const { params, body } = request;
        requireMatch(request, await pages.access(params.id));
        return tagged(reply, await pages.setAccess(params.id, body, await digestOf(body)));
      },
    );
    api.post(
      '/api/v1/pages/:id/revocations',
      {
        config: write,
        schema: { summary: 'Sign every reader out', params: Params, response: { 201: PageAccess } },
      },
      async ({ params }, reply) => reply.status(201).send(await pages.revoke(params.id)),
    );
    api.post(
      '/api/v1/pages/:id/feed-tokens',
      {
        config: { ...write, showsSecret: true },
        schema: {
          summary: 'Make an address for a feed reader',
          description: 'The token is shown once; add it to a feed of the page as `?token=`.',
          params: Params,
          body: FeedTokenInput,
          response: { 201: FeedToken.extend({ token: z.string() }) },
        },
      },
      async ({ params, body }, reply) =>
        reply.status(201).send(await pages.addFeedToken(params.id, body.label)),
    );
    api.delete(
      '/api/v1/pages/:id/feed-tokens/:tokenId',
      {
        config: write,
        schema: { summary: 'End a feed address', params: TokenParams, response: { 204: z.null() } },
      },
      async ({ params }, reply) => {
        await pages.removeFeedToken(params.id, params.tokenId);
        return reply.status(204).send(null);
      },
    );

    api.get(
      '/api/v1/pages/:id/domain',
      {
        config: read,
        schema: {
          summary: "The certificate of a page's own host",
          params: Params,
          response: { 200: PageDomain },
        },
      },
      async ({ params }) => {
        const { host } = await pages.get(params.id);
        if (host === null) throw new Problem('not-found', 'This page has no host of its own.');
        return domains.stateOf(host);
      },
    );

    api.put(
      '/api/v1/pages/:id/assets/:kind',
      {
        config: write,
        schema: {
          summary: 'Give a page its logo, favicon or font',
          params: AssetParams,
          body: AssetInput,
          response: { 200: Page },
        },
      },
      async ({ params, body }, reply) =>
        tagged(reply, await pages.putAsset(params.id, params.kind, body.base64)),
    );
    api.delete(
      '/api/v1/pages/:id/assets/:kind',
      {
        config: write,
        schema: { summary: 'Take a file of the brand away', params: AssetParams, response: { 200: Page } },
      },
      async ({ params }, reply) => tagged(reply, await pages.removeAsset(params.id, params.kind)),
    );
    api.get(
      '/api/v1/pages/:id/theme',
      {
        config: read,
        schema: { summary: 'The brand of a page, as a file', params: Params, response: { 200: Theme } },
      },
      ({ params }) => pages.exportTheme(params.id),
    );
    api.put(
      '/api/v1/pages/:id/theme',
      {
        config: write,
        schema: {
          summary: 'Take in a brand that another page exported',
          params: Params,
          body: Theme,
          response: { 200: Page },
        },
      },
      async ({ params, body }, reply) => tagged(reply, await pages.importTheme(params.id, body)),
    );

    api.post(
      '/api/v1/pages/:id/preview',
      {
        config: write,
        schema: {
          summary: 'See a page as it would be, before it is saved',
          description:
            'Answers where the preview is seen for ten minutes, and what was found about the accent colour.',
          params: Params,
          body: z.strictObject({ draft: patchOf(PageInput).default({}), locale: Locale.default('en') }),
          response: {
            201: z.strictObject({ url: z.string(), expiresAt: z.string(), accent: z.array(AccentFinding) }),
          },
        },
      },
      async ({ params, body: { draft, locale } }, reply) => {
        const page = await pages.draft(params.id, draft);
        const until = clock.nowMs() + PREVIEW_MS;
        const token = randomBytes(18).toString('base64url');
        previews.set(token, { html: await preview(page, locale), until });
        for (const key of previews.keys()) if (previews.size > MOST_PREVIEWS) previews.delete(key);
        const { accent } = page.brand;
        return reply.status(201).send({
          url: `/preview/${token}`,
          expiresAt: new Date(until).toISOString(),
          accent: accent === null ? [] : [accentIn('light', accent), accentIn('dark', accent)],
        });
      },
    );
    api.get(
      '/preview/:token',
      {
        config: { access: 'public' },
        schema: { summary: 'A page before it is saved', params: z.object({ token: z.string().max(64) }) },
      },
      async ({ params }, reply) => {
        const found = previews.get(params.token);
        if (!found || found.until < clock.nowMs())
          throw new Problem('not-found', 'This preview is over; make it again in the console.');
        return reply
          .header('content-security-policy', csp)
          .header('cache-control', 'private, no-store')
          .header('x-robots-tag', 'noindex')
          .type('text/html; charset=utf-8')
          .send(found.html);
      },
    );
  };
