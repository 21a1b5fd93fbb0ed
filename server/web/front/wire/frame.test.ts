import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFramer } from './frame.ts';

const answer = (body: string) => ({
  full: ['Content-Length', String(body.length), 'ETag', '"a"'],
  notModified: ['ETag', '"a"'],
  body: Buffer.from(body),
});

describe('a frame', () => {
  it('is made once for a second, and never changed afterwards', () => {
    const frame = createFramer({ keepAliveSeconds: 65 });
    const small = answer('small');
    const first = frame(small, 'whole', 200, false, 0);
    assert.equal(frame(small, 'whole', 200, false, 0), first);
    const text = String(first[0]);
    assert.equal(
      text,
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: "a"\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=65\r\n\r\nsmall',
    );
    assert.match(String(frame(small, 'whole', 200, false, 1)[0]), /00:00:01 GMT/);
    assert.equal(String(first[0]), text);
    assert.match(String(frame(small, 'head', 404, true, 1)[0]), /^HTTP\/1\.1 404 Not Found\r\n.*\r\n\r\n$/s);
    assert.match(String(frame(small, 'unchanged', 304, true, 1)[0]), /\r\nConnection: close\r\n\r\n$/);
  });

  it('holds a large body that is the same Buffer in every second', () => {
    const frame = createFramer({ keepAliveSeconds: 65 });
    const large = answer('x'.repeat(100_000));
    for (const second of [0, 1, 2]) {
      const [head, body] = frame(large, 'whole', 200, second === 2, second);
      assert.equal(body, large.body);
      assert.ok(head.length < 300);
    }
    assert.equal(frame(large, 'head', 200, false, 2).length, 1);
  });
});
