/**
 * Checklists on Candor's own pages: forms that work without script. The reader is a random id in the address, made
 * with the first tick; no cookie is set, and the address is told to nobody (no referrer, not indexed, not cached).
 */
import { randomBytes } from 'node:crypto';
import { type Html, html, markdown, renderDocument, textIn } from '@candor/page';
import { type EmbeddedChecklist, type EmbeddedChecklistItem, Reader } from '@candor/protocol/embed.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, withForms } from '#web';
import type { Prepare } from './index.ts';
import { prepareWords } from './prepare-words.ts';
import { addressIn, prefixOf } from './public.ts';

const Query = z.object({ reader: Reader.optional().catch(undefined) });
const Form = z.object({
  reader: Reader,
  done: z.enum(['true', 'false']),
  answer: z.string().max(64).optional(),
});

export const hostedRoutes =
  ({ checklists }: Prepare, { catalog, csp }: { catalog: Catalog; csp: string }) =>
  (api: Api): void => {
    const page = () => catalog.pages.default();

    withForms(api, (forms) => {
      for (const prefix of ['', '/:locale']) {
        forms.get(
          `${prefix}/checklists/:slug`,
          { config: { access: 'public' }, schema: { hide: true, querystring: Query } },
          async ({ params, query }, reply) => {
            const { slug, locale } = await placeOf(params);
            const reader = query.reader ?? null;
            return show(reply, locale, reader, await checklists.seenBy(anonymous(reader), slug), null);
          },
        );
        forms.post(
          `${prefix}/checklists/:slug/items/:itemId`,
          { config: { access: 'public', perMinute: 120 }, schema: { hide: true, body: z.unknown() } },
          async ({ params, body }, reply) => {
            const { slug, locale, itemId } = await placeOf(params);
            const words = prepareWords(locale);
            const form = Form.safeParse(body ?? {});
            if (!form.success)
              throw new Problem('request.invalid', 'The form could not be read; open the list again.');
            const { reader, done, answer } = form.data;
            const before = await checklists.seenBy(anonymous(reader), slug);
            const item = before.items.find(({ id }) => id === itemId);
            if (!item)
              return show(reply.status(404), locale, reader, before, { itemId: null, text: words.moved });
            if (item.kind === 'question' && done === 'true' && answer === undefined)
              return show(reply.status(422), locale, reader, before, { itemId, text: words.choose });
            await checklists.progress(anonymous(reader)!, slug, itemId, {
              done: done === 'true',
              ...(item.kind === 'question' && answer !== undefined ? { answer } : {}),
            });
            const path = await pathOf(locale, slug);
            return reply.redirect(`${path}?reader=${reader}#${itemId}`, 303);
          },
        );
      }
    });

    const anonymous = (reader: string | null) => (reader === null ? null : `anonymous:${reader}`);

    /** Which list, and in which of the page's languages. */
    async function placeOf(params: unknown) {
      const { locales } = await page();
      const { slug, locale = locales[0] ?? 'en', itemId = '' } = params as Record<string, string>;
      if (!locales.includes(locale)) throw new Problem('not-found', 'There is nothing at this address.');
      return { slug: slug!, locale, itemId };
    }
    async function pathOf(locale: string, slug: string): Promise<string> {
      return `${prefixOf(locale, (await page()).locales)}/checklists/${slug}`;
    }

    async function show(
      reply: FastifyReply,
      locale: string,
      reader: string | null,
      list: EmbeddedChecklist,
      message: { itemId: string | null; text: string } | null,
    ) {
      const words = prepareWords(locale);
      const path = await pathOf(locale, list.slug);
      const who = reader ?? randomBytes(18).toString('base64url');
      const done = list.items.filter((item) => item.done).length;
      const body = html`${list.intro && markdown(textIn(list.intro, locale))}<p class="age">${words.progress(done, list.items.length)} ${reader === null ? words.keptSoon : words.kept}</p>${
        message && message.itemId === null && html`<p role="alert"><b>${message.text}</b></p>`
      }${list.completedAt !== null && html`<p role="status"><b>${words.complete}</b></p>`}<ol class="u">${list.items.map(
        (item) =>
          html`<li id="${item.id}">${itemBody(item, {
            locale,
            prefix: path.slice(0, path.indexOf('/checklists/')),
            action: `${path}/items/${item.id}`,
            reader: who,
            message: message?.itemId === item.id ? message.text : null,
          })}</li>`,
      )}</ol>`;
      return reply
        .header('content-security-policy', csp)
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(
          renderDocument(await page(), {
            locale,
            path: `/checklists/${list.slug}`,
            title: textIn(list.title, locale),
            body,
            noindex: true,
          }),
        );
    }
  };

function itemBody(
  { id, kind, title, text, url, options, done, feedback }: EmbeddedChecklistItem,
  {
    locale,
    prefix,
    action,
    reader,
    message,
  }: { locale: string; prefix: string; action: string; reader: string; message: string | null },
): Html {
  const words = prepareWords(locale);
  const name = textIn(title, locale);
  const more = html`${text && markdown(textIn(text, locale))}${url && html`<p><a href="${addressIn(url, prefix)}" aria-label="${words.open}: ${name}">${words.open}</a></p>`}`;
  const form = (inner: Html, state: boolean) =>
    html`<form method="post" action="${action}"><input type="hidden" name="reader" value="${reader}"><input type="hidden" name="done" value="${String(state)}">${inner}</form>`;
  const mark = html`<span class="by">✓ ${kind === 'policy' ? words.accepted : words.done}</span>`;
  if (kind === 'question') {
    const hint = message ?? (feedback && `${words.wrong} ${textIn(feedback, locale)}`);
    if (done) return html`<p><span class="ph">${name}</span>${mark}</p>${more}`;
    return form(
      html`<fieldset><legend>${name}</legend>${more}${options.map(
        (option) =>
          html`<label><input type="radio" name="answer" value="${option.id}">${textIn(option.text, locale)}</label>`,
      )}</fieldset>${hint && html`<p id="${id}-hint" role="alert">${hint}</p>`}<button>${words.check}</button>`,
      true,
    );
  }
  const again =
    kind === 'policy'
      ? html``
      : form(html`<button class="plain" aria-label="${words.undo}: ${name}">${words.undo}</button>`, false);
  const tick = kind === 'policy' ? words.accept : words.tick;
  return html`<p><span class="ph">${name}</span>${done && mark}</p>${more}${
    done ? again : form(html`<button aria-label="${tick}: ${name}">${tick}</button>`, true)
  }`;
}
