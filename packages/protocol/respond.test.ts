import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IncidentInput, RetitleInput } from './respond.ts';

test('another title keeps to the rules of the first', () => {
  for (const shape of [IncidentInput, RetitleInput]) {
    assert.deepEqual(shape.parse({ title: { en: 'Sign-in\r\nBcc: x@example.com fails' } }).title, {
      en: 'Sign-in Bcc: x@example.com fails',
    });
    for (const wrong of [
      { title: { en: 'x'.repeat(256) } },
      { title: { en: '\u200b' } },
      { title: { en: 'Sign-in fails' }, impact: { en: 'x'.repeat(2_001) } },
    ])
      assert.equal(shape.safeParse(wrong).success, false, JSON.stringify(wrong).slice(0, 60));
  }
});
