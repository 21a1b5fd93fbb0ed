/**
 * The file that `candor apply` reads: its shape, made from the schemas of the API, and the line of each fault in it.
 * Knows nothing of what is there already.
 */
import { ComponentInput, GroupInput, PageInput } from '@candor/protocol/catalog.ts';
import { HoldingSetInput } from '@candor/protocol/holding.ts';
import { OutsideCopyInput } from '@candor/protocol/outside.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { EmailAddress, Role } from '@candor/protocol/people.ts';
import { MonitorInput } from '@candor/protocol/watch.ts';
import { TemplateInput } from '@candor/protocol/words.ts';
import { type WorkflowAction, WorkflowConditions, WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Complaint } from './complaint.ts';

const Reference = z.string().min(1).max(200);
const References = z.array(Reference).max(500);
const named = <T extends object>(schema: z.ZodType<Partial<T>>, ...fields: (keyof T & string)[]) =>
  schema.superRefine((value, context) => {
    for (const field of fields)
      if (value[field] === undefined)
        context.addIssue({ code: 'custom', path: [field], message: `this needs its ${field}` });
  }) as unknown as z.ZodType<T>;

type Fields<K extends string> = Record<K, string> & Record<string, unknown>;

export const Wanted = z.strictObject({
  page: patchOf(PageInput).optional(),
  groups: z
    .array(named<{ name: Record<string, string>; position?: number }>(patchOf(GroupInput) as never, 'name'))
    .default([]),
  components: z
    .array(
      named<Fields<'slug'> & { group?: string }>(
        patchOf(ComponentInput.omit({ groupId: true }).extend({ group: Reference.optional() })) as never,
        'slug',
      ),
    )
    .default([]),
  monitors: z
    .array(
      named<Fields<'name' | 'component'>>(
        patchOf(MonitorInput.omit({ componentId: true }).extend({ component: Reference })) as never,
        'name',
        'component',
      ),
    )
    .default([]),
  people: z.array(z.strictObject({ email: EmailAddress, role: Role })).default([]),
  templates: z.array(TemplateInput).max(500).default([]),
  /** Copies outside, of the page or for holding pages. */
  places: z
    .array(named<Fields<'name'>>(patchOf(OutsideCopyInput) as never, 'name'))
    .max(100)
    .default([]),
  holdingSets: z
    .array(named<Fields<'name'>>(patchOf(HoldingSetInput) as never, 'name'))
    .max(100)
    .default([]),
  workflows: z
    .array(
      named<{
        name: string;
        trigger?: { kind: string; settings: Record<string, unknown> };
        conditions?: Partial<WorkflowConditions>;
        actions?: WorkflowAction[];
      }>(
        patchOf(
          WorkflowRuleInput.extend({
            conditions: patchOf(
              WorkflowConditions.extend({ componentIds: References, groupIds: References }),
            ) as never,
          }),
        ) as never,
        'name',
      ),
    )
    .max(200)
    .default([]),
});
export type Wanted = z.infer<typeof Wanted>;

export type Path = readonly PropertyKey[];

/** Something in the file that cannot be, and where in the file it stands. */
export class Fault extends Error {
  readonly path: Path;
  constructor(path: Path, message: string) {
    super(message);
    this.name = 'Fault';
    this.path = path;
  }
}

export type WantedFile = {
  wanted: Wanted;
  /** Runs `work` and says of each fault that it finds in which line of the file it lies. */
  locating<T>(work: () => T): T;
  /** Where something stands: `candor.yaml:21:7`. */
  placeOf(path: Path): string;
};

export function readWanted(text: string, name: string): WantedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const complain = (faults: { offset: number; message: string }[]) => {
    const said = faults.map(({ offset, message }) => `${placeAt(offset)}: ${message}`);
    return new Complaint(`${said.join('\n')}\nNothing was changed.`);
  };
  if (document.errors.length > 0)
    throw complain(document.errors.map(({ pos, message }) => ({ offset: pos[0], message })));

  const offsetOf = (path: Path): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = document.getIn(path.slice(0, depth - 1), true);
      const last = path[depth - 1];
      if (isMap(parent)) {
        const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
        if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
      }
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  };

  const raw: unknown = document.toJS();
  if (raw === null || raw === undefined) throw new Complaint(`${name} is empty; there is nothing to apply.`);
  const read = Wanted.safeParse(raw);
  if (!read.success)
    throw complain(
      read.error.issues.map((issue) => {
        const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
        return { offset: offsetOf(path), message: `${pathText(path)}: ${lowered(issue.message)}` };
      }),
    );
  return {
    wanted: written(raw, read.data) as Wanted,
    placeOf: (path) => `${placeAt(offsetOf(path))}: ${pathText(path)}`,
    locating(work) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        throw complain([
          { offset: offsetOf(error.path), message: `${pathText(error.path)}: ${error.message}` },
        ]);
      }
    },
  };
}

/** What the schemas made of the file, without the defaults that it does not mention; items of lists are whole. */
function written(raw: unknown, read: unknown, depth = 0): unknown {
  if (Array.isArray(read))
    return depth > 1 ? read : read.map((item, i) => written((raw as unknown[])[i], item, depth + 1));
  if (typeof read !== 'object' || read === null || typeof raw !== 'object' || raw === null) return read;
  const known = raw as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(read)
      .filter(([field]) => field in known || depth === 0)
      .map(([field, value]) => [field, written(known[field], value, depth + 1)]),
  );
}

const pathText = (path: Path): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');

const lowered = (message: string) => message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
