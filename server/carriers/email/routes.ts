/**
 * Mail under /api/v1: the door for returned mail of those whose own mail server takes it, readiness, seed tests; and the
 * page on which whoever reads a test letter says where it landed.
 */
import { html, renderDocument } from '@candor/page';
import {
  MailReadiness,
  SeedLanding,
  SeedReceiptInput,
  SeedTest,
  SeedTestInput,
} from '@candor/protocol/mail-readiness.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, withForms } from '#web';
import type { Carriers } from '../index.ts';
import { LARGEST_MAIL } from './returns/incoming.ts';

const Taken = z.strictObject({
  outcome: z.enum(['applied', 'repeated', 'unknown', 'ignored']),
  event: z.string().nullable(),
  detail: z.string(),
});
const To = z.object({
  to: z
    .union([z.string().max(320), z.array(z.string().max(320)).max(20)])
    .optional()
    .transform((to) => (to === undefined ? [] : [to].flat())),
});

const Id = z.object({ id: z.string().max(64) });
const Token = z.object({ token: z.string().max(200) });
const PLACES: [SeedLanding, string][] = [
  ['inbox', 'In the inbox'],
  ['spam', 'Among the spam'],
  ['elsewhere', 'Under another tab or folder'],
];

export const mailRoutes =
  ({
    carriers: { mail },
    catalog,
    csp,
  }: {
    carriers: Pick<Carriers, 'mail'>;
    catalog: Pick<Catalog, 'pages'>;
    csp: string;
  }) =>
  (api: Api): void => {
    const read = { access: 'carriers:read' } as const;
    const write = { access: 'carriers:write' } as const;

    api.get(
      '/api/v1/mail-readiness',
      {
        config: read,
        schema: {
          summary: 'Whether mail would arrive if an outage came now',
          response: { 200: MailReadiness },
        },
      },
      () => mail.readiness.look(),
    );
    api.get(
      '/api/v1/mail-readiness/seed-tests',
      {
        config: read,
        schema: {
          summary: 'The last seed tests, newest first',
          response: { 200: z.strictObject({ items: z.array(SeedTest), next: z.null() }) },
        },
      },
      async () => ({ items: await mail.seeds.list(), next: null }),
    );
    api.post(
      '/api/v1/mail-readiness/seed-tests',
      {
        config: write,
        schema: {
          summary: 'Send a plainly labelled test letter to mailboxes of your own',
          body: SeedTestInput,
          response: { 201: SeedTest },
        },
      },
      async ({ body }, reply) => reply.status(201).send(await mail.seeds.start(body.addresses)),
    );
    api.post(
      '/api/v1/mail-readiness/seed-tests/:id/receipts',
      {
        config: write,
        schema: {
          summary: 'Say where a test letter landed, or hand over its header as it arrived',
          params: Id,
          body: SeedReceiptInput,
          response: { 201: SeedTest },
        },
      },
      async ({ params, body }, reply) => reply.status(201).send(await mail.seeds.receipt(params.id, body)),
    );

    async function show(reply: FastifyReply, path: string, title: string, body: ReturnType<typeof html>) {
      return reply
        .header('content-security-policy', csp)
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(
          renderDocument(await catalog.pages.default(), { locale: 'en', path, title, body, noindex: true }),
        );
    }
    const seedOf = async (token: string) => {
      const seed = await mail.seeds.byLink(token);
      if (!seed)
        throw new Problem('not-found', 'This link belongs to no test letter; it may have been cut off.');
      return seed;
    };
    withForms(api, (forms) => {
      forms.get(
        '/mail-seeds/:token',
        { config: { access: 'public' }, schema: { params: Token } },
        async ({ params }, reply) => {
          const { address } = await seedOf(params.token);
          return show(
            reply,
            '/mail-seeds',
            'Where did the test letter land?',
            html`<p>The test letter to ${address} was found:</p><form method="post">${PLACES.map(
              ([place, words]) => html`<p><button name="landed" value="${place}">${words}</button></p>`,
            )}</form>`,
          );
        },
      );
      forms.post(
        '/mail-seeds/:token',
        { config: { access: 'public', perMinute: 30 }, schema: { params: Token, body: z.unknown() } },
        async (request, reply) => {
          const { id } = await seedOf((request.params as { token: string }).token);
          const place = SeedLanding.safeParse((request.body as { landed?: unknown } | null)?.landed);
          // A mail program that tries its one-click unsubscribe here says nothing about where the letter landed.
          if (place.success) await mail.seeds.landed(id, place.data);
          return show(
            reply,
            '/mail-seeds',
            'Thank you',
            html`<p>${place.success ? 'It is noted. You can close this page.' : 'There is nothing to leave here: this was a single test letter.'}</p>`,
          );
        },
      );
    });

    // A message is bytes, so here a body stays what it was.
    api.register(async (plain) => {
      plain.removeAllContentTypeParsers();
      plain.addContentTypeParser(
        'message/rfc822',
        { parseAs: 'buffer', bodyLimit: LARGEST_MAIL },
        (_request, body, done) => done(null, body),
      );
      (plain as unknown as Api).post(
        '/api/v1/returned-mail',
        {
          config: write,
          schema: {
            summary: 'Hand over a message that came back, as it arrived (message/rfc822)',
            querystring: To,
            response: { 200: Taken },
          },
        },
        async ({ body, query }) => {
          if (!Buffer.isBuffer(body) || body.length === 0)
            throw new Problem('request.invalid', 'Send the message as it arrived, as message/rfc822.');
          return mail.returned.take(body, query.to);
        },
      );
    });
  };
