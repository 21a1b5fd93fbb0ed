/** A small public page in the look of the page it belongs to: nothing is kept of it, and nobody is told whence it came. */
import { type Html, html, renderDocument, stringsFor } from '@candor/page';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Catalog, Page } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { formWords } from './form-words.ts';

export type Show = (
  reply: FastifyReply,
  locale: string,
  path: string,
  title: string,
  body: Html,
  more?: { at?: Page | undefined; csp?: string },
) => Promise<FastifyReply>;

export const createShow =
  ({ catalog, csp }: { catalog: Catalog; csp: string }): Show =>
  async (reply, locale, path, title, body, { at, csp: own = csp } = {}) => {
    const { name, supportUrl, locales } = at ?? (await catalog.pages.default());
    return reply
      .header('content-security-policy', own)
      .header('cache-control', 'private, no-store')
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(renderDocument({ name, supportUrl, locales }, { locale, path, title, body, noindex: true }));
  };

/** A browser that shows an answer to a person, not a program that reads it. */
export const wantsPage = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('text/html') ?? false;

/** What is wrong with what a person sent; what no form can keep them from, in their language. */
export function faultFor({ errors, message }: Problem, locale: string): string {
  const [first] = errors;
  const words = formWords(locale);
  if (first?.path === 'quietUntil') return words.quietPair;
  // The carriers say more of an address, in English alone.
  if (first?.path === 'address' && words !== formWords('en')) return words.addressWrong;
  return first?.message ?? message;
}

type Forms = {
  setErrorHandler(
    answer: (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): unknown;
};

/** Programs get the problem; a person whose link belongs to nobody gets a page that says so, and the way to sign up. */
export const explainLostLinks = (forms: Forms, { catalog, show }: { catalog: Catalog; show: Show }): void => {
  forms.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof Problem) || error.status !== 404 || !wantsPage(request)) throw error;
    const [locale = 'en'] = (await catalog.pages.default()).locales;
    const words = formWords(locale);
    const body = html`<p>${words.lost}</p>${signUpLink(locale)}`;
    return show(reply.status(404), locale, '/subscribers', words.lostTitle, body);
  });
};

export const signUpLink = (locale: string): Html =>
  html`<p><a href="/subscribers?locale=${locale}">${stringsFor(locale).tellMe}</a></p>`;
