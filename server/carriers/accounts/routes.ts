/** Accounts of carriers under /api/v1, previews by a carrier's own rules, and the address to which providers report. */
import {
  AccountFinding,
  CarrierAccount,
  CarrierAccountInput,
  CarrierPreview,
  Delivery,
} from '@candor/protocol/carriers.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { type Api, requireMatch, tagged } from '#web';
import type { Call } from '../carrier.ts';
import type { Carriers } from '../index.ts';

const Id = z.string().max(64);
const One = z.object({ id: Id });
const Of = z.object({ carrier: z.string().max(40) });
const PreviewInput = z.strictObject({
  subject: z.string().max(1_000).default(''),
  text: z.string().max(25_000),
  html: z.string().max(200_000).optional(),
  short: z.string().max(25_000).optional(),
});
const LARGEST_CALL = 1024 * 1024;

export const accountsRoutes =
  (carriers: Carriers) =>
  (api: Api): void => {
    const read = { access: 'carriers:read' } as const;
    const write = { access: 'carriers:write' } as const;
    const { accounts } = carriers;

    api.get(
      '/api/v1/carriers/:carrier/accounts',
      {
        config: read,
        schema: {
          summary: 'Accounts of a carrier, in the order in which they are tried',
          params: Of,
          response: { 200: z.strictObject({ items: z.array(CarrierAccount), next: z.null() }) },
        },
      },
      async ({ params }) => ({ items: await accounts.list(params.carrier), next: null }),
    );
    api.post(
      '/api/v1/carriers/:carrier/accounts',
      {
        config: write,
        schema: {
          summary: 'Add an account; its secrets are sealed and never shown again',
          params: Of,
          body: CarrierAccountInput,
          response: { 201: CarrierAccount },
        },
      },
      async ({ params, body }, reply) =>
        reply.status(201).send(tagged(reply, await accounts.create(params.carrier, body))),
    );
    api.get(
      '/api/v1/carrier-accounts/:id',
      { config: read, schema: { summary: 'One account', params: One, response: { 200: CarrierAccount } } },
      async ({ params }, reply) => tagged(reply, await accounts.get(params.id)),
    );
    // Whoever knows the address may report there, so it is for those alone who may change the account.
    api.get(
      '/api/v1/carrier-accounts/:id/callback',
      {
        config: write,
        schema: {
          summary: 'Where the provider of this account reports to; null when it reports nothing',
          params: One,
          response: { 200: z.strictObject({ url: z.string().nullable() }) },
        },
      },
      async ({ params }) => ({ url: await carriers.callbackUrl(params.id) }),
    );
    api.patch(
      '/api/v1/carrier-accounts/:id',
      {
        config: write,
        schema: {
          summary: 'Change an account; a secret that is null stays as it is',
          params: One,
          body: patchOf(CarrierAccountInput.omit({ provider: true })),
          response: { 200: CarrierAccount },
        },
      },
      async (request, reply) => {
        requireMatch(request, await accounts.get(request.params.id));
        const change = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return tagged(reply, await accounts.update(request.params.id, change));
      },
    );
    api.delete(
      '/api/v1/carrier-accounts/:id',
      {
        config: write,
        schema: {
          summary: 'Remove an account; what waits for it stays in the ledger',
          params: One,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        requireMatch(request, await accounts.get(request.params.id));
        await accounts.remove(request.params.id);
        return reply.status(204).send(null);
      },
    );
    api.post(
      '/api/v1/carrier-accounts/:id/checks',
      {
        config: write,
        schema: {
          summary: 'Try an account without telling anybody',
          params: One,
          response: { 200: z.strictObject({ items: z.array(AccountFinding), next: z.null() }) },
        },
      },
      async ({ params }) => ({ items: await carriers.check(params.id), next: null }),
    );
    api.post(
      '/api/v1/carriers/:carrier/tests',
      {
        config: write,
        schema: {
          summary: 'Send a plainly labelled test to one address; its delivery says how it ended',
          params: Of,
          body: z.strictObject({ address: z.string().max(4_000) }),
          response: { 201: Delivery },
        },
      },
      async ({ params, body }, reply) => {
        const id = await carriers.test(params.carrier, body.address);
        return reply.status(201).send(await carriers.ledger.get(id));
      },
    );
    api.post(
      '/api/v1/carriers/:carrier/previews',
      {
        config: read,
        schema: {
          summary: 'A message as this carrier would send it, counted by its own rule',
          params: Of,
          body: PreviewInput,
          response: { 200: CarrierPreview },
        },
      },
      async ({ params, body }) => {
        const carrier = carriers.all.get(params.carrier);
        if (!carrier) throw new Problem('not-found', `There is no carrier "${params.carrier}".`);
        const { subject, text, html, short } = body;
        const form = { subject, text, ...(html ? { html } : {}), ...(short ? { short } : {}) };
        const { texts, ...shown } = carrier.show({
          form,
          event: { type: 'preview', data: { subject, text } },
        });
        return { carrier: carrier.name, ...shown, texts: [...texts] };
      },
    );

    // Providers sign the bytes, so here a body stays what it was.
    api.register(async (plain) => {
      plain.removeAllContentTypeParsers();
      plain.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: LARGEST_CALL },
        (_request, body, done) => done(null, body),
      );
      plain.route({
        method: ['GET', 'POST', 'PUT'],
        url: '/carriers/:token',
        config: { access: 'public', perMinute: 6_000 },
        schema: { hide: true, params: z.object({ token: z.string().max(64) }) } as never,
        async handler(request, reply) {
          const { token } = request.params as { token: string };
          const call: Call = {
            method: request.method,
            url: request.url,
            headers: Object.fromEntries(
              Object.entries(request.headers).map(([name, value]) => [
                name,
                Array.isArray(value) ? value.join(', ') : value,
              ]),
            ),
            body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          };
          const answer = await carriers.receive(token, call);
          if (!answer) throw new Problem('not-found', 'Nothing is received here.');
          if (answer.contentType) reply.type(answer.contentType);
          return reply.status(answer.status).send(answer.body ?? null);
        },
      });
    });
  };
