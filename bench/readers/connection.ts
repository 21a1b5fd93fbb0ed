/**
 * A reader's connection, as frugal as sixteen thousand of them have to be: a bare socket that asks for the page and
 * tells when the answer is whole. Readers come from many addresses of the loopback network, as readers do.
 */
import { connect, type Socket } from 'node:net';

/** Few enough that each stays under the limits for one address as they come. */
const ADDRESSES = 64;

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export function openSocket(port: number, reader: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const localAddress = `127.0.0.${2 + (reader % ADDRESSES)}`;
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    socket.once('connect', () => resolve(socket.off('error', reject)));
    socket.once('error', reject);
  });
}

export type Answered = { status: number; etag: string | undefined };

/** Answers with what came; rejects when the connection ends first. One question at a time. */
export function ask(socket: Socket, etag: string | undefined, lines = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let left = -1;
    let answered: Answered = { status: 0, etag: undefined };
    const done = () => {
      socket.off('data', onData).off('close', onClose);
    };
    const onClose = () => {
      done();
      reject(new Error('the connection ended before the answer'));
    };
    const onData = (chunk: Buffer) => {
      if (left < 0) {
        const text = chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n') + 4;
        if (head < 4) return socket.destroy();
        const status = Number(text.slice(9, 12));
        answered = { status, etag: /\r\nETag: (\S+)/.exec(text)?.[1] };
        const length = status === 304 ? 0 : Number(/\r\nContent-Length: (\d+)/.exec(text)?.[1]);
        left = head + length;
      }
      left -= chunk.length;
      if (left > 0) return;
      done();
      resolve(answered);
    };
    socket.on('data', onData).on('close', onClose);
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n${etag ? `If-None-Match: ${etag}\r\n` : ''}${lines}\r\n`,
    );
  });
}
