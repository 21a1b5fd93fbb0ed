import assert from 'node:assert/strict';
import { type AddressInfo, connect } from 'node:net';
import { describe, it } from 'node:test';
import { readConfig } from '#config';
import { handClock } from '#lib/clock.ts';
import { createAddresses } from './address.ts';
import { createHttpServer } from './server.ts';

const config = readConfig({ PORT: '0' });
/** An empty shelf. */
const prepared = {
  find: () => undefined,
  clock: handClock('2026-03-01T12:00:00.000Z'),
  answered: () => {},
};

describe('the http server', () => {
  it('is patient with work, but not for ever', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const http = createHttpServer({
      config,
      addresses: createAddresses(''),
      prepared,
      handle: () => ask(),
      closeWithinMs: 50,
    });
    const { port }: AddressInfo = await http.listen();
    const stuck = connect(port, '127.0.0.1').on('error', () => {});
    const ended = new Promise((resolve) => stuck.on('close', resolve));
    stuck.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked;
    await http.close();
    await ended;
    // Closing what is closed is no error.
    await http.close();
  });

  it('refuses what is no request, and too much of a head', async () => {
    const http = createHttpServer({
      config,
      addresses: createAddresses(''),
      prepared,
      handle: (_request, response) => response.end('reached'),
    });
    const { port } = await http.listen();
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => {
          answer += chunk;
          socket.end();
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(answer));
      });
    assert.match(await say('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'), /reached/);
    assert.match(await say('NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400/);
    assert.match(await say('GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400/);
    assert.match(
      await say(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`),
      /^HTTP\/1\.1 431/,
    );
    const smuggled =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    assert.match(await say(smuggled), /^HTTP\/1\.1 400/);
    await http.close();
  });

  it('gives a slow client a limited time', async () => {
    const { server } = createHttpServer({
      config,
      addresses: createAddresses(''),
      prepared,
      handle: () => {},
    });
    assert.equal(server.headersTimeout, 10_000);
    assert.equal(server.requestTimeout, 60_000);
  });
});
