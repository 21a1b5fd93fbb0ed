/**
 * The page to which the `type` of every problem leads: each code with its status and what it means, at an anchor of
 * its own. Made from the same list as the answers, so that a code without an explanation cannot be.
 */
import { html, renderDocument } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { PROBLEMS } from '#lib/problem.ts';
import type { ShelfItem } from './front/entry.ts';

/** Problems are said in English, whatever the page speaks. */
export function problemDocuments(page: Snapshot['page']): Map<string, ShelfItem> {
  const locale = page.locales.includes('en') ? 'en' : (page.locales[0] ?? 'en');
  const body = html`<div lang="en"><p>Every error of the API is an <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem with one of these codes. The detail of the answer says what to do.</p>${Object.entries(
    PROBLEMS,
  ).map(
    ([code, [status, meaning]]) => html`<h2 id="${code}">${code}</h2><p>Status ${status}. ${meaning}</p>`,
  )}</div>`;
  return new Map([
    [
      '/docs/problems',
      {
        contentType: 'text/html; charset=utf-8',
        body: renderDocument(page, {
          locale,
          path: '/docs/problems',
          title: 'Problems',
          body,
          noindex: true,
        }),
      },
    ],
  ]);
}
