/**
 * Where `candor import` reads from. Sources are read on the machine of whoever types the command, so that keys and
 * files stay there; only the neutral document goes to Candor.
 */
import { readFileSync } from 'node:fs';
import type { TransferDraft } from '@candor/protocol/transfer.ts';
import { TransferFrom } from '@candor/protocol/transfer.ts';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { readSource, readUpptime, readUptimeKuma } from '../../tell/transfer/sources/index.ts';
import { Complaint } from '../complaint.ts';

export type ReadFlags = {
  page?: string;
  keyFile?: string;
  fromUrl?: string;
  cachetVersion: string;
  timeZone: string;
  issues?: string;
};

const SOURCES = ['statuspage', 'uptime-kuma', 'cachet', 'instatus', 'better-stack', 'upptime'];

const asked = (sentence: string) => new Complaint(sentence, { exitCode: 2 });

export async function readForeign(
  source: string,
  place: string | undefined,
  flags: ReadFlags,
  env: Record<string, string | undefined>,
): Promise<unknown> {
  const clock = systemClock();
  const needPlace = (what: string) => {
    if (!place)
      throw asked(`Name ${what}: candor import ${source} ${what.toUpperCase().replace(/^(A|THE) /, '')}.`);
    return place;
  };
  if (source === 'uptime-kuma')
    return readUptimeKuma({ file: needPlace('the file'), page: flags.page }, { clock });
  if (source === 'upptime')
    return readUpptime({ folder: needPlace('the folder'), issues: flags.issues }, { clock });
  if (!SOURCES.includes(source)) {
    if (place)
      throw asked(`"${source}" is no source. Known are ${SOURCES.join(', ')}, and a file of candor export.`);
    return readDocument(source);
  }
  const parsed = TransferFrom.safeParse(addressOf(source, flags));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw asked(`${FLAG[String(issue?.path[0])] ?? source}: ${issue?.message}.`);
  }
  const outbound = createOutbound({ allow: readConfig(env).allowPrivateTargets, clock });
  try {
    return await readSource(parsed.data as Exclude<TransferFrom, { kind: 'document' }>, { outbound, clock });
  } finally {
    await outbound.close();
  }
}

const FLAG: Record<string, string> = {
  key: '--key-file',
  page: '--page',
  url: '--from-url',
  version: '--cachet-version',
  timeZone: '--time-zone',
};

function addressOf(source: string, { page, keyFile, fromUrl, cachetVersion, timeZone }: ReadFlags): object {
  const key = keyFile === undefined ? undefined : readText(keyFile).trim();
  const url = fromUrl === undefined ? {} : { url: fromUrl };
  if (source === 'statuspage' && key === undefined) {
    if (!fromUrl)
      throw asked(
        'Give --key-file and --page for all of a Statuspage, or --from-url for what its public page shows.',
      );
    return { kind: 'statuspage-public', url: fromUrl };
  }
  if (source === 'cachet')
    return {
      kind: 'cachet',
      ...url,
      version: cachetVersion,
      timeZone,
      ...(key === undefined ? {} : { key }),
    };
  return { kind: source, ...url, page, key };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Complaint(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason'}).`, {
      cause: error,
    });
  }
}

function readDocument(file: string): TransferDraft {
  const text = readText(file);
  try {
    return JSON.parse(text) as TransferDraft;
  } catch (error) {
    throw new Complaint(
      `${file} is not JSON: ${(error as Error).message}. It should be a file of candor export.`,
      {
        cause: error,
      },
    );
  }
}
