/** Contracts, credit runs and statements under /api/v1; and the customer's own copy at /statements/:token. */

import { renderDocument } from '@candor/page';
import { CheckedStatement, CreditRun, StoredContract } from '@candor/protocol/amend.ts';
import { z } from 'zod';
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf } from '#web';
import type { StatementRow } from './credits.ts';
import type { Amend } from './index.ts';
import { Contract } from './sla/contract.ts';
import { statementBody } from './statement/page.ts';
import { creditWords } from './statement/words.ts';

const Params = z.object({ id: z.string().max(64) });
const Period = z.string().max(10);
const Plans = z.array(z.string().min(1).max(100)).max(100).nullable().default(null);

export const amendRoutes =
  (
    amend: Amend,
    audience: Audience,
    { catalog, clock, csp }: { catalog: Catalog; clock: Clock; csp: string },
  ) =>
  (api: Api): void => {
    const read = { access: 'amend:read' } as const;
    const write = { access: 'amend:write' } as const;
    const view = (row: StatementRow) => ({
      id: row.id,
      customerId: row.customerId,
      customerName: row.customerName,
      period: row.period,
      uptimePct: row.statement.uptimePct,
      downMinutes: row.statement.downMinutes,
      targetMet: row.statement.targetMet,
      creditMinor: row.creditMinor,
      currency: row.currency,
      approvedAt: row.approvedAt,
      bookedOn: row.bookedOn,
      link: `/statements/${audience.links.make('statement', row.id)}`,
    });
    const contractBody = z.strictObject({ contract: z.record(z.string(), z.unknown()), plans: Plans });
    const parse = (contract: Record<string, unknown>) => {
      const parsed = Contract.safeParse({ ...contract, id: 'ctr_new' });
      if (parsed.success) return parsed.data;
      throw new Problem('request.invalid', 'The contract does not hold together.', {
        errors: parsed.error.issues.map((issue) => ({
          path: ['contract', ...issue.path].join('.'),
          message: issue.message,
        })),
      });
    };

    api.get(
      '/api/v1/contracts',
      {
        config: read,
        schema: {
          summary: 'Service-level contracts',
          response: { 200: z.strictObject({ items: z.array(StoredContract), next: z.null() }) },
        },
      },
      async () => ({ items: await amend.contracts.list(), next: null }),
    );
    api.post(
      '/api/v1/contracts',
      {
        config: write,
        schema: { summary: 'Add a contract', body: contractBody, response: { 201: StoredContract } },
      },
      async ({ body }, reply) =>
        reply.status(201).send(await amend.contracts.save(null, parse(body.contract), body.plans)),
    );
    api.put(
      '/api/v1/contracts/:id',
      {
        config: write,
        schema: {
          summary: 'Change a contract',
          params: Params,
          body: contractBody,
          response: { 200: StoredContract },
        },
      },
      ({ params, body }) => amend.contracts.save(params.id, parse(body.contract), body.plans),
    );
    api.get(
      '/api/v1/contracts/:id/statements',
      {
        config: read,
        schema: {
          summary: 'Statements of a period',
          params: Params,
          querystring: z.strictObject({ period: Period }),
          response: { 200: CreditRun },
        },
      },
      async ({ params, query }) => {
        const { contract } = await amend.contracts.get(params.id);
        const rows = await amend.credits.list(params.id, query.period);
        const totalMinor = rows.reduce((sum, row) => sum + row.creditMinor, 0);
        return { items: rows.map(view), next: null, totalMinor, currency: contract.currency, skipped: [] };
      },
    );
    api.post(
      '/api/v1/contracts/:id/runs',
      {
        config: write,
        schema: {
          summary: 'Compute the credits of a period',
          params: Params,
          body: z.strictObject({ period: Period }),
          response: { 201: CreditRun },
        },
      },
      async ({ params, body }, reply) => {
        const { statements, ...run } = await amend.credits.compute(params.id, body.period);
        return reply.status(201).send({ items: statements.map(view), next: null, ...run });
      },
    );
    api.put(
      '/api/v1/contracts/:id/approvals/:period',
      {
        config: write,
        schema: {
          summary: 'Approve the credits of a period, and tell each customer of their own',
          description: '`bookedOn`: the date on which customers find it in their accounts; they are told it.',
          params: Params.extend({ period: Period }),
          body: z.strictObject({ bookedOn: z.iso.date().nullable().default(null) }).nullish(),
          response: { 200: CreditRun },
        },
      },
      async (request) => {
        const { statements, ...run } = await amend.credits.approve(
          request.params.id,
          request.params.period,
          actorOf(request).by,
          request.body?.bookedOn,
        );
        return { items: statements.map(view), next: null, ...run };
      },
    );
    api.get(
      '/api/v1/statements/:id',
      {
        config: read,
        schema: {
          summary: 'One statement with every step, recomputed',
          params: Params,
          response: {
            200: CheckedStatement,
          },
        },
      },
      async ({ params }) => {
        const { statement } = await amend.credits.get(params.id);
        return { statement, check: amend.credits.check(statement) };
      },
    );
    api.get(
      '/statements/:token',
      {
        config: { access: 'public' },
        schema: {
          summary: 'A customer’s own statement: a page for browsers, JSON for programs',
          params: z.object({ token: z.string().max(200) }),
          querystring: z.object({
            lang: z.string().max(35).optional(),
            format: z.enum(['html', 'json']).optional(),
          }),
        },
      },
      async ({ params, query, headers }, reply) => {
        const id = audience.links.read('statement', params.token);
        if (!id) throw new Problem('not-found', 'This link belongs to no statement.');
        const row = await amend.credits.get(id);
        const { statement } = row;
        const check = amend.credits.check(statement);
        reply.header('cache-control', 'private, no-store').header('referrer-policy', 'no-referrer');
        const asPage = query.format ? query.format === 'html' : headers.accept?.includes('text/html');
        if (!asPage) return reply.send({ statement, check });
        const customer = (await audience.customers.list()).find(({ id: each }) => each === row.customerId);
        const { locale } = creditWords(query.lang ?? customer?.locale ?? 'en');
        const { title, body } = statementBody(row, {
          locale,
          timeZone: customer?.timeZone ?? 'UTC',
          same: check.same,
          dataUrl: `/statements/${params.token}?format=json`,
          now: clock.now(),
        });
        const page = await catalog.pages.default();
        return reply
          .header('content-security-policy', csp)
          .type('text/html; charset=utf-8')
          .send(renderDocument(page, { locale, path: '/statements', title, body, noindex: true }));
      },
    );
  };
