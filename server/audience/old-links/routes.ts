/**
 * The addresses that mails of the status page before this one named. They show the button that ends the subscription;
 * only the POST of that button, or of one click in the mail program, ends it.
 */
import { html } from '@candor/page';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, isOldWayOut, withForms } from '#web';
import { formWords } from '../form-words.ts';
import type { Audience } from '../index.ts';
import { explainLostLinks, type Show } from '../small-page.ts';
import { spellingsOf } from './links.ts';

/** What the pages of others call it; `/unsubscribe/legacy/TOKEN` is for whoever redirects to here. */
const PATHS = ['/unsubscribe', '/unsubscribe/*', '/subscriptions/*', '/subscribe/*', '/'];
/** The page itself, of which nobody asked to end anything. */
const isPage = (url: string) => /^\/(?:\?|$)/.test(url) && !isOldWayOut(url);

export const oldLinkRoutes = (
  api: Api,
  { audience, catalog, show }: { audience: Audience; catalog: Catalog; show: Show },
): void =>
  withForms(api, (forms) => {
    explainLostLinks(forms, { catalog, show });
    const subscriberOf = async ({ url }: FastifyRequest) => {
      const id = await audience.oldLinks.find(spellingsOf(url));
      if (!id)
        throw new Problem(
          'not-found',
          'This link belongs to no subscription that was taken over. The link in a newer message works.',
        );
      return audience.subscribers.get(id);
    };
    for (const path of PATHS) {
      forms.get(path, { config: { access: 'public' } }, async (request, reply) => {
        if (isPage(request.url)) return reply.callNotFound();
        const { locale } = await subscriberOf(request);
        const words = formWords(locale);
        const body = html`<p>${words.unsubscribeAsk}</p><form method="post"><button>${words.unsubscribeButton}</button></form>`;
        return show(reply, locale, '/unsubscribe', words.unsubscribeTitle, body);
      });
      forms.post(
        path,
        { config: { access: 'public', perMinute: 600 }, schema: { body: z.unknown() } },
        async (request, reply) => {
          if (isPage(request.url)) return reply.callNotFound();
          const { id, locale } = await subscriberOf(request);
          await audience.subscribers.end(id, 'unsubscribed', 'asked to stop');
          const words = formWords(locale);
          return show(
            reply,
            locale,
            '/unsubscribe',
            words.unsubscribedTitle,
            html`<p>${words.unsubscribed}</p>`,
          );
        },
      );
    }
  });
