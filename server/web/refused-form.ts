/**
 * A form that is refused before any room sees it, because too many came or nothing can be kept at the moment: whoever
 * sent it with a browser reads that on a page, in the look of the page they are on. Programs get the problem.
 */
import { html, renderDocument, stringsFor } from '@candor/page';
import type { FastifyRequest } from 'fastify';
import { lookOf, type Page } from '#catalog';
import type { Problem } from '#lib/problem.ts';
import { below } from './below.ts';
import { languageOf } from './language.ts';

export const REFUSED_FORM_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i;

/** The document to show, or null where the problem itself is the answer. */
export function refusedForm(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  { status }: Pick<Problem, 'status'>,
  { page, prefix }: { page: Page; prefix: string },
): string | null {
  const isRefused = status === 429 || status === 503;
  const isForm = method === 'POST' && FORMS.test(headers['content-type'] ?? '');
  if (!isRefused || !isForm || !headers.accept?.includes('text/html')) return null;
  const locale = languageOf(page.locales, headers['accept-language']) ?? 'en';
  const { notTaken, notTakenNext } = stringsFor(locale);
  const look = lookOf(page);
  const { name, supportUrl, locales } = page;
  const document = renderDocument(
    { name, supportUrl, locales, ...(look ? { look } : {}) },
    { locale, path: '/', title: notTaken, body: html`<p>${notTakenNext}</p>`, noindex: true },
  );
  return below(prefix, document);
}
