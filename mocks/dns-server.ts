/**
 * A small DNS server over UDP and TCP for tests: answers from a table of records, "no such name" for the rest, and
 * failures on demand. Long answers are cut over UDP, so that a client has to come again over TCP, as on the internet.
 */
import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type DnsTable = Record<
  string,
  Partial<Record<'A' | 'AAAA' | 'MX' | 'TXT' | 'PTR' | 'CNAME', string[]>>
>;

export type DnsServer = {
  /** For `Resolver.setServers`. */
  address: string;
  set(table: DnsTable): void;
  /** Names for which it says SERVFAIL, or nothing at all. */
  setFault(fault: { mode: 'none' } | { mode: 'servfail' | 'silent'; names?: readonly string[] }): void;
  questions(): string[];
  close(): Promise<void>;
};

const TYPES: Record<number, 'A' | 'AAAA' | 'MX' | 'TXT' | 'PTR' | 'CNAME'> = {
  1: 'A',
  5: 'CNAME',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
};
const NUMBERS = Object.fromEntries(Object.entries(TYPES).map(([number, name]) => [name, Number(number)]));
const LONGEST_UDP = 512;

export async function startDnsServer(first: DnsTable = {}): Promise<DnsServer> {
  let table = small(first);
  let fault: Parameters<DnsServer['setFault']>[0] = { mode: 'none' };
  const asked: string[] = [];

  function answer(query: Buffer): Buffer | null {
    const { name, type, end } = questionOf(query);
    asked.push(`${name} ${type}`);
    const broken = fault.mode !== 'none' && (fault.names?.includes(name) ?? true);
    if (broken && fault.mode === 'silent') return null;
    const known = table[name];
    const records = broken || !type ? [] : (known?.[type] ?? []);
    const code = broken ? 2 : known ? 0 : 3;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([
      header,
      query.subarray(12, end),
      ...records.map((record) => resource(type!, record)),
    ]);
  }

  const udp = createSocket('udp4');
  udp.on('message', (query, { port, address }) => {
    const full = answer(query);
    if (!full) return;
    if (full.length <= LONGEST_UDP) return udp.send(full, port, address);
    const cut = Buffer.from(full.subarray(0, questionOf(query).end));
    cut.writeUInt16BE(cut.readUInt16BE(2) | 0x0200, 2);
    cut.writeUInt16BE(0, 6);
    udp.send(cut, port, address);
  });
  const open = new Set<Socket>();
  let closing = false;
  const tcp = createServer((socket) => {
    // A resolver keeps its connection for the next question; it must not keep the server.
    if (closing) {
      socket.destroy();
      return;
    }
    open.add(socket.on('close', () => open.delete(socket)));
    let held = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const query = held.subarray(2, 2 + held.readUInt16BE(0));
        held = held.subarray(2 + query.length);
        const full = answer(query);
        if (!full) continue;
        const size = Buffer.alloc(2);
        size.writeUInt16BE(full.length);
        socket.write(Buffer.concat([size, full]));
      }
    });
  });
  // TCP chooses: its ports are those that outgoing connections of other tests take at any moment.
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    udp.once('error', (error) => {
      tcp.close();
      reject(error);
    });
    udp.bind(port, '127.0.0.1', resolve);
  });

  return {
    address: `127.0.0.1:${port}`,
    set(next) {
      table = small(next);
    },
    setFault(next) {
      fault = next;
    },
    questions: () => [...asked],
    async close() {
      closing = true;
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}

const small = (table: DnsTable): DnsTable =>
  Object.fromEntries(Object.entries(table).map(([name, records]) => [name.toLowerCase(), records]));

function questionOf(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at]!; size > 0; size = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  const type = TYPES[query.readUInt16BE(at + 1)];
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 };
}

function nameBytes(name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.').filter(Boolean);
  return Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}

function resource(type: string, value: string): Buffer {
  const data = dataOf(type, value);
  const head = Buffer.alloc(12);
  // The name is the question's.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(NUMBERS[type]!, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(type: string, value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number));
  if (type === 'TXT') {
    const bytes = Buffer.from(value);
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length || at === 0; at += 255) {
      const piece = bytes.subarray(at, at + 255);
      pieces.push(Buffer.from([piece.length]), piece);
    }
    return Buffer.concat(pieces);
  }
  if (type === 'MX') {
    const [priority = '10', host = ''] = value.split(' ');
    const head = Buffer.alloc(2);
    head.writeUInt16BE(Number(priority));
    return Buffer.concat([head, nameBytes(host)]);
  }
  if (type === 'AAAA') {
    const [head = '', tail] = value.split('::');
    const groups = (text: string) => (text === '' ? [] : text.split(':'));
    const [front, back] = [groups(head), groups(tail ?? '')];
    const missing = tail === undefined ? 0 : 8 - front.length - back.length;
    const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back];
    return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
  }
  return nameBytes(value);
}
