/** Who changed what. */
import { AuditEntry } from '@candor/protocol/people.ts';
import { z } from 'zod';
import type { Api } from '../api.ts';
import type { StaffParts } from './routes.ts';

export function auditRoutes(api: Api, { people }: StaffParts): void {
  api.get(
    '/api/v1/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        summary: 'Who changed what, newest first',
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(50),
          after: z.string().max(64).optional(),
          target: z.string().max(64).optional(),
          by: z.string().max(64).optional(),
        }),
        response: { 200: z.object({ items: z.array(AuditEntry), next: z.string().nullable() }) },
      },
    },
    async ({ query }) => people.auditTrail(query),
  );
}
