/** Other processes as Linux's /proc shows them: the CPU time they used, the memory they hold, who begot them. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** USER_HZ, which Linux fixes at 100 for /proc. */
const TICKS_PER_SECOND = 100;

const owned = new Set<ChildProcess>();
let listening = false;

/** However this process ends, what it started ends too. */
export function own<T extends ChildProcess>(child: T): T {
  if (!listening) {
    listening = true;
    process.once('exit', () => {
      for (const each of owned) each.kill('SIGTERM');
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  }
  owned.add(child);
  child.once('exit', () => owned.delete(child));
  return child;
}

/** The fields after the name, which may hold spaces; null when there is no such process. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return null;
  }
}

/** User and system time so far. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  if (!fields) throw new Error(`There is no process ${pid}.`);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The same with all children that were already waited for, which is how a server counts its ended sessions. */
export function cpuSecondsOfAll(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid);
    if (!fields) return sum;
    return sum + fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / TICKS_PER_SECOND;
  }, 0);
}

/** A process that ended and was not collected yet does nothing any more. */
export const isAlive = (pid: number): boolean => !/^[ZX]?$/.test(statOf(pid)?.[0] ?? '');

export async function untilEnded(pid: number, withinMs = 15_000): Promise<void> {
  for (const untilMs = performance.now() + withinMs; isAlive(pid); await pause(10))
    if (performance.now() > untilMs) throw new Error(`The process ${pid} did not end.`);
}

/** Until it has next to nothing to do for a second, or `withinMs` is over. */
export async function untilQuiet(pid: number, withinMs = 20_000): Promise<void> {
  for (const untilMs = performance.now() + withinMs; performance.now() < untilMs; ) {
    const before = cpuSeconds(pid);
    await pause(1_000);
    if (cpuSeconds(pid) - before <= 0.03) return;
  }
}

export const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[1]) === parent);

/** The resident set alone, which costs the kernel nothing to tell. */
export const residentMb = (pid: number): number => {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
};

export type Memory = { name: string; rssMb: number; pssMb: number };

/** Resident set, and the proportional one that divides shared pages among those who share them. */
export function memoryOf(pid: number): Memory | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)![1]) / 1_024;
    const name = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { name, rssMb: mb('Rss'), pssMb: mb('Pss') };
  } catch {
    return null;
  }
}
