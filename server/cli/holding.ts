/**
 * `candor holding export FOLDER`: a set of holding pages as one folder for a proxy or a static host, from the data folder
 * of this machine, whether Candor runs or not, or from a Candor elsewhere (--url, or CANDOR_URL with CANDOR_TOKEN).
 * Writes only into a new or empty folder, or over an earlier export.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildCommand, buildRouteMap, type CommandContext } from '@stricli/core';
import { Complaint } from './complaint.ts';

type Flags = { set?: string; url?: string; force: boolean };

const exportCommand = buildCommand({
  docs: {
    brief: 'Write holding pages and lines for every proxy: candor holding export FOLDER [--set ID|NAME]',
  },
  parameters: {
    flags: {
      set: {
        kind: 'parsed',
        parse: String,
        brief: 'Id or name of the set; needed when there are several',
        optional: true,
      },
      url: {
        kind: 'parsed',
        parse: String,
        brief: 'Address of Candor; with CANDOR_TOKEN and without it CANDOR_URL, else the data folder here',
        optional: true,
      },
      force: { kind: 'boolean', default: false, brief: 'Write into a folder that holds other files too' },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The folder', placeholder: 'FOLDER' }],
    },
  },
  async func(this: CommandContext, { set, url: asked, force }: Flags, given: string) {
    const folder = resolve(given);
    if (!/^\/[\w./@+-]*$/.test(folder))
      throw new Complaint(
        `${folder} cannot stand in the configuration of a proxy: name a folder of letters, digits and . _ - + @.`,
        { exitCode: 2 },
      );
    const before = existsSync(folder) ? readdirSync(folder) : [];
    if (before.length > 0 && !before.includes('outage.html') && !force)
      throw new Complaint(`${folder} holds other files; name a new folder, or add --force.`);
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const { filesFrom, filesOf } = await import('./holding-files.ts');
    const token = env['CANDOR_TOKEN'];
    const url = asked ?? (token ? env['CANDOR_URL'] : undefined);
    if (url && !token)
      throw new Complaint(
        'CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with tell:read.',
      );
    const wanted = set === undefined ? {} : { wanted: set };
    const { name, files } =
      url && token
        ? await filesFrom({ url, token, folder, ...wanted })
        : await filesOf({ env, folder, ...wanted });
    write(folder, files);
    this.process.stdout.write(
      `${files.size} files of "${name}" are in ${folder}; README.txt there says how to use them.\n`,
    );
  },
});

/** Each file beside its place and renamed into it: a proxy reads the old bytes or the new ones. */
function write(folder: string, files: ReadonlyMap<string, string>) {
  for (const [file, body] of files) {
    const place = join(folder, file);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(`${place}.new`, body);
    renameSync(`${place}.new`, place);
  }
}

export const holding = buildRouteMap({
  routes: { export: exportCommand },
  docs: { brief: 'Holding pages: what users see while the service cannot be served' },
});
