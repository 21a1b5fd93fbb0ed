/** How readers come into a private page by a link in their mail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from './house.ts';
import { browser, privatePage } from './page-reader.ts';

const LINK = /http:\/\/[^\s"]+\/p\/acme\/sign-in\/link\/[\w-]+/;

test('a link by mail opens the page once, for those whom the page allows, and tells strangers nothing', async (t) => {
  const { house, base, admit } = await privatePage(t);
  await house.app.audience.customers.importCsv(
    'external_id,name,email,segment\n1,One,one@first.example,gold\n2,Two,two@second.example,silver\n',
  );
  await admit({
    email: { domains: ['staff.example'], addresses: ['guest@mail.example'], segments: ['gold'] },
  });
  const ask = async (email: string) => {
    const before = house.mail.inbox().length;
    const answer = await browser(base)('/p/acme/sign-in/email', { email });
    await house.settled();
    return { answer, letters: house.mail.inbox().slice(before) };
  };
  const allowed = ['a@staff.example', 'Guest@Mail.example', 'one@first.example'];
  const strangers = [
    'two@second.example',
    'a@staff.example.evil.example',
    'a@xstaff.example',
    'guest@mail.example.org',
  ];
  const answers = new Set<string>();
  let link = '';
  for (const email of [...allowed, ...strangers]) {
    await house.forward(seconds(13));
    const { answer, letters } = await ask(email);
    assert.equal(answer.status, 202);
    answers.add(answer.text);
    assert.equal(letters.length, allowed.includes(email) ? 1 : 0, email);
    if (letters[0]) link = LINK.exec(letters[0].text)![0];
  }
  assert.equal(answers.size, 1, 'the answer is the same for everybody');
  await house.forward(seconds(61));
  const twice = [await ask('one@first.example'), await ask('one@first.example')];
  assert.deepEqual(
    twice.map(({ letters }) => letters.length),
    [1, 0],
    'one link a minute for one address',
  );
  link = LINK.exec(twice[0]!.letters[0]!.text)![0];

  const reader = browser(base);
  assert.equal((await reader('/p/acme/')).status, 303);
  assert.match((await reader(link)).text, /<form method="post">/, 'a scanner that looks uses nothing up');
  const opened = await reader(link, {});
  assert.equal(opened.location, '/p/acme/');
  assert.equal((await reader('/p/acme/')).status, 200);
  assert.equal((await browser(base)(link, {})).status, 403, 'once');
  await reader('/p/acme/sign-in/end', {});
  assert.equal((await reader('/p/acme/')).status, 303);

  // Over after a quarter of an hour; gone with the access that it was made under; nothing of it in the database.
  await house.forward(seconds(61));
  const [late] = (await ask('a@staff.example')).letters;
  await house.forwardAlone(15 * 60_000);
  assert.equal((await browser(base)(LINK.exec(late!.text)![0], {})).status, 403);
  const [revoked] = (await ask('a@staff.example')).letters;
  await admit({ email: { addresses: ['other@mail.example'] } });
  assert.equal((await browser(base)(LINK.exec(revoked!.text)![0], {})).status, 403);
  for (const guess of ['guess', 'x'.repeat(300)]) {
    const { status } = await browser(base)(`/p/acme/sign-in/link/${guess}`, {});
    assert.ok([403, 404, 414].includes(status), `${guess}: ${status}`);
  }
});
