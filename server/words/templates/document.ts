/**
 * All templates of a site as one file that people read, keep in version control and carry elsewhere: YAML, or JSON,
 * which is YAML too. What is written is read back exactly. Knows nothing of the database.
 */
import { TemplateInput } from '@candor/protocol/words.ts';
import { isMap, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { type DocumentFault, type Entry, keyText, refused } from './entries.ts';

export const DOCUMENT_VERSION = 1;
const MOST = 2_000;

const Document = z.strictObject({
  candorTemplates: z.literal(DOCUMENT_VERSION),
  templates: z.array(z.unknown()).max(MOST),
});

export function writeDocument(templates: readonly TemplateInput[]): string {
  const items = templates.map((each) => {
    const { kind, phase, tone, locale, segment, subject, body, short, banner } = TemplateInput.parse(each);
    const key = { kind, ...(phase ? { phase } : {}), tone, locale, ...(segment ? { segment } : {}) };
    return { ...key, subject, body, short, banner };
  });
  return stringify({ candorTemplates: DOCUMENT_VERSION, templates: items }, { lineWidth: 0 });
}

export function readDocument(text: string): Entry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  const wrong = document.errors.map(({ pos, message }) => ({
    line: lineOf(pos[0]),
    pointer: '',
    message,
  }));
  if (wrong.length > 0) throw refused(wrong);
  const read = Document.safeParse(plain(document));
  if (!read.success)
    throw refused(
      read.error.issues.map(({ path, message }) => ({ line: 1, pointer: pointerTo(path), message })),
    );
  const list = isMap(document.contents) ? document.contents.get('templates', true) : null;
  const nodes = isSeq(list) ? list.items : [];
  const rangeOf = (node: unknown) => (node as { range?: [number, number, number] } | null)?.range?.[0];
  const faults: DocumentFault[] = [];
  const entries: Entry[] = [];
  const seen = new Map<string, number>();
  for (const [i, item] of read.data.templates.entries()) {
    const node = nodes[i];
    const line = lineOf(rangeOf(node));
    const input = TemplateInput.safeParse(item);
    if (!input.success) {
      for (const { path, message } of input.error.issues) {
        const inside = isMap(node) && path[0] !== undefined ? node.get(String(path[0]), true) : null;
        faults.push({
          line: lineOf(rangeOf(inside) ?? rangeOf(node)),
          pointer: pointerTo(['templates', i, ...path]),
          message,
        });
      }
      continue;
    }
    const key = keyText(input.data);
    const first = seen.get(key);
    if (first !== undefined)
      faults.push({
        line,
        pointer: pointerTo(['templates', i]),
        message: `${key} stands in the file twice; the first is in line ${first}.`,
      });
    seen.set(key, line);
    entries.push({ input: input.data, line });
  }
  if (faults.length > 0) throw refused(faults);
  return entries;
}

/** No alias is followed: a few lines of them could stand for gigabytes. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw refused([{ line: 1, pointer: '', message: 'Aliases (*name) are not read; write it out.' }]);
  }
}

const pointerTo = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part)}`).join('');
