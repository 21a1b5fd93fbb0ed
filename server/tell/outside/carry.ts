/**
 * How a copy is carried to a target that takes one file at a time: what changed first, several at once; then the page
 * documents, the snapshot and the list, one after the other; then what is no more is removed. Whenever it breaks off,
 * what readers come in by is the old copy or the new one.
 */
import type { SignedCopy } from '@candor/protocol/outside.ts';
import { type Copy, type CopyFile, isLast, isSafe, LIST } from './copy.ts';

/** What a courier is given. `had` is what the target is known to hold (file → SHA-256); couriers keep it true. */
export type Job = {
  copy: Copy;
  had: Map<string, string>;
  /** Nothing is known of the target: everything is written, and its own old list says what to remove. */
  full: boolean;
  signal: AbortSignal;
};
export type Carried = { files: number; bytes: number };
export type Courier = (job: Job) => Promise<Carried>;

/** A target as a place of files. */
export type Door = {
  /** Null when there is none. */
  read(file: string): Promise<Buffer | null>;
  /** Answers the bytes that went out. */
  write(file: CopyFile): Promise<number>;
  remove(file: string): Promise<void>;
};

const AT_ONCE = 4;

/** Files that the copy before this one left, by its own list; one that cannot be read names none. */
export function filesOfList(list: Buffer | null): string[] {
  if (!list) return [];
  try {
    const { copy } = JSON.parse(list.toString('utf8')) as SignedCopy;
    return Object.values(copy.documents).flatMap(({ file }) => (isSafe(file) ? [file] : []));
  } catch {
    return [];
  }
}

export const changed = ({ copy, had }: Pick<Job, 'copy' | 'had'>): CopyFile[] =>
  [...copy.files.values()].filter(({ file, sha256 }) => had.get(file) !== sha256);

export async function carry(job: Job, door: Door): Promise<Carried> {
  const { copy, had, full, signal } = job;
  const before = new Set([...had.keys(), ...(full ? filesOfList(await door.read(LIST)) : [])]);
  const carried = { files: 0, bytes: 0 };
  const put = async (file: CopyFile) => {
    signal.throwIfAborted();
    // Until the target says that it has it, nobody knows what lies there.
    had.delete(file.file);
    carried.bytes += await door.write(file);
    carried.files += 1;
    had.set(file.file, file.sha256);
  };
  const wanted = changed(job);
  const first = wanted.filter(({ file }) => !isLast(file));
  const next = first.values();
  const line = async () => {
    for (const file of next) await put(file);
  };
  const lines = await Promise.allSettled(Array.from({ length: AT_ONCE }, line));
  const broken = lines.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
  for (const file of wanted) if (isLast(file.file)) await put(file);
  for (const file of before) {
    if (copy.files.has(file)) continue;
    signal.throwIfAborted();
    await door.remove(file);
    had.delete(file);
  }
  return carried;
}
