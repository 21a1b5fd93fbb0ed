/**
 * Export and import of the site's templates. An import first says what it would change; what it then does is one
 * transaction, all of it or nothing, and only when every template in the file passes what saving one asks.
 */
import { setImmediate } from 'node:timers/promises';
import type { TemplateChange } from '@candor/protocol/templates.ts';
import type { Template, TemplateInput } from '@candor/protocol/words.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { blockedBy } from './check.ts';
import { type DocumentFault, type Entry, keyText, refused } from './entries.ts';
import type { TemplateShelf } from './shelf.ts';

/** Its parser is needed a few times a year, so it is loaded then. */
const theDocument = () => import('./document.ts');

const PARTS = ['subject', 'body', 'short', 'banner'] as const;

export type TemplateTransfer = {
  export(): Promise<string>;
  /** `replace` also removes what the file does not have. */
  import(
    text: string,
    options: { by: string; replace: boolean; dryRun: boolean },
  ): Promise<{ changes: TemplateChange[]; applied: boolean }>;
};

export function createTemplateTransfer({
  store,
  shelf,
  clock,
}: {
  store: Store;
  shelf: TemplateShelf;
  clock: Clock;
}): TemplateTransfer {
  return {
    async export() {
      const { writeDocument } = await theDocument();
      return writeDocument((await shelf.list()).map(inputOf));
    },
    async import(text, { by, replace, dryRun }) {
      const { readDocument } = await theDocument();
      const entries = readDocument(text);
      const same = new Set(
        changesBetween(
          await shelf.list(),
          entries.map(({ input }) => input),
          false,
        )
          .filter(({ does }) => does === 'keep')
          .map(({ key }) => key),
      );
      const faults: DocumentFault[] = [];
      for (const [i, entry] of entries.entries()) {
        // What was saved before was checked then.
        if (same.has(keyText(entry.input))) continue;
        faults.push(...faultsOf(entry, i, clock.now()));
        // A long file is no reason to keep the watch waiting.
        await setImmediate();
      }
      if (faults.length > 0) throw refused(faults);
      return store.transaction(async (tx) => {
        const there = await shelf.list({}, tx);
        const wanted = entries.map(({ input }) => input);
        const changes = changesBetween(there, wanted, replace);
        const changed = new Set(changes.filter(({ does }) => does !== 'keep').map(({ key }) => key));
        if (!dryRun)
          await shelf.change(
            {
              save: wanted.filter((input) => changed.has(keyText(input))),
              remove: changes.flatMap(({ does, id }) => (does === 'remove' && id ? [id] : [])),
            },
            by,
            tx,
          );
        return { changes, applied: !dryRun };
      });
    },
  };
}

function faultsOf({ input, line }: Entry, i: number, now: string): DocumentFault[] {
  try {
    return blockedBy(input, now).map((finding) => ({
      line,
      pointer: `/templates/${i}/${finding.part}`,
      message: `${keyText(input)}: ${finding.part} ${finding.rule}: ${finding.message}`,
      findings: [finding],
    }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const pointer = `/templates/${i}${String(error.extra['pointer'] ?? '')}`;
    return [{ line, pointer, message: `${keyText(input)}: ${error.message}` }];
  }
}

function changesBetween(
  there: readonly Template[],
  wanted: readonly Required<TemplateInput>[],
  replace: boolean,
): TemplateChange[] {
  const known = new Map(there.map((each) => [keyText(each), each]));
  const named = new Set(wanted.map(keyText));
  return [
    ...wanted.map((input): TemplateChange => {
      const key = keyText(input);
      const old = known.get(key);
      if (!old) return { does: 'add', key, id: null, parts: [...PARTS] };
      const parts = PARTS.filter((part) => old[part] !== input[part]);
      return { does: parts.length > 0 ? 'change' : 'keep', key, id: old.id, parts };
    }),
    ...there
      .filter((each) => replace && !named.has(keyText(each)))
      .map((each): TemplateChange => ({ does: 'remove', key: keyText(each), id: each.id, parts: [] })),
  ];
}

const inputOf = ({ id: _, version: __, updatedAt: ___, updatedBy: ____, ...input }: Template) => input;
