/** What the pages' editor knows of a page: where it is read, and how to read and save it. */
import type { Page } from '@candor/protocol/catalog.ts';
import { type Listed, patch } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';

export const usePages = () => useGet<Listed<Page>>('/pages');

export const useSavePage = (page: Page) =>
  useSend((change: object) => patch<Page>(`/pages/${page.id}`, change), { touches: ['/pages'] });

/** From this console; a page with a host of its own is read there. */
export const addressOf = ({ isDefault, host, slug }: Page): string =>
  isDefault
    ? '/'
    : host
      ? `${location.protocol}//${host}${location.port && `:${location.port}`}/`
      : `/p/${slug}/`;

export const listed = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter(Boolean);
