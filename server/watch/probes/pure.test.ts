import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJson, statusMatches } from './assertions.ts';
import { readHosts } from './resolve.ts';
import { readResponse } from './response.ts';

test('statuses match numbers, ranges and classes', () => {
  assert.ok(statusMatches(['2xx'], 204));
  assert.ok(statusMatches(['200-204', '301'], 301));
  assert.ok(!statusMatches(['200-204'], 205));
});

test('paths into JSON: names, numbers, quoted names, and nothing inherited', () => {
  const text = '{"a":{"b c":[{"d":1}]},"n":null}';
  assert.deepEqual(readJson(text, '$.a["b c"][0].d'), { valid: true, found: true, value: 1 });
  assert.deepEqual(readJson(text, 'n'), { valid: true, found: true, value: null });
  assert.equal(readJson(text, '$.constructor').found, false);
  assert.equal(readJson('{', '$.a').valid, false);
});

test('the hosts file: comments, several names, nonsense', () => {
  const hosts = readHosts('127.0.0.1 localhost Loop # words\n::1 localhost\nnonsense here\n#1.2.3.4 no\n');
  assert.deepEqual(hosts.get('localhost'), ['127.0.0.1', '::1']);
  assert.deepEqual(hosts.get('loop'), ['127.0.0.1']);
  assert.equal(hosts.size, 2);
});

const answers = [
  'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n',
  'HTTP/1.0 200 OK\n\nhello world',
];

test('property: an answer reads the same however its bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...answers),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
      (text, cuts) => {
        const reader = readResponse({ method: 'GET', mostBodyBytes: 1_000 });
        let rest = Buffer.from(text);
        for (const size of cuts) {
          reader.push(rest.subarray(0, size));
          rest = rest.subarray(size);
        }
        reader.push(rest);
        reader.end();
        assert.equal(reader.head()?.status, 200);
        assert.equal(reader.body().toString(), 'hello world');
      },
    ),
  );
});

test('property: no bytes make the reader do anything but answer or refuse', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (pieces) => {
      const reader = readResponse({ method: 'GET', mostBodyBytes: 64 });
      try {
        reader.push(Buffer.from('HTTP/1.1 200 OK\r\n'));
        for (const piece of pieces) reader.push(Buffer.from(piece));
        reader.end();
      } catch (error) {
        assert.equal((error as { kind?: string }).kind, 'protocol');
      }
      assert.ok(reader.body().length <= 64);
    }),
  );
});
