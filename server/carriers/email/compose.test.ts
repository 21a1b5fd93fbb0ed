/** Letters against independent readers: mailparser and nodemailer's composer for the content, mailauth for signatures. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Outgoing, Rendered } from '../carrier.ts';
import { addressFault, addressFrom } from './addresses.ts';
import { type ComposeSettings, createComposer, type Mail } from './compose.ts';
import { createDkimSigner, openDkimKey } from './dkim.ts';
import { documentOf } from './variant.ts';

const settings: ComposeSettings = {
  sender: { name: 'Acme Status', address: 'status@acme.example', domain: 'acme.example' },
  publicUrl: 'https://status.acme.example',
  unsubscribeMailbox: 'leave@acme.example',
};
const delivery = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: 'dlv_1',
  key: '0123456789abcdef'.repeat(4),
  kind: 'update',
  incidentId: 'inc_1',
  updateId: 'upd_1',
  recipientId: 'sub_1',
  recipientKind: 'subscriber',
  address: 'ada@example.org',
  locale: 'en',
  timeZone: 'UTC',
  secret: null,
  unsubscribeUrl: 'https://status.acme.example/u/abc?x=1&y=%20',
  ownUrl: null,
  createdAt: '2026-03-01T10:00:00.000Z',
  ...more,
});
const write = (form: Rendered, more: Partial<Outgoing> = {}, own = settings) =>
  createComposer()(delivery(more), { form, event: { type: 'x', data: {} } }, own);
const bytesOf = (mail: Mail) => Buffer.from(mail.bytes, 'latin1');
const read = (mail: Mail) => simpleParser(bytesOf(mail));

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '\n',
          '\r\n',
          ' ',
          '\t',
          '=',
          '=3D',
          '=?UTF-8?Q?x?=',
          '.',
          '\n.',
          'From ',
          '🧯',
          '👩‍👩‍👧',
          'שלום',
          'مرحبا',
        ],
        ...[
          'ü',
          'e\u0301',
          '\u202e',
          '{{unsubscribeUrl}}',
          '{{ownUrl}}',
          '{{other}}',
          '--',
          '\n--=_',
          'x'.repeat(300),
        ],
        ...['ظ'.repeat(120), '<b>', '&amp;', '"', '\\', ',', 'a '.repeat(90)],
      ),
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join('').replace(/\p{Cc}/gu, (letter) => (/[\r\n\t]/.test(letter) ? letter : '')))
  // A lone CR is no line end of any kind; readers disagree on what it is.
  .map((text) => text.replace(/\r(?!\n)/g, '').toWellFormed());
const links = fc.record({
  unsubscribeUrl: fc.constantFrom(
    null,
    'https://s.example/u/a',
    `https://s.example/${'t='.repeat(99)}?a=b&c='"`,
  ),
  ownUrl: fc.constantFrom(null, `https://s.example/own/${'z'.repeat(200)}`),
});
const spaced = (text = '') => text.replace(/ +/g, ' ');
const lines = (text: string) => text.replace(/\r\n/g, '\n').trimEnd();

/** What nodemailer makes of the same message. */
async function theirs(
  form: Rendered,
  { unsubscribeUrl, ownUrl }: Pick<Outgoing, 'unsubscribeUrl' | 'ownUrl'>,
  name: string,
) {
  const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const href = (url: string | null) => (url ? new URL(url).href : '');
  const filled = (text: string, as: (url: string) => string) =>
    text
      .replaceAll('{{unsubscribeUrl}}', () => as(href(unsubscribeUrl)))
      .replaceAll('{{ownUrl}}', () => as(href(ownUrl)));
  const clean = (text: string) =>
    text
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim()
      .slice(0, 400);
  const composer = new MailComposer({
    from: { name: clean(name), address: 'status@acme.example' },
    to: 'ada@example.org',
    subject: clean(form.subject),
    text: filled(form.text, (url) => url),
    ...(form.html ? { html: filled(form.html, escaped) } : {}),
    textEncoding: 'base64',
  });
  return simpleParser(await composer.compile().build());
}

test('whatever is written, a reader gets what nodemailer would have sent, in lines that every relay takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ subject: nasty, text: nasty, html: fc.option(nasty, { nil: undefined }), name: nasty }),
      links,
      async ({ subject, text, html, name }, both) => {
        // Without a text nodemailer leaves the part out, and a reader makes one of the HTML.
        const form = { subject, text: html ? `Hello ${text}` : text, ...(html ? { html } : {}) };
        const mail = write(form, both, { ...settings, sender: { ...settings.sender, name } });
        assert.match(mail.bytes, /^[\t\r\n\x20-\x7e]*$/, 'seven bits');
        for (const line of mail.bytes.split('\r\n')) assert.ok(line.length <= 998 && !/[\r\n]/.test(line));
        const body = mail.bytes.slice(mail.bytes.indexOf('\r\n\r\n'));
        assert.ok(body.split('\r\n').every((line) => line.length <= 76));
        const whole = html ? { ...form, html: documentOf(subject, html) } : form;
        const [ours, wanted] = [await read(mail), await theirs(whole, both, name)];
        // nodemailer lets pass what a reader takes for an encoded word, and folds away blanks.
        if (!subject.includes('=?')) assert.equal(spaced(ours.subject), spaced(wanted.subject));
        if (!name.includes('=?'))
          assert.equal(spaced(ours.from!.value[0]!.name), spaced(wanted.from!.value[0]!.name));
        assert.equal(ours.from!.value[0]!.address, 'status@acme.example');
        assert.equal(lines(ours.text ?? ''), lines(wanted.text ?? ''));
        assert.equal(lines(ours.html || ''), lines(wanted.html || ''));
      },
    ),
    { numRuns: 100 },
  );
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const sign = createDkimSigner({
  domain: 'acme.example',
  selector: 'candor',
  privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  record: { name: '', type: 'TXT', value: '' },
});
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
async function check(message: string) {
  const { results } = await dkimVerify(Buffer.from(message, 'latin1'), { resolver: async () => [[record]] });
  return results[0]!;
}

test('the signature holds before an independent checker, whatever is written, and covers every header field', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ subject: nasty, text: nasty, html: fc.option(nasty, { nil: undefined }) }),
      links,
      fc.constantFrom('ada@example.org', 'jürgen@bücher.example', '"ada  l."@example.org'),
      async ({ subject, text, html }, both, address) => {
        const { bytes } = await sign(
          write({ subject, text, ...(html ? { html } : {}) }, { ...both, address }),
        );
        const result = await check(bytes);
        assert.equal(result.status.result, 'pass', String(result.status.comment));
        const head = bytes.slice(0, bytes.indexOf('\r\n\r\n'));
        const names = [...head.matchAll(/^([\w-]+):/gm)].map(([, name]) => name!.toLowerCase());
        const signed = result.signingHeaders!.keys.toLowerCase().split(/:\s*/);
        assert.deepEqual(
          names.filter((name) => name !== 'dkim-signature' && !signed.includes(name)),
          [],
        );
        assert.ok(both.unsubscribeUrl === null || signed.includes('list-unsubscribe-post'));
      },
    ),
    { numRuns: 40 },
  );
});

test('a signature breaks when a word, a link or the recipient is changed', async () => {
  const { bytes } = await sign(write({ subject: 'A', text: 'Down.\n\n{{unsubscribeUrl}}' }));
  assert.equal((await check(bytes)).status.result, 'pass');
  for (const [from, to] of [
    ['Down', 'Fine'],
    ['/u/abc', '/u/abd'],
    ['ada@', 'bob@'],
    ['Subject: A', 'Subject: B'],
    ['One-Click', 'Two-Click'],
  ] as const) {
    const changed = bytes.replaceAll(from, to);
    assert.notEqual(changed, bytes);
    assert.notEqual((await check(changed)).status.result, 'pass', from);
  }
});

test('the same letter is the same bytes, whoever composes it and whatever was composed before', async () => {
  const form = { subject: 'Störung', text: 'Zeile {{unsubscribeUrl}}', html: '<p>{{ownUrl}}</p>' };
  const compose = createComposer({ mostBytes: 1 });
  const content = { form, event: { type: 'x', data: {} } };
  const first = compose(delivery(), content, settings);
  for (let n = 0; n < 5; n++)
    compose(delivery({ address: `x${n}@example.org`, ownUrl: 'https://x.example/' }), content, settings);
  const again = write(structuredClone(form));
  assert.equal(first.bytes, again.bytes);
  assert.equal((await sign(first)).bytes, (await sign(again)).bytes);
});

test('one reader never gets what is another’s', () => {
  const compose = createComposer();
  const form = {
    subject: 'A',
    text: 'Hello {{unsubscribeUrl}} {{ownUrl}}',
    html: '<a href="{{unsubscribeUrl}}">x</a>',
  };
  const of = (id: string) =>
    compose(
      delivery({
        key: `${id}${'0'.repeat(60)}`,
        recipientId: `sub_${id}`,
        address: `${id}@example.org`,
        unsubscribeUrl: `https://s.example/u/${id}`,
        ownUrl: id === 'ccc' ? null : `https://s.example/o/${id}`,
      }),
      { form, event: { type: 'x', data: {} } },
      settings,
    ).bytes;
  const all = ['aaa', 'bbb', 'ccc', 'aaa'].map(of);
  assert.equal(all[0], all[3]);
  for (const [i, id] of ['aaa', 'bbb', 'ccc'].entries())
    for (const other of ['aaa', 'bbb', 'ccc'])
      assert.equal(
        new RegExp(`${other}(@|0|\\b)`).test(all[i]!),
        id === other,
        `${other} in the letter to ${id}`,
      );
});

test('what is kept of messages is bounded', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const compose = createComposer({ mostBytes: 1_000_000 });
  const text = 'long '.repeat(20_000);
  const heapMb = () => {
    collect();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  const before = heapMb();
  for (let n = 0; n < 60; n++)
    compose(delivery(), { form: { subject: `S ${n}`, text }, event: { type: 'x', data: {} } }, settings);
  const grown = heapMb() - before;
  assert.ok(grown < 3, `${grown} MB for 60 messages of 100 kB`);
});

test('IDN and quoted addresses go out in ASCII; what is none is refused with a sentence', async () => {
  const idn = write({ subject: 'A', text: 'B' }, { address: 'ada@bücher.example' });
  assert.equal(idn.to, 'ada@xn--bcher-kva.example');
  assert.equal(idn.utf8, false);
  assert.equal(
    (await read(idn)).to && (idn.bytes.match(/^To: (.*)\r$/m) ?? [])[1],
    'ada@xn--bcher-kva.example',
  );
  const local = write({ subject: 'A', text: 'B' }, { address: 'jürgen@bücher.example' });
  assert.equal(local.utf8, true);
  assert.equal(local.to, 'jürgen@xn--bcher-kva.example');
  assert.ok(bytesOf(local).includes('To: jürgen@xn--bcher-kva.example\r\n'));
  const quoted = write({ subject: 'A', text: 'B' }, { address: '"ada \\"b\\" , c"@example.org' });
  assert.equal(quoted.to, '"ada \\"b\\" , c"@example.org');
  for (const good of ['a@b.example', '"a b"@c.example', 'ü@ö.example', `${'a'.repeat(64)}@b.example`])
    assert.equal(addressFault(good), null, good);
  for (const bad of [
    ...[
      '',
      'a',
      '@b.example',
      'a@',
      'a@b@c',
      'a b@c.example',
      '"a"b"@c.example',
      '"a\r\nb"@c.example',
      '"a\\"@c.example',
    ],
    ...['a@b..example', 'a@-', 'a@b.example>', 'a@b.example, c@d.example', `a@${'b.'.repeat(130)}example`],
    ...[`a@${'ü'.repeat(240)}.example`, '"🙂"@b.example', 'a\u0000@b.example', '"a@b.example'],
    // Not seen, or read the other way round; an IP address is no domain.
    ...['a\u202emoc.b@c.example', 'a\u200bb@c.example', 'a\u2028b@c.example', 'a@127.0.0.1', 'a@b.0'],
  ])
    assert.notEqual(addressFault(bad), null, bad);
});

test('at the door an address gets its one spelling, and what RFC 5321 does not know is refused', () => {
  for (const [given, kept] of [
    [' reader@b.example ', 'reader@b.example'],
    ['"reader.one+x"@b.example', 'reader.one+x@b.example'],
    ['"a b"@b.example', '"a b"@b.example'],
    ['".a"@b.example', '".a"@b.example'],
    ['u\u0308ber@b.example', 'über@b.example'],
    ["o'brien@b.example", "o'brien@b.example"],
  ] as const)
    assert.deepEqual(addressFrom(given), { address: kept });
  for (const dots of ['.a@b.example', 'a.@b.example', 'a..b@b.example'])
    assert.match(JSON.stringify(addressFrom(dots)), /dot before the @/, dots);
  for (const none of [`${'ü'.repeat(33)}@b.example`, '', 'a@', '"a"b@c.example'])
    assert.match(JSON.stringify(addressFrom(none)), /not a mail address/, none);
});

test('the record of a sender in other letters is named as DNS names it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-dkim-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { record } = openDkimKey({ folder, domain: 'bücher.example', selector: 'candor' });
  assert.equal(record.name, 'candor._domainkey.xn--bcher-kva.example');
});

test('a mailbox for leaving keeps the header in ASCII', () => {
  const mail = write(
    { subject: 'A', text: 'B' },
    {},
    { ...settings, unsubscribeMailbox: 'löschen+1@bücher.example' },
  );
  assert.match(mail.bytes, /^ <mailto:l%C3%B6schen\+1@xn--bcher-kva\.example\?subject=unsubscribe>\r$/m);
});

test('names of three hundred letters, right to left and with signs, stay one sender', async () => {
  for (const name of [
    'ن'.repeat(300),
    'Acme, "Inc." <x@y>',
    'A'.repeat(300),
    '👩‍🚒 Status',
    'x\r\nBcc: a@b.example',
  ]) {
    const mail = write(
      { subject: 'A', text: 'B' },
      {},
      { ...settings, sender: { ...settings.sender, name } },
    );
    const { from, headers } = await read(mail);
    assert.equal(from!.value.length, 1);
    assert.equal(from!.value[0]!.address, 'status@acme.example');
    assert.equal(from!.value[0]!.name, name.replace('\r\n', ' '));
    assert.equal(headers.get('bcc'), undefined);
  }
});
