/** The TCP probe: can a connection be opened, and does the other side say what it should? */
import type { Socket } from 'node:net';
import type { TcpTarget } from '@candor/protocol/watch.ts';
import { dial } from './dial.ts';
import {
  type Attempt,
  attempt,
  inMs,
  type ProbeContext,
  ProbeFailure,
  type ProbeResult,
  systemFailure,
} from './probe.ts';

const MOST_BYTES = 64 * 1024;

export function probeTcp(target: TcpTarget, timeoutMs: number, context: ProbeContext): Promise<ProbeResult> {
  return attempt(context, timeoutMs, async (state) => {
    const hostname = target.host.replace(/^\[|\]$/g, '');
    const socket = await dial({ hostname, port: target.port }, context, state);
    if (target.send === null && target.expect === null)
      return `accepted a connection after ${inMs(state.elapsedMs())}`;
    if (target.send !== null) socket.write(target.send);
    if (target.expect !== null) await listen(socket, target.expect, state);
    return `answered as expected after ${inMs(state.elapsedMs())}`;
  });
}

function listen(socket: Socket, expected: string, state: Attempt): Promise<void> {
  state.step = 'firstByte';
  const fromMs = state.elapsedMs();
  let heard: Buffer = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.on('data', (bytes: Buffer) => {
      if (state.step === 'firstByte') {
        state.spent('firstByte', fromMs);
        state.step = 'body';
      }
      heard = Buffer.concat([heard, bytes]);
      if (heard.includes(expected)) resolve();
      else if (heard.length > MOST_BYTES)
        reject(new ProbeFailure('keyword', 'the answer is long and does not contain what was expected'));
    });
    socket.on('error', (error) => reject(systemFailure(error)));
    socket.on('close', () =>
      reject(
        heard.length === 0
          ? new ProbeFailure('protocol', 'the connection was closed without an answer')
          : new ProbeFailure('keyword', 'the answer does not contain what was expected'),
      ),
    );
  });
}
