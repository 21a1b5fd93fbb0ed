/** A small public page in the look of the page it belongs to: nothing is kept of it, and nobody is told whence it came. */
import { type Html, renderDocument } from '@candor/page';
import type { FastifyReply } from 'fastify';
import type { Catalog, Page } from '#catalog';

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
