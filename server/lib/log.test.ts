import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './log.ts';

test('no secret reaches a line, by name, on an error or inside a text', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', write: (line) => lines.push(line) });
  const random = 'q7Zt-hunter2-hunter2-hunter2-hunter2-hunter2_x';
  log.info({ password: 'hunter2', body: { token: 'hunter2', inner: { cookie: 'hunter2' } } }, 'by name');
  const error = Object.assign(new Error('Invalid URL'), { input: 'hunter2', detail: 'Key (x)=(hunter2)' });
  log.error(
    { err: Object.assign(new Error('outer', { cause: error }), { request: 'hunter2' }) },
    'on an error',
  );
  for (const text of [
    `cnd_${random}`,
    `whsec_${random}`,
    `https://status.example/heartbeats/${random}?x=1`,
    `/subscribers/sub_01kjmma2g0e04sqky4b9fpfft9.${random}/confirm`,
    `/console/welcome?token=${random}`,
    'smtp://me:hunter2@relay.example:587',
  ])
    log.warn({ err: new Error(`fetch failed: ${text}`) }, text);
  assert.equal(lines.length, 8);
  for (const line of lines) {
    assert.doesNotMatch(line, /hunter2/);
    assert.doesNotThrow(() => JSON.parse(line));
  }
  assert.match(lines[1]!, /"message":"outer".*"cause":.*Invalid URL/);
  assert.match(lines[7]!, /smtp:\/\/\[secret\]@relay\.example:587/);
});

test('what only looks a little like one is left readable', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  log.info(
    { route: '/heartbeats/:token', by: 'token:tok_01kjmma2g0e04sqky4b9fpfft9' },
    'see https://x.example/a@b',
  );
  assert.match(lines[0]!, /heartbeats\/:token.*tok_01kjmma2g0e04sqky4b9fpfft9.*https:\/\/x\.example\/a@b/);
});
