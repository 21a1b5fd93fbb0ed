/** `candor fallback`: makes the kit for posting by hand, drills it, and takes back what was posted with it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Complaint } from '../complaint.ts';

const Posted = z
  .array(
    z.object({
      id: z.string().max(64),
      at: z.iso.datetime(),
      phase: z.enum(['investigating', 'identified', 'monitoring', 'resolved']),
      title: z.string().max(500),
      message: z.string().min(1).max(5_000),
      nextUpdateBy: z.iso.datetime().nullable(),
    }),
  )
  .max(1_000);

const prepare = buildCommand({
  docs: { brief: 'Make the kit for posting by hand: tool, page, targets and a key, in one folder' },
  parameters: {
    flags: {
      out: { kind: 'parsed', parse: String, brief: 'The folder; carry it to another machine afterwards' },
      days: {
        kind: 'parsed',
        parse: numberParser,
        default: '365',
        brief: 'How long its key may speak for the page',
      },
      origin: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        brief: 'Another address with a copy of the page, asked for its newest state',
      },
    },
  },
  async func({ out, days, origin = [] }: { out: string; days: number; origin?: readonly string[] }) {
    if (!(days >= 1 && days <= 3_650))
      throw new Complaint('--days is a number from 1 to 3650.', { exitCode: 2 });
    const wrong = origin.find((each) => !URL.canParse(each));
    if (wrong !== undefined) throw new Complaint(`"${wrong}" is not an address.`, { exitCode: 2 });
    const [{ withRows }, { makeKit }, { openSigningKey }] = await Promise.all([
      import('./rows.ts'),
      import('./kit.ts'),
      import('#timeline'),
    ]);
    const folder = resolve(out);
    await withRows(async ({ config, clock, targets, fallback }) => {
      const made = await makeKit({
        folder,
        dataFolder: config.dataFolder,
        key: openSigningKey(config.dataFolder),
        targets: (await targets.opened()).filter(({ target }) => target.purpose === 'copy'),
        origins: origin,
        nowMs: clock.nowMs(),
        days,
      });
      await fallback.kitMade(made);
      console.log(
        `The kit is in ${folder}; its key ends on ${made.validUntil.slice(0, 10)}. It holds secrets: keep it private, on another machine.\nDrill it now: candor fallback drill --kit ${folder}`,
      );
    });
  },
});

const drillCommand = buildCommand({
  docs: { brief: 'Try a kit against an empty folder, and its targets with a small file' },
  parameters: {
    flags: {
      kit: { kind: 'parsed', parse: String, brief: 'The folder of the kit' },
      offline: { kind: 'boolean', default: false, brief: 'Do not try the targets' },
    },
  },
  async func({ kit, offline }: { kit: string; offline: boolean }) {
    const [{ withRows }, { drill }, { openSigningKey }] = await Promise.all([
      import('./rows.ts'),
      import('./drill.ts'),
      import('#timeline'),
    ]);
    await withRows(async ({ config, clock, fallback }) => {
      const { publicKey } = openSigningKey(config.dataFolder);
      const done = await drill(resolve(kit), { publicKey, targets: !offline, nowMs: clock.nowMs });
      await fallback.drilled(done);
      const seconds = (done.durationMs / 1_000).toFixed(1);
      if (!done.ok) throw new Complaint(`The drill failed after ${seconds} s. ${done.detail}`);
      console.log(`The drill succeeded in ${seconds} s. ${done.detail}`);
    });
  },
});

const adopt = buildCommand({
  docs: { brief: 'Show staff what was posted by hand, so that they enter it' },
  parameters: {
    flags: {},
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'FILE', brief: 'posted.json of the kit' }],
    },
  },
  async func(_: object, file: string) {
    let read: z.infer<typeof Posted>;
    try {
      read = Posted.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      if ((error as { code?: string }).code) throw error;
      throw new Complaint(`${file} is not a posted.json of a kit; nothing was changed.`, { cause: error });
    }
    const { withRows } = await import('./rows.ts');
    await withRows(async ({ fallback }) => {
      const posts = read.map(({ title, message, ...post }) => ({
        ...post,
        message: `${title}\n\n${message}`,
      }));
      const fresh = await fallback.adopt(posts);
      console.log(
        `${fresh} of ${read.length} posts are new here. The console shows them under Tell, Copies outside, until they are entered.`,
      );
    });
  },
});

export const fallback = buildRouteMap({
  routes: { prepare, drill: drillCommand, adopt },
  docs: { brief: 'Post by hand when everything else is dead: the kit and its drill' },
});
