/**
 * `candor import SOURCE [FILE]`: reads another status page, shows what would be created, changed and left out, and with
 * --apply carries it out and reports. It speaks to a running Candor through its API, like anybody else.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ImportView,
  type PlanItem,
  type TransferCounts,
  TransferSection,
} from '@candor/protocol/transfer.ts';
import { buildCommand, type CommandContext } from '@stricli/core';
import { type ApiClient, createApiClient } from '../api-client.ts';
import { Complaint } from '../complaint.ts';
import { importList, type ListFlags } from './list.ts';
import { type ReadFlags, readForeign } from './reading.ts';

type Flags = ReadFlags &
  ListFlags & {
    url?: string;
    apply: boolean;
    open: boolean;
    startMonitors: boolean;
    out?: string;
  };

const SCOPES = ['tell:write', 'catalog:write', 'watch:write', 'audience:write'];
const LOOK_MS = 500;
const SHOWN = 20;

const word = (brief: string) => ({ kind: 'parsed', parse: String, brief, optional: true }) as const;
const yes = (brief: string) => ({ kind: 'boolean', brief, default: false }) as const;

export const importCommand = buildCommand({
  docs: { brief: 'Take over another status page: candor import statuspage --page ID --key-file FILE' },
  parameters: {
    flags: {
      page: word('Id of the page at the source; the slug for Uptime Kuma'),
      keyFile: word('A file that holds the API key of the source'),
      fromUrl: word('Address of the source'),
      cachetVersion: { kind: 'parsed', parse: String, brief: '2 or 3', default: '2' },
      timeZone: {
        kind: 'parsed',
        parse: String,
        brief: 'On whose clocks Cachet 2 writes its times',
        default: 'UTC',
      },
      issues: word('The issues of an Upptime repository as JSON'),
      apply: yes('Carry the plan out; without it nothing is changed'),
      open: yes('Take open incidents over as open, and planned maintenance as planned'),
      startMonitors: yes('Let imported monitors check at once'),
      out: word('Write the document into this file instead of sending it to Candor'),
      consent: word('Of a list: where its people agreed, for rows that do not say it'),
      consentAt: word('Of a list: when they agreed, such as 2026-01-31'),
      skipBroken: yes('Of a list: take the good rows when some are broken'),
      url: word('Address of Candor; CANDOR_URL when left out'),
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          placeholder: 'SOURCE',
          brief:
            'statuspage, uptime-kuma, cachet, instatus, better-stack, upptime, a file of candor export, or subscribers',
        },
        {
          parse: String,
          placeholder: 'FILE',
          brief: 'kuma.db, the clone of an Upptime repository, or a CSV of subscribers',
          optional: true,
        },
      ],
    },
  },
  async func(this: CommandContext, flags: Flags, source: string, place?: string) {
    const say = (line = '') => this.process.stdout.write(`${line}\n`);
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const token = env['CANDOR_TOKEN'];
    if (!token && !flags.out)
      throw new Complaint(
        `CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with ${SCOPES.join(', ')}.`,
      );
    const url = flags.url ?? env['CANDOR_URL'] ?? 'http://127.0.0.1:3000';
    if (source === 'subscribers') {
      const api = createApiClient(url, token ?? '', ['audience:write']);
      return importList(place, flags, { url, token: token ?? '', api, say });
    }
    const document = await readForeign(source, place, flags, env);
    if (flags.out) {
      writeFileSync(flags.out, `${JSON.stringify(document, null, 1)}\n`, { mode: 0o600, flag: 'wx' });
      return say(`Written to ${flags.out}. Nothing was changed.`);
    }
    const api = createApiClient(url, token ?? '', SCOPES);
    const plan = (await api('POST', '/api/v1/imports', {
      from: { kind: 'document', document },
      options: { open: flags.open, startMonitors: flags.startMonitors },
    })) as ImportView;
    say(`Plan ${plan.id}: ${plan.source.name} (${plan.source.kind})`);
    for (const line of table(plan.counts)) say(line);
    await sayWhy(plan, api, say);
    if (!flags.apply) return say('\nNothing was changed. Run it again with --apply to carry it out.');

    await api('POST', `/api/v1/imports/${plan.id}/application`);
    const done = await ended(plan.id, api);
    if (done.state === 'failed')
      throw new Complaint(
        `The import stopped: ${done.error ?? 'no reason is known'}\nWhat was done stands. Mend it and run the same command again: it goes on from there.`,
      );
    say('\nCarried out:');
    for (const line of table(done.done ?? {})) say(line);
  },
});

async function ended(id: string, api: ApiClient): Promise<ImportView> {
  for (;;) {
    const view = (await api('GET', `/api/v1/imports/${id}`)) as ImportView;
    if (view.state !== 'applying') return view;
    await pause(LOOK_MS);
  }
}

async function sayWhy(
  { id, warnings, leftOut, counts }: ImportView,
  api: ApiClient,
  say: (line: string) => void,
) {
  for (const warning of warnings) say(`! ${warning}`);
  if (leftOut.length > 0) say('Not carried from the source:');
  for (const { section, what, why, count } of leftOut.slice(0, SHOWN))
    say(`  ${section}: ${what}${count > 1 ? ` (${count})` : ''}: ${why}`);
  if (leftOut.length > SHOWN) say(`  and ${leftOut.length - SHOWN} more`);
  const out = Object.values(counts).reduce((sum, of) => sum + (of.left_out ?? 0), 0);
  if (out === 0) return;
  const { items } = (await api('GET', `/api/v1/imports/${id}/items?action=left_out&limit=${SHOWN}`)) as {
    items: PlanItem[];
  };
  say('Left out here:');
  for (const { section, title, detail } of items) say(`  ${section}: ${title}: ${detail}`);
  if (out > items.length) say(`  and ${out - items.length} more`);
}

const COLUMNS = ['create', 'update', 'same', 'left_out'] as const;

function table(counts: TransferCounts): string[] {
  const row = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(14)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
  const sections = TransferSection.options.flatMap((name) => {
    const of = counts[name];
    return of && Object.keys(of).length > 0 ? [[name, of] as const] : [];
  });
  if (sections.length === 0) return ['  nothing'];
  return [
    row('', ['create', 'update', 'same', 'left out']),
    ...sections.map(([name, of]) =>
      row(
        name,
        COLUMNS.map((action) => of[action] ?? 0),
      ),
    ),
  ];
}
