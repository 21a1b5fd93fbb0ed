/**
 * Reckons a report beside the process's own thread: a long history is seconds of arithmetic, and no check, page or
 * promise may wait for that.
 */
import { Worker } from 'node:worker_threads';
import type { TrustReport } from '@candor/protocol/listen.ts';
import type { Question } from './measure.ts';

export function reckon(question: Question): Promise<TrustReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reckon-worker.ts', import.meta.url), { workerData: question });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The reckoning ended without an answer (${code}).`)));
  });
}
