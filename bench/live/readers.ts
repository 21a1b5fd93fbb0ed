/**
 * Half of the readers of the live stream, in a process of its own: bare sockets that count bytes and do nothing else,
 * from many addresses of the loopback network. Tells its parent when all that is waited for has come.
 */
import { connect, type Socket } from 'node:net';

export type Order =
  | { say: 'open'; port: number; readers: number }
  | { say: 'wait'; bytes: number }
  | { say: 'close' };

const ADDRESSES = 128;
const AT_ONCE = 200;
const REQUEST = 'GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n';

const sockets: Socket[] = [];
let heads = 0;
let came = 0;
let wanted = Number.POSITIVE_INFINITY;

/** What comes is counted and thrown away: one buffer for all. */
const buffer = Buffer.allocUnsafe(64 * 1_024);

function open(port: number, n: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const localAddress = `127.0.0.${2 + (n % ADDRESSES)}`;
    let begun = false;
    const socket = connect({
      port,
      host: '127.0.0.1',
      localAddress,
      onread: {
        buffer,
        callback(bytes) {
          // The head, and what a stream begins with, are none of what is waited for.
          if (!begun) {
            begun = true;
            heads += 1;
            resolve();
          } else {
            came += bytes;
            if (came >= wanted) said();
          }
          return true;
        },
      },
    });
    sockets.push(socket);
    socket.once('connect', () => socket.write(REQUEST));
    socket.once('error', reject);
    socket.once('close', () => {
      if (wanted !== Number.NEGATIVE_INFINITY) process.send!({ lost: n });
    });
  });
}

function said() {
  wanted = Number.POSITIVE_INFINITY;
  process.send!({ came });
}

process.on('message', async (order: Order) => {
  if (order.say === 'open') {
    heads = 0;
    for (let from = 0; from < order.readers; from += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, order.readers - from) }, (_, i) => open(order.port, from + i)),
      );
    // The rest of what a stream begins with is still on its way.
    setTimeout(() => process.send!({ open: heads }), 500);
  } else if (order.say === 'wait') {
    came = 0;
    wanted = order.bytes;
    process.send!({ waits: true });
  } else {
    wanted = Number.NEGATIVE_INFINITY;
    for (const socket of sockets.splice(0)) socket.destroy();
    process.send!({ closed: true });
  }
});
process.on('disconnect', () => process.exit(1));
