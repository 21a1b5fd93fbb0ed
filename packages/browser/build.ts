/**
 * Bundles the SDK, minified and without dependencies: `candor.js` (ES module) with its lazy chunks, `candor.iife.js`
 * (global `Candor`), which holds the same in one classic script, and two modules that a page loads only when it wants
 * them: `candor-embed.js` (checklist and survey) and `candor-outbox.js`.
 * Run as a program it builds into `dist` and prints what a visitor pays for each file.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputOptions, rolldown } from 'rolldown';

const HERE = import.meta.dirname;
export type Size = { file: string; bytes: number; gzipBytes: number };

async function bundle(entry: string, output: OutputOptions): Promise<void> {
  const made = await rolldown({ input: join(HERE, entry), platform: 'browser', logLevel: 'warn' });
  await made.write({ ...output, minify: true });
  await made.close();
}

export async function build(folder = join(HERE, 'dist')): Promise<Size[]> {
  // What an earlier build left behind would be measured, and served, with this one.
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(folder)) if (file.endsWith('.js')) await rm(join(folder, file));
  await bundle('index.ts', {
    dir: folder,
    format: 'es',
    entryFileNames: 'candor.js',
    chunkFileNames: 'candor-[name].js',
  });
  // A classic script cannot fetch its own chunks, so this one holds everything.
  await bundle('index.ts', {
    file: join(folder, 'candor.iife.js'),
    format: 'iife',
    name: 'Candor',
    codeSplitting: false,
  });
  for (const name of ['embed', 'outbox'])
    await bundle(`${name}.ts`, { file: join(folder, `candor-${name}.js`), format: 'es' });
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js')).sort();
  return Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(folder, file));
      return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
    }),
  );
}

if (import.meta.main)
  for (const { file, bytes, gzipBytes } of await build())
    console.log(`${file.padEnd(20)} ${bytes} B, ${gzipBytes} B gzipped`);
