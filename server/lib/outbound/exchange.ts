/**
 * One exchange over an undici dispatcher, heard as it comes: without a stream, an iterator or a controller of its own,
 * which cost more than the request when there are thousands in a second. What is longer than asked for is not read.
 */
import type { Dispatcher } from 'undici';

export type Exchanged = {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
};

export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  {
    signal,
    maxBytes,
    until,
  }: {
    signal: AbortSignal | undefined;
    maxBytes: number;
    /** Called at once with what gives the exchange up; answers with what is called when it is over. */
    until: (giveUp: (reason: Error) => void) => () => void;
  },
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let cut: ((reason: Error) => void) | null = null;
    let isOver = false;
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let size = 0;

    const giveUp = (error: Error) => {
      fail(error);
      cut?.(error);
    };
    const abort = () => {
      const reason: unknown = signal?.reason;
      giveUp(reason instanceof Error ? reason : new Error('The request was given up.'));
    };
    const settle = () => {
      isOver = true;
      over();
      signal?.removeEventListener('abort', abort);
    };
    function fail(error: Error): void {
      if (isOver) return;
      settle();
      reject(error);
    }
    function succeed(truncated: boolean): void {
      if (isOver) return;
      settle();
      resolve({ status, headers, body: Buffer.concat(chunks).subarray(0, maxBytes), truncated });
    }

    const over = until(giveUp);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) return abort();
    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        cut = (reason) => controller.abort(reason);
        if (isOver) controller.abort(new Error('The request was given up.'));
      },
      onResponseStart(_controller, code, received) {
        status = code;
        headers = flatten(received);
      },
      onResponseData(controller, chunk) {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= maxBytes) return;
        succeed(true);
        // Ends the connection too: the rest is never read.
        controller.abort(new Error('The answer is longer than is read.'));
      },
      onResponseEnd: () => succeed(false),
      onResponseError: (_controller, error) => fail(error),
    });
  });
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
