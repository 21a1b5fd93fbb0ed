/**
 * From a snapshot to the documents of one page, under the path of the page's own address: every path, link, form and
 * stream of theirs begins with it, and nobody else knows where the page lives.
 */
import { createHash } from 'node:crypto';
import { PAGE_SCRIPT } from '@candor/page';
import type { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { PAGE_CSP, publicDocuments } from './bytes.ts';

export type Renderer = {
  documents(signed: SignedSnapshot, extra?: ReadonlyMap<string, ShelfItem>): Map<string, ShelfItem>;
};

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export function createRenderer(): Renderer {
  return {
    documents(signed, extra) {
      const documents = publicDocuments(signed, extra);
      const prefix = new URL(signed.snapshot.page.url).pathname.replace(/\/$/, '');
      if (prefix === '') return documents;
      const script = PAGE_SCRIPT.replace("EventSource('/live')", `EventSource('${prefix}/live')`);
      const csp = PAGE_CSP.replace(hashOf(PAGE_SCRIPT), hashOf(script));
      return new Map(
        [...documents].map(([path, item]) => {
          if (!item.contentType.startsWith('text/html') || typeof item.body !== 'string')
            return [`${prefix}${path}`, item];
          const body = item.body
            .replaceAll(/(\s(?:href|src|action)=")\/(?!\/)/g, `$1${prefix}/`)
            .replace(PAGE_SCRIPT, script);
          return [`${prefix}${path}`, { ...item, body, ...(item.csp === PAGE_CSP ? { csp } : {}) }];
        }),
      );
    },
  };
}
