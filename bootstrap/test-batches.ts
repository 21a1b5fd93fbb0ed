/**
 * Test files share a process, a room's at a time: most of what each costs alone is loading the same modules again.
 * Browsers and command lines keep a process of their own, and so does a file with hooks of its own for all of its
 * tests, which would be everybody's in a shared process.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MOST = 16;
/** A story is as long as a room's tests together. */
const MOST_STORIES = 4;
/** Rooms with so few files go together. */
const FEW = 6;
const ALONE = /^(bench|packages\/(browser|console)|server\/(cli|store))\//;
/** What takes longest begins first, so that none of it is left alone with one core at the end. */
const LONGEST = [
  'packages-console',
  'stories',
  'server-tell',
  'server-listen',
  'server-cli',
  'server-words',
  'server-carriers',
];
const HOOK = /^(before|after)(Each)?\(/m;

/** What is handed to the runner: files that run alone, and files written into `folder` that import some each; longest first. */
export function batches(files: readonly string[], home: string, folder: string): string[] {
  const isAlone = (file: string) => ALONE.test(file) || HOOK.test(readFileSync(join(home, file), 'utf8'));
  const shared = files.filter((file) => !isAlone(file));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const roomOf = (file: string) => dirname(file).split('/').slice(0, 2).join('-');
  const sizes = new Map([...Map.groupBy(shared, roomOf)].map(([room, all]) => [room, all.length]));
  const rooms = Map.groupBy(shared, (file) => {
    const room = roomOf(file);
    return room === 'stories' || sizes.get(room)! >= FEW ? room : 'others';
  });
  const written = [...rooms].flatMap(([room, all]) => {
    const count = Math.ceil(all.length / (room === 'stories' ? MOST_STORIES : MOST));
    // Dealt out like cards, so that neighbours, which are often alike in weight, do not all come together.
    return Array.from({ length: count }, (_, n) => {
      const path = join(folder, `${room}-${n + 1}.test.mjs`);
      const mine = all.filter((_, i) => i % count === n);
      const text = mine.map((file) => `import ${JSON.stringify(pathToFileURL(join(home, file)).href)};\n`);
      writeFileSync(path, text.join(''));
      return { room, path };
    });
  });
  const alone = files.filter(isAlone).map((file) => ({ room: roomOf(file), path: join(home, file) }));
  const rank = ({ room }: { room: string }) => {
    const at = LONGEST.indexOf(room);
    return at < 0 ? LONGEST.length : at;
  };
  return [...alone, ...written].sort((a, b) => rank(a) - rank(b)).map(({ path }) => path);
}
