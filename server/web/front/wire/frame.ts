/**
 * One answer as it goes over the wire, head and body in a single Buffer, so that it costs one write. Laid out header
 * for header as `node:http` does it. A Buffer lives for the second that its Date names and is never changed: a slow
 * reader may still be taking the last one.
 */
import { STATUS_CODES } from 'node:http';
import type { Answer } from '../entry.ts';

/** `whole`: head and body; `head`: for HEAD; `unchanged`: 304. */
export type Shape = 'whole' | 'head' | 'unchanged';

const SHAPES: readonly Shape[] = ['whole', 'head', 'unchanged'];

export function createFramer({ keepAliveSeconds }: { keepAliveSeconds: number }) {
  const made = new WeakMap<Answer, { second: number; bytes: (Buffer | undefined)[] }>();
  const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${keepAliveSeconds}\r\n`;

  const make = (answer: Answer, shape: Shape, status: number, close: boolean, second: number): Buffer => {
    const headers = shape === 'unchanged' ? answer.notModified : answer.full;
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`;
    for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
    head += `Date: ${new Date(second * 1_000).toUTCString()}\r\n${close ? 'Connection: close\r\n' : kept}\r\n`;
    const bytes = Buffer.from(head, 'latin1');
    return shape === 'whole' ? Buffer.concat([bytes, answer.body]) : bytes;
  };

  return (answer: Answer, shape: Shape, status: number, close: boolean, second: number): Buffer => {
    let known = made.get(answer);
    if (known?.second !== second) {
      known = { second, bytes: [] };
      made.set(answer, known);
    }
    const at = SHAPES.indexOf(shape) * 2 + (close ? 1 : 0);
    known.bytes[at] ??= make(answer, shape, status, close, second);
    return known.bytes[at];
  };
}
