/** Returned mail under /api/v1: the door for those whose own mail server takes it. */
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
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

export const returnedMailRoutes =
  ({ mail }: Pick<Carriers, 'mail'>) =>
  (api: Api): void => {
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
          config: { access: 'carriers:write' },
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
