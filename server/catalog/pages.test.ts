/** Pages over the API: what is refused and what is kept, who may read, and a brand that goes round. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIds } from '#lib/id.ts';
import { createPasswords } from '#people';
import { CHEAP_SCRYPT, createTestWeb } from '../web/testing.ts';
import { contrast } from './colour.ts';
import { cssFault } from './css.ts';
import { accentIn, createCatalog } from './index.ts';
import { pageRoutes } from './page-api/routes.ts';

const PNG = `89504e470d0a1a0a${'00'.repeat(20)}`;
const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64');

async function world(t: { after(fn: () => Promise<void>): void }) {
  let catalog!: ReturnType<typeof createCatalog>;
  let drawn = '';
  const web = await createTestWeb({
    routes: [
      (api) => {
        // The store is there when a route is asked, not yet when it is registered.
        const pages = new Proxy({} as typeof catalog.pages, {
          get: (_target, name) => Reflect.get(catalog.pages, name),
        });
        pageRoutes({
          catalog: { pages } as typeof catalog,
          passwords: createPasswords(CHEAP_SCRYPT),
          clock: { nowMs: () => web.clock.nowMs() } as never,
          preview: async (draft) => {
            drawn = JSON.stringify(draft.brand);
            return '<!doctype html><title>draft</title>';
          },
          domains: {
            stateOf: (host) => ({
              host,
              kind: 'proxy',
              issuer: null,
              validUntil: null,
              renewsAt: null,
              lastError: null,
              nextTryAt: null,
            }),
          },
          csp: "default-src 'none'",
        })(api);
      },
    ],
  });
  t.after(web.close);
  catalog = createCatalog({ store: web.store, clock: web.clock, ids: createIds(web.clock) });
  const ask = (method: string, path: string, body?: unknown, headers = {}) =>
    web.ask(method, `/api/v1/pages${path}`, { as: 'owner', body, headers });
  return { web, catalog, ask, drawn: () => drawn };
}

test('pages are added, changed with their ETag, and removed; the default one stays public', async (t) => {
  const { web, catalog, ask } = await world(t);
  const component = await catalog.components.create({ slug: 'api', name: { en: 'API' } });
  const made = await ask('POST', '', {
    slug: 'acme',
    name: 'Acme',
    host: 'Status.Acme.example',
    selection: { kind: 'chosen', componentIds: [component.id] },
    access: { kind: 'private', password: 'a long enough one' },
  });
  assert.equal(made.status, 201);
  assert.equal(made.json.host, 'status.acme.example');
  assert.equal(made.json.private, true);
  assert.doesNotMatch(made.text, /long enough|scrypt/);
  const { id } = made.json;

  for (const [body, path] of [
    [{ slug: 'acme', name: 'Again' }, null],
    [{ slug: 'two', name: 'Two', host: 'status.acme.example' }, null],
    [{ slug: 'Two Words', name: 'x' }, 'slug'],
    [{ slug: 'two', name: 'x', host: 'https://acme.example' }, 'host'],
    [{ slug: 'two', name: 'x', host: '127.0.0.1' }, 'host'],
    [
      { slug: 'two', name: 'x', selection: { kind: 'chosen', componentIds: ['cmp_none'] } },
      'selection.componentIds.0',
    ],
    [{ slug: 'two', name: 'x', aliases: { cmp_none: { en: 'x' } } }, 'aliases.cmp_none'],
    [{ slug: 'two', name: 'x', brand: { css: '@import "a"' } }, 'brand.css'],
    [{ slug: 'two', name: 'x', access: { kind: 'private' } }, 'access.kind'],
    [{ slug: 'two', name: 'x', access: { kind: 'private', networks: ['10.0.0.0/40'] } }, 'access.networks.0'],
    [{ slug: 'two', name: 'x', access: { kind: 'private', networks: ['0.0.0.0/0'] } }, 'access.networks.0'],
    [{ slug: 'two', name: 'x', access: { kind: 'private', email: {} } }, 'access.email'],
  ] as const) {
    const refused = await ask('POST', '', body);
    assert.ok([400, 409].includes(refused.status), `${JSON.stringify(body)}: ${refused.status}`);
    if (path)
      assert.ok(
        refused.json.errors.some((error: { path: string }) => error.path.replaceAll('/', '.').endsWith(path)),
        refused.text,
      );
  }
  assert.equal((await catalog.pages.list()).length, 2, 'nothing was made beside the default page');

  const read = await ask('GET', `/${id}`);
  const changed = await ask('PATCH', `/${id}`, { name: 'Acme Inc.' }, { 'if-match': read.headers.etag });
  assert.equal(changed.json.name, 'Acme Inc.');
  assert.equal(changed.json.private, true, 'an edit changes what it names');
  assert.equal((await ask('PATCH', `/${id}`, { name: 'x' }, { 'if-match': read.headers.etag })).status, 412);
  await catalog.components.retire(component.id);
  assert.equal((await ask('PATCH', `/${id}`, { name: 'Acme' })).status, 200, 'what was chosen may be gone');

  const list = (await ask('GET', '')).json.items;
  const first = list.find(({ isDefault }: { isDefault: boolean }) => isDefault);
  assert.equal((await ask('DELETE', `/${first.id}`)).status, 409);
  assert.equal(
    (await ask('PUT', `/${first.id}/access`, { kind: 'private', password: 'a long enough one' })).status,
    409,
  );
  assert.equal((await ask('PATCH', `/${first.id}`, { host: 'a.example' })).status, 409);
  for (const [method, path] of [
    ['POST', ''],
    ['PATCH', `/${id}`],
    ['DELETE', `/${id}`],
    ['PUT', `/${id}/access`],
  ] as const) {
    const refused = await web.ask(method, `/api/v1/pages${path}`, {
      as: 'viewer',
      ...(method === 'DELETE' ? {} : { body: {} }),
    });
    assert.equal(refused.status, 403, `${method} ${path}: ${refused.text}`);
  }
  assert.equal((await web.ask('GET', '/api/v1/pages')).status, 401);
  assert.equal((await ask('DELETE', `/${id}`)).status, 204);
  assert.equal((await ask('GET', `/${id}`)).status, 404);
});

test('what lets readers in goes in and never comes out', async (t) => {
  const { catalog, ask } = await world(t);
  const { id } = (await ask('POST', '', { slug: 'acme', name: 'Acme' })).json;
  const oidc = { issuer: 'https://id.acme.example', clientId: 'one', clientSecret: 'hush hush hush' };
  const set = await ask('PUT', `/${id}/access`, { kind: 'private', password: 'seven lamps here', oidc });
  const { token, id: tokenId } = (await ask('POST', `/${id}/feed-tokens`, { label: 'reader' })).json;
  const answers = [
    set,
    await ask('GET', `/${id}/access`),
    await ask('GET', `/${id}`),
    await ask('GET', ''),
    await ask('GET', `/${id}/theme`),
  ];
  for (const { text } of answers) assert.doesNotMatch(text, /hush|seven lamps|scrypt|digest"|passwordHash/);
  assert.ok(!answers.some(({ text }) => text.includes(token)));
  assert.equal(set.json.passwordSet && set.json.oidc.clientSecretSet, true);

  // Left out is kept; another issuer gets no secret of the old one; null takes the password away.
  const { clientSecret: _, ...same } = oidc;
  const kept = await ask('PUT', `/${id}/access`, { kind: 'private', oidc: same });
  assert.deepEqual(
    [kept.json.passwordSet, kept.json.oidc.clientSecretSet, kept.json.generation],
    [true, true, set.json.generation + 1],
  );
  const moved = await ask('PUT', `/${id}/access`, {
    kind: 'private',
    password: null,
    oidc: { ...same, issuer: 'https://evil.example' },
  });
  assert.deepEqual([moved.json.passwordSet, moved.json.oidc.clientSecretSet], [false, false]);
  assert.equal(moved.json.feedTokens.length, 1, 'feed addresses are ended one by one');
  assert.equal((await ask('DELETE', `/${id}/feed-tokens/${tokenId}`)).status, 204);
  assert.equal((await ask('DELETE', `/${id}/feed-tokens/${tokenId}`)).status, 404);
  const before = (await catalog.pages.access(id)).generation;
  assert.equal((await ask('POST', `/${id}/revocations`)).json.generation, before + 1);
});

test('a brand is checked, previewed, exported and taken in by another page', async (t) => {
  const { web, ask, drawn } = await world(t);
  const { id } = (await ask('POST', '', { slug: 'one', name: 'One' })).json;
  const brand = { accent: '#ffcc00', font: 'serif', css: '.card{border-radius:0}' };
  const preview = await ask('POST', `/${id}/preview`, { draft: { brand } });
  assert.equal(preview.status, 201);
  assert.match(drawn(), /ffcc00/);
  const [light, dark] = preview.json.accent;
  assert.ok(light.wantedContrast < 4.5 && light.usedContrast >= 4.5 && light.used !== '#ffcc00');
  assert.equal(dark.used, '#ffcc00');
  assert.match((await web.ask('GET', preview.json.url)).text, /draft/);
  await web.clock.moveTo(web.clock.nowMs() + 11 * 60_000);
  assert.equal((await web.ask('GET', preview.json.url)).status, 404);
  assert.equal((await ask('GET', `/${id}`)).json.brand.accent, null, 'a preview keeps nothing');

  const put = (kind: string, content: string) => ask('PUT', `/${id}/assets/${kind}`, { base64: content });
  const svg = (inside: string) => base64(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);
  for (const [kind, content] of [
    ['logo', base64('<html>')],
    ['logo', base64('GIF89a')],
    ['logo', base64(`${PNG}${'00'.repeat(200_000)}`, 'hex')],
    ['font', base64(PNG, 'hex')],
    ['logo', svg('<script>1</script>')],
    ['logo', svg('<rect onload="x"/>')],
    ['logo', svg('<image href="https://evil.example/a.png"/>')],
    ['logo', svg('<a xlink:href = "javascript:x"/>')],
    ['logo', svg('<style>a{background:url(https://evil.example)}</style>')],
    ['logo', base64('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')],
  ] as const)
    assert.equal(
      (await put(kind, content)).status,
      400,
      Buffer.from(content, 'base64').toString().slice(0, 80),
    );
  assert.equal((await put('logo', svg('<circle r="4" fill="url(#a)"/><use href="#a"/>'))).status, 200);
  assert.equal((await put('favicon', base64(PNG, 'hex'))).status, 200);
  await ask('PATCH', `/${id}`, { brand });

  const theme = (await ask('GET', `/${id}/theme`)).json;
  const two = (await ask('POST', '', { slug: 'two', name: 'Two' })).json.id;
  assert.equal((await ask('PUT', `/${two}/theme`, { ...theme, schema: 'other/1' })).status, 400);
  assert.equal((await ask('PUT', `/${two}/theme`, { ...theme, brand: { css: '}' } })).status, 400);
  assert.equal((await ask('PUT', `/${two}/theme`, theme)).status, 200);
  assert.deepEqual((await ask('GET', `/${two}/theme`)).json, theme);
  assert.equal((await ask('DELETE', `/${two}/assets/logo`)).json.assets.length, 1);
});

test('CSS reaches nothing outside the page and cannot end its element', () => {
  for (const fine of [
    '',
    '.a{color:red}',
    '@media (min-width:40rem){.a::before{content:"\\201C"}}',
    '.a{background:url(data:image/png;base64,AAAA)}',
    'a>b{}/* url(https://x) @import */',
    '@media (width<40rem){a{}}',
  ])
    assert.equal(cssFault(fine), null, fine);
  for (const [bad, why] of [
    ['@import url(x)', /import/],
    ['a{background:url(https://evil.example/x)}', /url\(\)/],
    ['a{background:url("//evil.example")}', /url\(\)/],
    ['a{background:image-set("https://x" 1x)}', /image-set/],
    ['a{b:\\75rl(x)}', /escapes/],
    ['@\\69mport "x"', /escapes/],
    ['a{width:expression(1)}', /expression/],
    ['a{}</style><script>', /markup/],
    ['a{content:"</style>"}', /markup/],
    ['a{', /without/],
    ['a{}}', /too many/],
    ['a{content:"x', /no end/],
    ['/* x', /no end/],
    ['@font-face{font-family:x;src:url(data:font/woff2,x)}', /font-face/],
    ['\n\na{behavior:url(x)}', /line 3/],
    ['u/**/rl(https://evil.example)', /^$/],
  ] as const) {
    const fault = cssFault(bad);
    // Parted by a comment it is no function any more, so it may stand.
    if (bad.startsWith('u/**/')) assert.equal(fault, null);
    else assert.match(fault ?? '', why, bad);
  }
});

test('a colour is as WCAG counts it, and ends where it can be read', () => {
  assert.equal(Math.round(contrast('#000000', '#ffffff')), 21);
  assert.equal(Math.floor(contrast('#767676', '#ffffff') * 100) / 100, 4.54);
  for (const colour of ['#ffffff', '#000000', '#808080', '#ffcc00', '#1f5fa8', '#ff0000', '#00ff00'])
    for (const theme of ['light', 'dark'] as const)
      assert.ok(accentIn(theme, colour).usedContrast >= 4.5, `${colour} in ${theme}`);
});
