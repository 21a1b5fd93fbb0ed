/** Real servers on the loopback, with the faults that monitors meet. For tests only. */

import type { AddressInfo } from 'node:net';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer as createTls } from 'node:tls';
import { systemClock } from '#lib/clock.ts';
import { createAddressPolicy } from '#lib/outbound/address-policy.ts';
import type { ProbeContext } from './probe.ts';
import { createResolve } from './resolve.ts';

export const loopback = (): ProbeContext => ({
  clock: systemClock(),
  policy: createAddressPolicy('127.0.0.0/8'),
  resolve: createResolve({ hosts: new Map([['localhost', ['127.0.0.1']]]) }),
});

export type Peer = { port: number; url: string; requests: string[]; connections(): number };

/** A bare server that answers each connection as the test says; closed when the test ends. */
export async function peer(
  t: TestContext,
  answer: (socket: Socket, head: string) => void,
  { tls = false } = {},
): Promise<Peer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const serve = (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      requests.push(head);
      answer(socket, head);
      head = '';
    });
  };
  const server: Server = tls ? createTls({ key: KEY, cert: CERTIFICATE }, serve) : createTcp(serve);
  if (tls) server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls ? 'https' : 'http'}://localhost:${port}`,
    requests,
    connections: () => connections,
  };
}

/** A complete answer with a length, as bytes on the wire. */
export const answerText = (status: number, body: string, headers = ''): string =>
  `HTTP/1.1 ${status} Words\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A self-signed pair for localhost, made for these tests alone: it protects nothing. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgA9OXuUl0IP5MlAbH
n+0SRCv4BZXSTGIhRVXa8x1f1xChRANCAASKlnK043vEVk82EBKgPPWfhfcUSxap
hcZEr9sj1B+daTeDOhZkF3k4eZAZGCFMffhyXmNpcf4cNPLMHiPhU/4t
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUKKq+9zvSpET9RQ0EvbQ5oWLH/A0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE0MjYzN1oYDzIxMjYxMDMx
MTQyNjM3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASKlnK043vEVk82EBKgPPWfhfcUSxaphcZEr9sj1B+daTeDOhZkF3k4
eZAZGCFMffhyXmNpcf4cNPLMHiPhU/4to2kwZzAdBgNVHQ4EFgQUap9QL/S2Hkxv
0BvHmAsmfHRydOYwHwYDVR0jBBgwFoAUap9QL/S2Hkxv0BvHmAsmfHRydOYwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgfza/dy8gnKjW+uBwV+lmU4+Cr66n1gHdm4jBOOikskkCIA+Hy8zDq5lo
OaGcFCJ2iemYM7p7ikz0JnAPIc1otH4W
-----END CERTIFICATE-----`;
