/**
 * Where readers report a problem, and where staff read the reports. The form works without script; the answer says
 * what happens with a report and offers to be told. A page of another site cannot send one in a reader's name, and a
 * program that fills every field is thanked and forgotten.
 */
import { html, renderDocument, stringsFor } from '@candor/page';
import { ReportInput, ReportsView } from '@candor/protocol/watch.ts';
import { z } from 'zod';
import { type Catalog, chosenComponents } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import { type Api, type Web, withForms } from '#web';
import type { Reports } from './reports.ts';

export const reportRoutes =
  (reports: Reports, { catalog, csp, web }: { catalog: Catalog; csp: string; web: Pick<Web, 'pageOf'> }) =>
  (api: Api): void => {
    withForms(api, (forms) => {
      for (const path of ['/reports', '/p/:slug/reports'])
        forms.post(
          path,
          {
            config: { access: 'public', perMinute: 10, sameSite: true },
            schema: { summary: 'Report a problem', body: z.unknown() },
          },
          async (request, reply) => {
            const page = web.pageOf(request) ?? (await catalog.pages.default());
            const { website, ...form } = (request.body ?? {}) as Record<string, unknown>;
            const parsed = ReportInput.safeParse(form);
            if (!parsed.success)
              throw new Problem('request.invalid', 'The report could not be read.', {
                errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
              });
            const { componentId, locale } = parsed.data;
            if (componentId) {
              const components = await catalog.components.list();
              const known = chosenComponents(page, components) ?? new Set(components.map(({ id }) => id));
              refuseUnknown('component', placed('componentId', [componentId]), known);
            }
            if (!website) await reports.add(parsed.data);
            const strings = stringsFor(locale);
            const { slug } = request.params as { slug?: string };
            const base = slug === undefined ? '' : `/p/${slug}`;
            reply.status(202);
            if (request.headers['content-type']?.startsWith('application/json'))
              return reply.send({ message: `${strings.reportThanks} ${strings.reportNext}` });
            const about =
              componentId && html`<input type="hidden" name="componentIds" value="${componentId}">`;
            const body = html`<p>${strings.reportNext}</p><h2>${strings.tellMe}</h2><form method="post" action="${base}/subscribers"><input type="hidden" name="locale" value="${locale}">${about}<label for="email">${strings.email}</label><input id="email" type="email" name="email" required autocomplete="email" maxlength="254" dir="ltr"><button>${strings.subscribe}</button><p class="hint">${strings.subscribeHint}</p></form>`;
            return reply
              .header('content-security-policy', csp)
              .header('cache-control', 'private, no-store')
              .header('referrer-policy', 'no-referrer')
              .type('text/html; charset=utf-8')
              .send(
                renderDocument(page, {
                  locale,
                  path: '/report',
                  title: strings.reportThanks,
                  body,
                  noindex: true,
                }),
              );
          },
        );
    });

    api.get(
      '/api/v1/reports',
      {
        config: { access: 'watch:read' },
        schema: {
          summary: 'What readers reported, newest first, with counts and what stands out',
          querystring: z.strictObject({
            limit: z.coerce.number().int().min(1).max(200).default(50),
            after: z.string().max(64).optional(),
          }),
          response: { 200: ReportsView },
        },
      },
      ({ query }) => reports.list(query),
    );
  };
