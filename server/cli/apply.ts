/**
 * `candor apply -f candor.yaml`: monitors, components, the page and people as code. Shows the plan first, changes only
 * what differs, and may be run again at any time. It speaks to a running Candor through its API, like anybody else.
 */
import { readFileSync } from 'node:fs';
import { buildCommand } from '@stricli/core';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Change, planOf, Wanted } from './apply-plan.ts';

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
  async func(flags: { file: string; url?: string; dryRun: boolean }) {
    const url = flags.url ?? process.env['CANDOR_URL'] ?? 'http://127.0.0.1:3000';
    const token = process.env['CANDOR_TOKEN'];
    if (!token)
      throw new Error(
        'Set CANDOR_TOKEN to an API token (console, Settings, Tokens) with catalog:write, watch:write and people:write.',
      );
    const read = Wanted.safeParse(parse(readFileSync(flags.file, 'utf8')));
    if (!read.success) throw new Error(`${flags.file} is not in order:\n${z.prettifyError(read.error)}`);

    const api = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text ? JSON.parse(text) : null;
    };
    const [pages, groups, components, monitors, persons] = await Promise.all(
      ['pages', 'groups', 'components', 'monitors', 'persons'].map((what) => api('GET', `/api/v1/${what}`)),
    );
    const changes = planOf(read.data, {
      page: pages.items[0],
      groups: groups.items,
      components: components.items,
      monitors: monitors.items,
      persons: persons.items,
    });
    if (changes.length === 0) return console.log('Nothing to change.');
    for (const { verb, what, fields } of changes)
      console.log(`${verb} ${what}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`);
    if (flags.dryRun) return;
    const made = new Map<string, string>();
    for (const change of changes) await carryOut(change, made, api);
    console.log(`${changes.length} changes made.`);
  },
});

/** References to what the same file makes are filled in once it exists. */
async function carryOut(
  { method, path, body, makes }: Change,
  made: Map<string, string>,
  api: (method: string, path: string, body?: unknown) => Promise<{ id?: string } | null>,
) {
  const filled =
    body &&
    Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        typeof value === 'string' && value.startsWith('@') ? made.get(value) : value,
      ]),
    );
  const answer = await api(method, path, filled);
  if (makes && answer?.id) made.set(makes, answer.id);
}
