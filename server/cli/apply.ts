/**
 * `candor apply -f candor.yaml`: the page, groups, components, monitors, people, templates, places outside,
 * holding pages and workflow rules as code. Checks the whole file,
 * shows the plan, then changes only what differs, one thing at a time and each thing whole; it may be run again at any
 * time, also after one that stopped. It speaks to a running Candor through its API, like anybody else.
 */
import { readFileSync } from 'node:fs';
import type { WorkflowKinds } from '@candor/protocol/workflows.ts';
import { buildCommand, type CommandContext } from '@stricli/core';
import { type ApiClient, createApiClient, Refusal } from './api-client.ts';
import { readWanted, type Wanted } from './apply-file.ts';
import { type Change, type Existing, planOf } from './apply-plan.ts';
import { Complaint, sentenceOf } from './complaint.ts';

type Flags = { file: string; url?: string; dryRun: boolean };

export const apply = buildCommand({
  docs: { brief: 'Bring a running Candor to what a file says: candor apply -f candor.yaml' },
  parameters: {
    flags: {
      file: { kind: 'parsed', parse: String, brief: 'The file', default: 'candor.yaml' },
      url: {
        kind: 'parsed',
        parse: String,
        brief: 'Address of Candor; CANDOR_URL when left out',
        optional: true,
      },
      dryRun: { kind: 'boolean', brief: 'Show the plan and change nothing', default: false },
    },
    aliases: { f: 'file' },
  },
  async func(this: CommandContext, { file, url, dryRun }: Flags) {
    const say = (line: string) => this.process.stdout.write(`${line}\n`);
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const { wanted, locating, placeOf } = readWanted(contentOf(file), file);
    const scopes = scopesFor(wanted);
    const token = env['CANDOR_TOKEN'];
    if (!token)
      throw new Complaint(
        `CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with ${scopes.join(', ')}.`,
      );
    const api = createApiClient(url ?? env['CANDOR_URL'] ?? 'http://127.0.0.1:3000', token, scopes);
    const there = await existing(api, wanted);
    const changes = locating(() => planOf(wanted, there));
    if (changes.length === 0) return say('Nothing to change.');
    for (const change of changes) say(lineOf(change));
    if (dryRun) return say(`${counted(changes.length)} to make; nothing was changed.`);

    const made = new Map<string, string>();
    for (const [done, change] of changes.entries())
      try {
        const answer = await carryOut(change, made, api);
        if (change.verb === 'invite') say(`Invitation of ${change.what}, shown once: ${answer?.link}`);
      } catch (error) {
        const places =
          error instanceof Refusal ? error.paths.map((path) => `\n${placeOf([...change.at, ...path])}`) : [];
        throw new Complaint(
          `Stopped at "${lineOf(change)}": ${sentenceOf(error, false)}${places.join('')}\n${done} of ${counted(changes.length)} made; they stand. Mend it and run apply again: it goes on from here.`,
          { cause: error },
        );
      }
    say(`${counted(changes.length)} made.`);
  },
});

const counted = (n: number) => `${n} ${n === 1 ? 'change' : 'changes'}`;
const lineOf = ({ verb, what, fields }: Change) =>
  `${verb} ${what}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`;

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Complaint(
      `${sentenceOf(error, false)} Name the file with -f; docs/config-as-code.md shows its shape.`,
      {
        cause: error,
      },
    );
  }
}

const parts = (wanted: Wanted) => ({
  catalog: Boolean(wanted.page) || wanted.groups.length + wanted.components.length > 0,
  watch: wanted.monitors.length > 0,
  people: wanted.people.length > 0,
  words: wanted.templates.length > 0,
  tell: wanted.places.length + wanted.holdingSets.length + wanted.workflows.length > 0,
  rules: wanted.workflows.length > 0,
  /** A rule may name components, groups and people; a set may name a page. */
  pages: wanted.holdingSets.some(({ pageId }) => typeof pageId === 'string'),
  staff: wanted.workflows.some(({ actions = [] }) =>
    actions.some(({ settings }) => 'personIds' in settings || 'personId' in settings),
  ),
});

/** Reading is what the plan needs, writing what it may ask for. */
function scopesFor(wanted: Wanted): string[] {
  const { catalog, watch, people, words, tell, rules, pages, staff } = parts(wanted);
  return [
    ...(catalog || watch || rules || pages ? ['catalog:read'] : []),
    ...(catalog ? ['catalog:write'] : []),
    ...(watch ? ['watch:read', 'watch:write'] : []),
    ...(people || staff ? ['people:read'] : []),
    ...(people ? ['people:write'] : []),
    ...(words ? ['words:read', 'words:write'] : []),
    ...(tell ? ['tell:read', 'tell:write'] : []),
  ];
}

async function existing(api: ApiClient, wanted: Wanted): Promise<Existing> {
  const { catalog, watch, people, words, tell, rules, pages: named, staff } = parts(wanted);
  const list = async (needed: boolean, what: string, query = '') => {
    const items: unknown[] = [];
    for (let after = ''; needed; ) {
      const page = (await api('GET', `/api/v1/${what}?${query}${after}`)) as {
        items: unknown[];
        next: string | null;
      };
      items.push(...page.items);
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    return items as never[];
  };
  const [pages, groups, components, monitors, persons, invitations, templates] = await Promise.all([
    list(catalog || named, 'pages'),
    list(catalog || rules, 'groups'),
    list(catalog || watch || rules, 'components'),
    list(watch, 'monitors', 'limit=200'),
    list(people || staff, 'persons', 'disabled=true'),
    list(people, 'invitations'),
    list(words, 'templates'),
  ]);
  const [places, sets, known, kinds] = await Promise.all([
    list(tell, 'outside-copies'),
    list(tell, 'holding-sets'),
    list(rules, 'workflow-rules'),
    rules ? (api('GET', '/api/v1/workflow-kinds') as Promise<WorkflowKinds>) : null,
  ]);
  const page = (pages as { isDefault: boolean }[]).find(({ isDefault }) => isDefault) as
    | Existing['page']
    | undefined;
  return {
    page: page ?? null,
    pages,
    groups,
    components,
    monitors,
    persons,
    invitations,
    templates,
    places,
    sets,
    rules: known,
    kinds,
  };
}

/** References to what the same file makes are filled in once it exists. */
async function carryOut({ method, path, body, makes }: Change, made: Map<string, string>, api: ApiClient) {
  const filled = filledIn(body, made);
  const answer = (await api(method, path, filled)) as { id?: string; link?: string } | null;
  if (makes && answer?.id) made.set(makes, answer.id);
  return answer;
}

/** References stand wherever an id may stand. */
function filledIn(value: unknown, made: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return made.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => filledIn(each, made));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledIn(inner, made)]));
}
