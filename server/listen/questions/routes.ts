/** Questions: readers ask by a form that needs no JavaScript; staff opens and closes the round, sorts and answers. */
import { html, renderDocument } from '@candor/page';
import {
  QuestionAnswer,
  QuestionEdit,
  QuestionRound,
  QuestionRoundInput,
  Questions as QuestionsView,
  QuestionView,
} from '@candor/protocol/questions.ts';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf, withForms } from '#web';
import type { Questions } from './questions.ts';
import { QUESTION_LOCALES, questionWords } from './words.ts';

const Params = z.object({ id: z.string().max(64) });
const Asked = z.object({
  text: z.string().max(20_000).default(''),
  locale: z.string().max(35).default('en'),
  website: z.string().max(2_000).default(''),
});

export function questionRoutes(
  questions: Questions,
  { catalog, csp, api }: { catalog: Catalog; csp: string; api: Api },
): void {
  const read = { access: 'listen:read' } as const;
  const write = { access: 'listen:write' } as const;

  api.get(
    '/api/v1/incidents/:id/questions',
    {
      config: read,
      schema: {
        summary: 'What was asked about an incident',
        params: Params,
        response: { 200: QuestionsView },
      },
    },
    ({ params }) => questions.of(params.id),
  );
  api.put(
    '/api/v1/incidents/:id/questions/round',
    {
      config: write,
      schema: {
        summary: 'Let readers ask, or change when they are answered',
        description: 'Those who were affected or told are told of it, once.',
        params: Params,
        body: QuestionRoundInput,
        response: { 200: QuestionRound },
      },
    },
    (request) => questions.open(request.params.id, request.body, actorOf(request).by),
  );
  api.delete(
    '/api/v1/incidents/:id/questions/round',
    {
      config: write,
      schema: { summary: 'Take no more questions', params: Params, response: { 200: QuestionRound } },
    },
    (request) => questions.close(request.params.id, actorOf(request).by),
  );
  api.patch(
    '/api/v1/questions/:id',
    {
      config: write,
      schema: {
        summary: 'Show or hide a question, word it otherwise, put it together with another',
        params: Params,
        body: QuestionEdit,
        response: { 200: QuestionView },
      },
    },
    ({ params, body }) => questions.edit(params.id, body),
  );
  api.put(
    '/api/v1/questions/:id/answer',
    {
      config: write,
      schema: {
        summary: 'Answer a question in public',
        params: Params,
        body: QuestionAnswer,
        response: { 200: QuestionView },
      },
    },
    (request) => questions.answer(request.params.id, request.body.text, actorOf(request).by),
  );

  withForms(api, (forms) => {
    forms.post(
      '/incidents/:id/questions',
      {
        config: { access: 'public', perMinute: 6 },
        schema: { summary: 'Ask a question', params: Params, body: z.unknown() },
      },
      async (request, reply) => {
        const { id } = request.params as z.output<typeof Params>;
        const { text, locale: wanted, website } = Asked.parse(request.body ?? {});
        const locale = QUESTION_LOCALES.includes(wanted.split('-')[0]!) ? wanted : 'en';
        const words = questionWords(locale);
        const page = await catalog.pages.default();
        const show = (title: string, line: string) =>
          reply
            .header('content-security-policy', csp)
            .header('cache-control', 'private, no-store')
            .type('text/html; charset=utf-8')
            .send(
              renderDocument(page, {
                locale,
                path: '/questions',
                title,
                body: html`<p>${line}</p><p><a href="${locale === (page.locales[0] ?? 'en') ? '' : `/${locale}`}/incidents/${id}/questions">${words.again}</a></p>`,
                noindex: true,
              }),
            );
        // Nobody sees that field but programs that fill in everything.
        if (website !== '') return show(words.thanksTitle, words.thanks);
        try {
          await questions.ask(id, { text, locale });
        } catch (error) {
          if (!(error instanceof Problem) || error.code === 'not-found') throw error;
          reply.status(error.code === 'request.invalid' ? 400 : 409);
          return show(words.refusedTitle, error.code === 'request.invalid' ? words.ask : words.closed);
        }
        return show(words.thanksTitle, words.thanks);
      },
    );
  });
}
