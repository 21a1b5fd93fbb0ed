/** The thread of `reckon`: one question, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { measureTrust, type Question } from './measure.ts';

parentPort?.postMessage(measureTrust(workerData as Question));
