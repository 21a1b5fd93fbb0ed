/** The catalogue's own tables. */

import type { PageBrand, PageSelection } from '@candor/protocol/pages.ts';
import type { ComponentStatus, LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { JSONColumnType } from 'kysely';

export type CatalogTables = {
  catalogPage: {
    id: string;
    slug: string;
    name: string;
    description: string | null;
    host: string | null;
    timeZone: string;
    locales: JSONColumnType<string[]>;
    supportUrl: string | null;
    intro: JSONColumnType<LocalizedText | null, string | null, string | null>;
    footer: JSONColumnType<LocalizedText | null, string | null, string | null>;
    selection: JSONColumnType<PageSelection>;
    aliases: JSONColumnType<Record<string, LocalizedText>>;
    noindex: boolean;
    hsts: boolean;
    brand: JSONColumnType<PageBrand>;
    access: JSONColumnType<object>;
    isDefault: boolean;
    createdAt: string;
    updatedAt: string;
  };
  catalogPageAsset: {
    pageId: string;
    kind: string;
    contentType: string;
    digest: string;
    bytes: Buffer;
    createdAt: string;
  };
  catalogGroup: {
    id: string;
    pageId: string;
    name: JSONColumnType<LocalizedText>;
    position: number;
    createdAt: string;
    updatedAt: string;
  };
  catalogComponent: {
    id: string;
    pageId: string;
    groupId: string | null;
    slug: string;
    name: JSONColumnType<LocalizedText>;
    description: JSONColumnType<LocalizedText | null, string | null, string | null>;
    position: number;
    weight: number;
    automaticFirstWord: boolean;
    safetyCritical: boolean;
    onlyShowIfDegraded: boolean;
    showcase: boolean;
    manualStatus: ComponentStatus | null;
    startDate: string | null;
    retiredAt: string | null;
    createdAt: string;
    updatedAt: string;
  };
};
