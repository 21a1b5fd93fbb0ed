/**
 * One answer as it goes over the wire: head and body in a single Buffer, so that it costs one write; a large body stays
 * the shelf's own Buffer behind its head, so that a crowd of slow readers holds it once and not once for each second.
 * Laid out header for header as `node:http` does it. A Buffer lives for the second that its Date names and is never
 * changed: a slow reader may still be taking the last one.
 */
import { STATUS_CODES } from 'node:http';
import type { Answer } from '../entry.ts';

/** `whole`: head and body; `head`: for HEAD; `unchanged`: 304. */
export type Shape = 'whole' | 'head' | 'unchanged';
/** What is written, in this order, at once. */
export type Frame = readonly [Buffer] | readonly [head: Buffer, body: Buffer];

const SHAPES: readonly Shape[] = ['whole', 'head', 'unchanged'];
const LARGEST_COPIED = 64 * 1024;

export function createFramer({ keepAliveSeconds }: { keepAliveSeconds: number }) {
  const made = new WeakMap<Answer, { second: number; frames: (Frame | undefined)[] }>();
  const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${keepAliveSeconds}\r\n`;

  const make = (answer: Answer, shape: Shape, status: number, close: boolean, second: number): Frame => {
    const headers = shape === 'unchanged' ? answer.notModified : answer.full;
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`;
    for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
    text += `Date: ${new Date(second * 1_000).toUTCString()}\r\n${close ? 'Connection: close\r\n' : kept}\r\n`;
    const head = Buffer.from(text, 'latin1');
    if (shape !== 'whole') return [head];
    if (answer.body.length > LARGEST_COPIED) return [head, answer.body];
    return [Buffer.concat([head, answer.body])];
  };

  return (answer: Answer, shape: Shape, status: number, close: boolean, second: number): Frame => {
    let known = made.get(answer);
    if (known?.second !== second) {
      known = { second, frames: [] };
      made.set(answer, known);
    }
    const at = SHAPES.indexOf(shape) * 2 + (close ? 1 : 0);
    known.frames[at] ??= make(answer, shape, status, close, second);
    return known.frames[at];
  };
}
