/**
 * Makes the kit: a folder with the tool, the page as it is now, where copies go (with their secrets), and a key of its
 * own that the installation vouches for until a day. It is made before the outage, and kept on another machine.
 */
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OutsidePlace, SignedCopy } from '@candor/protocol/outside.ts';
import { Delegation, SignedSnapshot, SnapshotIncident } from '@candor/protocol/snapshot.ts';
import { z } from 'zod';
import { canonical } from '#lib/canonical.ts';
import { silentLog } from '#lib/log.ts';
import type { SigningKey } from '#timeline';
import type { OpenTarget } from '../../tell/outside/targets.ts';
import { createShelf } from '../../web/front/shelf.ts';
import { Complaint } from '../complaint.ts';

export const Kit = z.object({
  schema: z.literal('candor.kit/1'),
  madeAt: z.string(),
  /** The installation's key, by which everything is proven. */
  publicKey: z.string(),
  delegation: Delegation,
  origins: z.array(z.string()),
  snapshot: z.looseObject({ version: z.number() }),
  /** Statuspage's summary of the page, whose fields the tool keeps. */
  summary: z.looseObject({}),
  /** What an incident holds before anything is known of it. */
  blankIncident: z.looseObject({}),
  /** Files at the targets that claim a state and that the tool does not write anew. */
  stale: z.array(z.string()),
  targets: z.array(z.object({ name: z.string(), place: z.looseObject({ kind: z.string() }) })),
});
export type Kit = z.infer<typeof Kit>;

export const TOOL = fileURLToPath(new URL('candor-fallback.mjs', import.meta.url));
const EPOCH = '1970-01-01T00:00:00.000Z';

/** The page as the house last had it, from the disk: the house need not run. */
async function lastPage(dataFolder: string) {
  const shelf = createShelf({ folder: join(dataFolder, 'pages'), log: silentLog() });
  await shelf.load();
  const read = (set: string, path: string): unknown => {
    const entry = shelf.entries(set).get(path);
    if (!entry)
      throw new Complaint(`There is no page in ${dataFolder} yet. Start Candor once, then make the kit.`);
    return JSON.parse(entry.answers.identity.body.toString('utf8'));
  };
  return {
    signed: SignedSnapshot.parse(read('status', '/snapshot.json')),
    list: SignedCopy.parse(read('/copy.json', '/copy.json')).copy,
    summary: read('status', '/api/v2/summary.json') as Record<string, unknown>,
  };
}

const blankIncident = () => {
  const {
    id: _,
    title: __,
    ...blank
  } = SnapshotIncident.parse({
    id: '',
    title: { en: '-' },
    components: [],
    startedAt: EPOCH,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    resolvedAt: null,
    updates: [],
    phase: 'investigating',
    severity: 2,
    impact: null,
    firstWordAt: null,
    monitoringAt: null,
    recoveredAt: null,
    nextUpdateBy: null,
    promises: { kept: 0, keptByNote: 0, missed: 0 },
    postmortem: null,
  });
  return blank;
};

export async function makeKit({
  folder,
  dataFolder,
  key,
  targets,
  origins,
  nowMs,
  days,
}: {
  folder: string;
  dataFolder: string;
  key: SigningKey;
  targets: readonly OpenTarget[];
  origins: readonly string[];
  nowMs: number;
  days: number;
}): Promise<{ validUntil: string; publicKey: string }> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, 'kit.json')))
    throw new Complaint(`${folder} holds other things. Name a new folder, or that of an older kit.`);
  const { signed, list, summary } = await lastPage(dataFolder);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const word = {
    schema: 'candor.delegation/1' as const,
    publicKey: raw,
    validUntil: new Date(nowMs + days * 86_400_000).toISOString(),
  };
  const stale = Object.values(list.documents)
    .filter(({ headers }) =>
      /^(application\/json|image\/)/.test(list.headers[headers]?.['Content-Type'] ?? ''),
    )
    .map(({ file }) => file);
  const kit: Kit = {
    schema: 'candor.kit/1',
    madeAt: new Date(nowMs).toISOString(),
    publicKey: key.publicKey,
    delegation: { ...word, signature: key.sign(canonical(word)) },
    origins: [...new Set([signed.snapshot.page.url, ...origins])],
    snapshot: signed.snapshot,
    summary,
    blankIncident: blankIncident(),
    stale,
    targets: targets
      .filter(({ target }) => target.enabled)
      .map(({ target, secret }) => ({
        name: target.name,
        place: { ...OutsidePlace.parse(target.place), ...(target.place.kind === 'folder' ? {} : { secret }) },
      })),
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const place = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 });
  place('key.pem', String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  place('kit.json', JSON.stringify(kit, null, 2));
  place('README.txt', readme(kit));
  copyFileSync(TOOL, join(folder, 'candor-fallback.mjs'));
  return { validUntil: word.validUntil, publicKey: raw };
}

const readme = ({ madeAt, delegation, targets, summary }: Kit): string => {
  const { name = 'the page' } = (summary['page'] ?? {}) as { name?: string };
  return `Posting by hand to the status page of ${name}

Made ${madeAt.slice(0, 10)}; the key ends on ${delegation.validUntil.slice(0, 10)}. Keep this folder on another machine, and
private: it can speak for the page and holds the keys of ${targets.length} target(s).

All you need is Node 18 or later. In this folder:

  node candor-fallback.mjs check
  node candor-fallback.mjs post --title "Payments fail" --next 30m --component Checkout=major_outage \\
    --message "Payments fail for all customers since 14:05 UTC. We are looking for the cause."
  node candor-fallback.mjs post --phase resolved --message "You can pay again since 15:20 UTC. We are sorry."

Say who is affected, since when, what to do meanwhile, and when you will say more; then keep that promise.
When Candor is back, run there: candor fallback adopt posted.json
`;
};
