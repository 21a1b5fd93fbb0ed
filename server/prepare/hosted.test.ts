/** The hosted checklist, as a reader without script walks through it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPrepare } from './testing.ts';

describe('the hosted checklist', () => {
  let w: Awaited<ReturnType<typeof openPrepare>>;
  before(async () => {
    w = await openPrepare();
    await w.ask('POST', '/api/v1/policy/versions', { as: 'owner', body: {} });
  });
  after(() => w.close());
  const PATH = '/checklists/ready-for-an-outage';

  it('is done by forms alone, and kept by an address that nobody is told', async () => {
    const { status, text, headers } = await w.ask('GET', PATH);
    assert.equal(status, 200);
    assert.equal(headers['set-cookie'], undefined);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(String(headers['cache-control']), /no-store/);
    assert.match(text, /<meta name="robots" content="noindex">/);
    assert.match(text, /0 of 6 done/);
    const [, reader] = /name="reader" value="([^"]+)"/.exec(text)!;
    const first = await w.post(`${PATH}/items/status-page`, { reader: reader!, done: 'true' });
    assert.equal(first.status, 303);
    assert.equal(first.headers.location, `${PATH}?reader=${reader}#status-page`);
    for (const item of ['policy', 'subscribe', 'report', 'recovery'])
      await w.post(`${PATH}/items/${item}`, { reader: reader!, done: 'true' });
    const none = await w.post(`${PATH}/items/first-look`, { reader: reader!, done: 'true' });
    assert.equal(none.status, 422);
    assert.match(none.text, /role="alert">Choose one of the answers/);
    await w.post(`${PATH}/items/first-look`, { reader: reader!, done: 'true', answer: 'retry' });
    const hint = await w.ask('GET', `${PATH}?reader=${reader}`);
    assert.match(hint.text, /5 of 6 done[\s\S]*role="alert">Not quite\. Look at the status page/);
    await w.post(`${PATH}/items/first-look`, { reader: reader!, done: 'true', answer: 'status' });
    const end = await w.ask('GET', `${PATH}?reader=${reader}`);
    assert.match(end.text, /6 of 6 done[\s\S]*You are ready/);
    await w.post(`${PATH}/items/subscribe`, { reader: reader!, done: 'false' });
    assert.match((await w.ask('GET', `${PATH}?reader=${reader}`)).text, /5 of 6 done/);
    assert.match((await w.ask('GET', PATH)).text, /0 of 6 done/);
  });

  it('speaks the languages of the page and no other', async () => {
    const german = await w.ask('GET', `/de${PATH}`);
    assert.match(german.text, /<html lang="de"[\s\S]*Bereit für eine Störung[\s\S]*0 von 6 erledigt/);
    assert.match(german.text, /action="\/de\/checklists\/ready-for-an-outage\/items\/policy"/);
    const [, reader] = /name="reader" value="([^"]+)"/.exec(german.text)!;
    const sent = await w.post(`/de${PATH}/items/report`, { reader: reader!, done: 'true' });
    assert.equal(sent.headers.location, `/de${PATH}?reader=${reader}#report`);
    assert.equal((await w.ask('GET', `/xx${PATH}`)).status, 404);
  });

  it('takes nothing that it cannot read, and says so', async () => {
    assert.equal((await w.ask('GET', '/checklists/none')).status, 404);
    assert.equal((await w.ask('GET', `${PATH}?reader=%3Cscript%3E`)).status, 200);
    assert.ok(!(await w.ask('GET', `${PATH}?reader=%3Cscript%3E`)).text.includes('<script>e'));
    for (const fields of [{}, { reader: 'x', done: 'true' }, { reader: 'browser-0001', done: 'maybe' }])
      assert.equal((await w.post(`${PATH}/items/report`, fields as Record<string, string>)).status, 400);
    const gone = await w.post(`${PATH}/items/gone`, { reader: 'browser-0001', done: 'true' });
    assert.equal(gone.status, 404);
    assert.match(gone.text, /The list has changed/);
    const strange = await w.post(`${PATH}/items/first-look`, {
      reader: 'browser-0001',
      done: 'true',
      answer: 'astrology',
    });
    assert.equal(strange.status, 400);
  });
});
