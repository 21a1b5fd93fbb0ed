/**
 * Surveys: staff opens them and reads the results; those invited answer on a page of their own or inside the
 * customer's app. A GET never answers anything, because mail scanners follow links.
 */
import { type Html, html, renderDocument, textIn } from '@candor/page';
import { EmbeddedSurvey, EmbedQuery, SurveyAnswers, SurveyReceipt } from '@candor/protocol/embed.ts';
import { SurveyInput, SurveyView } from '@candor/protocol/listen.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import type { Readers } from '#prepare';
import { type Api, actorOf, withForms } from '#web';
import type { Listen } from '../index.ts';
import { answersOf, surveyForm, surveyWords } from './form.ts';

const Params = z.object({ id: z.string().max(64) });
const Token = z.object({ token: z.string().max(64) });

export function surveyRoutes(
  { surveys }: Listen,
  { catalog, csp, readers, api }: { catalog: Catalog; csp: string; readers: Pick<Readers, 'of'>; api: Api },
): void {
  /** An end user by the host app's token, else the browser's random id. */
  const readerOf = async (authorization: string | undefined, anonymous: string | undefined) =>
    (await readers.of(authorization, anonymous)) ?? undefined;

  api.get(
    '/api/v1/incidents/:id/surveys',
    {
      config: { access: 'listen:read' },
      schema: {
        summary: 'The survey of an incident with its results',
        params: Params,
        response: { 200: z.strictObject({ items: z.array(SurveyView), next: z.null() }) },
      },
    },
    async ({ params }) => ({ items: await surveys.of(params.id), next: null }),
  );
  api.post(
    '/api/v1/incidents/:id/surveys',
    {
      config: { access: 'listen:write' },
      schema: {
        summary: 'Ask those who were affected',
        params: Params,
        body: SurveyInput.nullish(),
        response: { 201: SurveyView },
      },
    },
    async (request, reply) => {
      const { name } = await catalog.pages.default();
      const view = await surveys.open(request.params.id, {
        by: actorOf(request).by,
        pageName: name,
        questions: request.body?.questions,
      });
      return reply.status(201).send(view);
    },
  );

  api.get(
    '/api/v1/embed/surveys/:id',
    {
      config: { access: 'public', cors: true },
      schema: {
        summary: 'A survey inside the customer’s app',
        params: Params,
        querystring: EmbedQuery,
        response: { 200: EmbeddedSurvey },
      },
    },
    async ({ params, query, headers }) => {
      const reader = await readerOf(headers.authorization, query.reader);
      const { locale: _, ...survey } = await surveys.show({ id: params.id, reader });
      return survey;
    },
  );
  api.post(
    '/api/v1/embed/surveys/:id/answers',
    {
      config: { access: 'public', cors: true, perMinute: 30 },
      schema: {
        summary: 'Answer it, once',
        params: Params,
        body: SurveyAnswers,
        response: { 200: SurveyReceipt },
      },
    },
    async ({ params, body, headers }) => {
      const reader = await readerOf(headers.authorization, body.reader);
      await surveys.answer({ id: params.id, reader }, body, keyOf(headers['idempotency-key']));
      return { state: 'answered' as const };
    },
  );

  withForms(api, (forms) => {
    async function show(reply: FastifyReply, locale: string, title: string, body: Html) {
      const page = await catalog.pages.default();
      return reply
        .header('content-security-policy', csp)
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(renderDocument(page, { locale, path: '/surveys', title, body, noindex: true }));
    }
    const ofInvitation = async (token: string) => {
      const { locale, ...survey } = await surveys.show({ id: token });
      // A page of its own needs an invitation; the survey's id alone is for apps.
      if (locale === null) throw new Problem('not-found', 'This link belongs to no invitation.');
      return { survey, locale };
    };

    /** The questions, or why there are none any more. */
    async function showSurvey(reply: FastifyReply, token: string, options: { wrong?: boolean } = {}) {
      const { survey, locale } = await ofInvitation(token);
      const words = surveyWords(locale);
      if (survey.state === 'answered') return show(reply, locale, words.answeredTitle, line(words.answered));
      if (survey.state === 'closed') return show(reply, locale, words.closedTitle, line(words.closed));
      return show(reply, locale, textIn(survey.title, locale), surveyForm(survey, locale, options));
    }

    forms.get(
      '/surveys/:token',
      { config: { access: 'public' }, schema: { summary: 'The questions', params: Token } },
      ({ params }, reply) => showSurvey(reply, params.token),
    );
    forms.post(
      '/surveys/:token',
      {
        config: { access: 'public', perMinute: 30 },
        schema: { summary: 'Answer them, once', params: Token, body: z.unknown() },
      },
      async (request, reply) => {
        const { token } = request.params as { token: string };
        const { survey, locale } = await ofInvitation(token);
        const answers = answersOf(survey.questions, (request.body ?? {}) as Record<string, unknown>);
        try {
          await surveys.answer({ id: token }, { locale, answers }, keyOf(request.headers['idempotency-key']));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          if (error.code === 'request.invalid') return showSurvey(reply.status(400), token, { wrong: true });
          if (error.code === 'state.conflict') return showSurvey(reply.status(409), token);
          throw error;
        }
        const words = surveyWords(locale);
        return show(reply, locale, words.thanksTitle, line(words.thanks));
      },
    );
  });
}

const line = (text: string): Html => html`<p>${text}</p>`;

function keyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new Problem('request.invalid', 'An Idempotency-Key has 1 to 255 printable characters and no spaces.');
}
