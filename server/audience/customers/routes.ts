/** Customers under /api/v1: who has a contract, imported whole or not at all. */
import { Customer, ImportReport } from '@candor/protocol/audience.ts';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Store } from '#store';
import type { Api } from '#web';
import type { Audience } from '../index.ts';

const Params = z.object({ id: z.string().max(64) });

type Deps = { audience: Pick<Audience, 'customers'>; carriers: Pick<Carriers, 'ledger'>; store: Store };

export function customerApi(api: Api, { audience: { customers }, carriers, store }: Deps): void {
  const read = { access: 'audience:read' } as const;
  const write = { access: 'audience:write' } as const;
  api.get(
    '/api/v1/customers',
    {
      config: read,
      schema: {
        summary: 'Customers',
        response: { 200: z.strictObject({ items: z.array(Customer), next: z.null() }) },
      },
    },
    async () => ({ items: await customers.list(), next: null }),
  );
  api.post(
    '/api/v1/customers/imports',
    {
      config: write,
      bodyLimit: 64_000_000,
      schema: {
        summary: 'Import customers from CSV, all or nothing',
        description: 'With `plan` it answers what the import would change, and changes nothing.',
        body: z.strictObject({ csv: z.string().max(60_000_000), plan: z.boolean().default(false) }),
        response: { 200: ImportReport, 201: ImportReport },
      },
    },
    async ({ body: { csv, plan } }, reply) =>
      reply.status(plan ? 200 : 201).send(await customers.importCsv(csv, { plan })),
  );
  api.delete(
    '/api/v1/customers/:id',
    {
      config: write,
      schema: {
        summary: 'Erase a customer and what the ledger knows of them',
        params: Params,
        response: { 204: z.null() },
      },
    },
    async ({ params }, reply) => {
      await store.transaction(async (tx) => {
        await customers.erase(params.id, tx);
        await carriers.ledger.erase(params.id, tx);
      });
      return reply.status(204).send(null);
    },
  );
}
