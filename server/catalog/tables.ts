/** The catalogue's own tables. */

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
    isDefault: boolean;
    createdAt: string;
    updatedAt: string;
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
