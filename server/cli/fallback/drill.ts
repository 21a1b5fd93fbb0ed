/**
 * Tries a kit as one would use it: runs its tool from a copy of it against an empty folder, and proves what came out
 * with the installation's key. With `targets`, every target is tried with a small file as well. Nothing is posted.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedCopy } from '@candor/protocol/outside.ts';
import { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import { sha256 } from '#lib/canonical.ts';
import { Complaint } from '../complaint.ts';
import { provenBy } from '../edge/proof.ts';
import { Kit } from './kit.ts';

const MESSAGE = 'This is a drill. Nothing is wrong, and this page is read by nobody.';
const RUN_MS = 120_000;

export type Drilled = { ok: boolean; durationMs: number; detail: string };

export async function drill(
  folder: string,
  { publicKey, targets, nowMs }: { publicKey: string; targets: boolean; nowMs: () => number },
): Promise<Drilled> {
  if (!existsSync(join(folder, 'kit.json')))
    throw new Complaint(`There is no kit in ${folder}. Make one: candor fallback prepare --out ${folder}.`);
  const began = nowMs();
  const scene = mkdtempSync(join(tmpdir(), 'candor-drill-'));
  try {
    for (const name of ['kit.json', 'key.pem', 'candor-fallback.mjs'])
      copyFileSync(join(folder, name), join(scene, name));
    const wrong = (await post(scene, publicKey)) ?? (targets ? await reach(scene) : null);
    const durationMs = Math.round(nowMs() - began);
    if (wrong !== null) return { ok: false, durationMs, detail: wrong };
    const tried = targets ? 'every target was reached' : 'targets were not tried';
    return { ok: true, durationMs, detail: `The page was posted and proven; ${tried}.` };
  } catch (error) {
    return { ok: false, durationMs: Math.round(nowMs() - began), detail: (error as Error).message };
  } finally {
    rmSync(scene, { recursive: true, force: true });
  }
}

type Ran = { ok: boolean; stdout: string; stderr: string };
const run = (scene: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd: scene, timeout: RUN_MS };
    execFile(
      process.execPath,
      [join(scene, 'candor-fallback.mjs'), ...args],
      options,
      (error, stdout, stderr) => resolve({ ok: error === null, stdout, stderr }),
    );
  });

/** Null when what the tool wrote is what readers will believe. */
async function post(scene: string, publicKey: string): Promise<string | null> {
  const kit = Kit.parse(JSON.parse(readFileSync(join(scene, 'kit.json'), 'utf8')));
  if (kit.publicKey !== publicKey) return 'This kit belongs to another installation.';
  const out = join(scene, 'out');
  const ran = await run(
    scene,
    'post',
    '--title',
    'Drill',
    '--message',
    MESSAGE,
    '--folder',
    out,
    '--no-targets',
  );
  if (!ran.ok) return `The tool failed: ${(ran.stderr || ran.stdout).trim().slice(0, 300)}`;
  const read = (file: string) => readFileSync(join(out, file), 'utf8');
  const snapshot = SignedSnapshot.parse(JSON.parse(read('snapshot.json')));
  const list = SignedCopy.parse(JSON.parse(read('copy.json')));
  const proven =
    (await provenBy(publicKey, snapshot.snapshot, snapshot, snapshot.snapshot.madeAt)) &&
    (await provenBy(publicKey, list.copy, list, list.copy.madeAt));
  if (!proven) return 'What the tool wrote is not proven by the key of this installation.';
  if (snapshot.snapshot.version <= kit.snapshot.version) return 'What the tool wrote is older than the page.';
  for (const { file, sha256: digest } of Object.values(list.copy.documents))
    if (sha256(readFileSync(join(out, file))) !== digest) return `${file} is not as the list says.`;
  return read('index.html').includes(MESSAGE) ? null : 'The page does not hold the message.';
}

async function reach(scene: string): Promise<string | null> {
  const ran = await run(scene, 'check');
  if (ran.ok) return null;
  const failed = `${ran.stdout}\n${ran.stderr}`.split('\n').filter((line) => line.includes('failed'));
  return `Not every target was reached: ${failed.map((line) => line.trim()).join('; ')}`.slice(0, 800);
}
