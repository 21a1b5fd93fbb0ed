#!/usr/bin/env node
/**
 * Posts an update to the status page by hand when everything else is dead. One file, nothing to install, Node 18 or
 * later. It stands in a kit that `candor fallback prepare` made before: kit.json (what the page was, where copies go)
 * and key.pem (a key that the installation vouched for). It never claims that something works unless told so.
 */
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `node candor-fallback.mjs post     writes the page and carries it to every target
  --message TEXT         what users see, who, since when, what to do (required)
  --phase PHASE          investigating, identified, monitoring or resolved (investigating)
  --title TEXT           for a new incident; without it the newest open one goes on
  --next 30m | 2h | 14:30   when you will say more: from now, or a time in UTC (30m)
  --component NAME=STATE as often as needed: operational, degraded_performance, partial_outage, major_outage,
                         under_maintenance or unknown; what is not named is unknown
  --severity 1-4         1 is the worst (2)
  --folder FOLDER        writes the files there too
  --no-targets           carries them nowhere
node candor-fallback.mjs check    says what is known, and tries every target; both: --kit FOLDER`;

const PHASES = ['investigating', 'identified', 'monitoring', 'resolved'];
const STATES = /^(operational|degraded_performance|partial_outage|major_outage|under_maintenance|unknown)$/;

const fail = (sentence) => {
  throw Object.assign(new Error(sentence), { ours: true });
};
const sha256 = (data) => crypto.createHash('sha256').update(data).digest('hex');
const iso = (ms) => new Date(ms).toISOString();
const hhmm = (at) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const textOf = (texts, locale) => texts[locale] ?? texts.en ?? Object.values(texts)[0] ?? '';
const UNWRITABLE = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const safe = (text) =>
  String(text)
    .replace(UNWRITABLE, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** RFC 8785: keys in the order of their code units. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
}

// The kit

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
function isSigned(publicKey, value, signature) {
  const bytes = Buffer.concat([SPKI, Buffer.from(publicKey, 'base64')]);
  const key = crypto.createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  return crypto.verify(null, Buffer.from(canonical(value)), key, Buffer.from(signature, 'base64'));
}

function openKit(folder) {
  if (!existsSync(join(folder, 'kit.json'))) fail(`No kit is in ${folder}; --kit names its folder.`);
  const kit = readJson(join(folder, 'kit.json'));
  const key = crypto.createPrivateKey(readFileSync(join(folder, 'key.pem')));
  const raw = crypto.createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
  const { delegation } = kit;
  if (Date.now() > Date.parse(delegation.validUntil))
    console.error('The key of this kit has ended: readers may refuse what it signs.');
  const seal = (value) => ({
    keyId: sha256(raw).slice(0, 16),
    publicKey: raw.toString('base64'),
    signature: crypto.sign(null, Buffer.from(canonical(value)), key).toString('base64'),
    delegation,
  });
  return { kit, seal };
}

/** The newest snapshot: the kit's, what was posted from here, or an origin's that the installation signed. */
async function lastSnapshot(kit, folder) {
  const found = [kit.snapshot];
  if (existsSync(join(folder, 'last.json'))) found.push(readJson(join(folder, 'last.json')).snapshot);
  const asked = kit.origins.map(async (origin) => {
    const url = `${origin.replace(/\/+$/, '')}/snapshot.json`;
    const answer = await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json();
    if (isSigned(kit.publicKey, answer.snapshot, answer.signature)) found.push(answer.snapshot);
  });
  await Promise.allSettled(asked);
  return found.sort((a, b) => b.version - a.version)[0];
}

// The update

function parseNext(text, nowMs) {
  const [, count, unit] = /^(\d{1,4})(m|h)$/.exec(text) ?? [];
  if (count) return iso(nowMs + Number(count) * (unit === 'h' ? 3_600_000 : 60_000));
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text))
    fail(`--next is "${text}"; it looks like 30m, 2h or 14:30 (UTC).`);
  const today = Date.parse(`${iso(nowMs).slice(0, 10)}T${text}:00.000Z`);
  return iso(today > nowMs ? today : today + 86_400_000);
}

function statesOf(last, given) {
  const names = last.components.map(({ name }) => textOf(name, 'en')).join(', ') || 'no component';
  return given.map((words) => {
    const [, name = '', status = ''] = /^(.+)=(\w+)$/.exec(words) ?? [];
    const isMeant = ({ id, name: texts }) =>
      id === name || Object.values(texts).some((each) => each.toLowerCase() === name.toLowerCase());
    const component = last.components.find(isMeant) ?? fail(`--component "${words}": the page has ${names}.`);
    if (!STATES.test(status)) fail(`--component "${words}": see --help for the states that there are.`);
    return { componentId: component.id, status };
  });
}

function withUpdate(last, flags, blank, nowMs) {
  const { message, phase = 'investigating', title, next = '30m', severity = '2', component = [] } = flags;
  if (!message || message.length > 5_000)
    fail('--message is needed: what users see, since when, what to do.');
  if (!PHASES.includes(phase)) fail(`--phase is "${phase}"; it is one of ${PHASES.join(', ')}.`);
  if (!/^[1-4]$/.test(severity)) fail('--severity is a number from 1 (the worst) to 4.');
  const at = iso(nowMs);
  const nextUpdateBy = phase === 'resolved' ? null : parseNext(next, nowMs);
  const components = statesOf(last, component);
  const named = new Map(components.map((state) => [state.componentId, state]));
  const text = (words) => ({ en: words, [last.page.locales[0] ?? 'en']: words });
  const id = (kind) => `${kind}_hand${crypto.randomUUID().replaceAll('-', '')}`;
  const update = { id: id('upd'), phase, at, text: text(message), origin: 'person' };
  Object.assign(update, { nextUpdateBy, components, corrections: [] });
  const open = title ? null : last.incidents.find((each) => each.phase !== 'resolved');
  if (!open && !title) fail('No incident is open, so this opens one: it needs a --title.');
  const fresh = { id: id('inc'), title: text(title), severity: Number(severity) };
  Object.assign(fresh, { startedAt: at, createdAt: at, firstWordAt: at });
  const before = open ?? { ...blank, ...fresh };
  const incident = {
    ...before,
    phase,
    nextUpdateBy,
    updatedAt: at,
    components: [...before.components.filter(({ componentId }) => !named.has(componentId)), ...components],
    resolvedAt: phase === 'resolved' ? at : null,
    monitoringAt: phase === 'monitoring' ? (before.monitoringAt ?? at) : before.monitoringAt,
    updates: [update, ...before.updates],
  };
  const untilMs = nextUpdateBy ? Date.parse(nextUpdateBy) + 300_000 : nowMs + 3_600_000;
  const snapshot = {
    ...last,
    // Time itself is the version: it rises over whatever the house said before, and the house rises over this.
    version: Math.max(nowMs, last.version + 1),
    madeAt: at,
    validUntil: iso(Math.min(untilMs, nowMs + 86_400_000)),
    // Nobody watches any more, so nothing is said to work unless the person who writes says so.
    components: last.components.map((each) => {
      return { ...each, status: named.get(each.id)?.status ?? 'unknown', updatedAt: at };
    }),
    incidents: [incident, ...last.incidents.filter((each) => each.id !== before.id)],
  };
  return { incident, update, snapshot };
}

// The files

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.55 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.25rem}.note,article{border:1px solid #8888;border-radius:8px;padding:.8rem 1rem;margin:1rem 0}.note{font-weight:600;border-style:dashed}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.1rem}.t{white-space:pre-line;overflow-wrap:anywhere}';
const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function card({ title, startedAt, nextUpdateBy, updates }, locale) {
  const next = nextUpdateBy ? `<p><strong>Next word by ${hhmm(nextUpdateBy)}</strong></p>` : '';
  const said = updates.map(({ at, phase, text }) => {
    return `<p><b>${safe(phase)}</b> ${hhmm(at)}</p><p class="t">${safe(textOf(text, locale))}</p>`;
  });
  return `<article><h2>${safe(textOf(title, locale))}</h2><p>Since ${hhmm(startedAt)}</p>${next}${said.join('')}</article>`;
}

function renderPage({ page, components, incidents, madeAt, validUntil }, locale) {
  const isOpen = ({ phase }) => phase !== 'resolved';
  const shown = [...incidents.filter(isOpen), ...incidents.filter((each) => !isOpen(each)).slice(0, 3)];
  const newest = textOf(incidents[0].title, locale);
  const head = safe(isOpen(incidents[0]) ? newest : `Resolved: ${newest}`);
  const list = components.map(({ name, status }) => {
    return `<li>${safe(textOf(name, locale))}: <b>${status.replace('_', ' ')}</b></li>`;
  });
  return `<!doctype html>
<html lang="${safe(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="120"><title>${safe(page.name)}: ${head}</title><link rel="alternate" type="application/rss+xml" href="/feed.rss" title="RSS"><style>${STYLE}</style></head><body><main id="status"><p>${safe(page.name)}</p><h1>${head}</h1><p class="note">This page is updated by hand: our status system cannot be reached. As of ${hhmm(madeAt)}. Later than ${hhmm(validUntil)}, treat this page as unknown.</p>${shown.map((each) => card(each, locale)).join('')}<h2>Components</h2><ul>${list.join('')}</ul></main></body></html>
`;
}

function renderFeed({ page, incidents }) {
  const items = incidents.slice(0, 50).map(({ id, title, updatedAt, updates }) => {
    const newest = safe(`${updates[0].phase}: ${textOf(updates[0].text, 'en')}`);
    return `<item><title>${safe(textOf(title, 'en'))}</title><link>${safe(page.url)}/</link><guid isPermaLink="false">${safe(id)}</guid><pubDate>${new Date(updatedAt).toUTCString()}</pubDate><description>${newest}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${safe(page.name)}</title><link>${safe(page.url)}/</link><description>Updated by hand</description>${items.join('')}</channel></rss>\n`;
}

/** Statuspage's documents, made from those that the kit holds: that format has no word for "unknown". */
function statusDocuments({ components, incidents, madeAt }, { page, components: known }) {
  const open = incidents.filter(({ phase }) => phase !== 'resolved');
  const worst = Math.min(4, ...open.map(({ severity }) => severity));
  const description = open[0] ? textOf(open[0].title, 'en') : 'Updated by hand; not everything is known';
  const status = { indicator: ['critical', 'major', 'minor', 'minor'][worst - 1], description };
  const states = new Map(components.map(({ id, status: state }) => [id, state === 'unknown' ? null : state]));
  const told = open.map(({ id, title, phase, severity, createdAt, updatedAt, updates }) => {
    const impact = ['critical', 'major', 'minor', 'none'][severity - 1];
    const said = updates.map(({ text, at, ...each }) => {
      return { id: each.id, status: each.phase, body: textOf(text, 'en'), created_at: at };
    });
    const times = { created_at: createdAt, updated_at: updatedAt };
    return { id, name: textOf(title, 'en'), status: phase, impact, ...times, incident_updates: said };
  });
  const parts = known.map((each) => ({ ...each, status: states.get(each.id) ?? 'degraded_performance' }));
  const about = { page: { ...page, updated_at: madeAt }, status };
  const summary = { ...about, components: parts, incidents: told, scheduled_maintenances: [] };
  return Object.entries({ 'api/v2/status.json': about, 'api/v2/summary.json': summary });
}

/** Every file in the order of writing: the page, the snapshot and the signed list come last. */
function filesOf(snapshot, { kit, seal }) {
  const [first = 'en', ...others] = snapshot.page.locales;
  const item = (file, type, body) => ({ file, type: `${type}; charset=utf-8`, text: body });
  const json = (file, value) => item(file, 'application/json', JSON.stringify(value));
  const page = (file, locale) => item(file, 'text/html', renderPage(snapshot, locale));
  const files = [
    ...statusDocuments(snapshot, kit.summary).map(([file, value]) => json(file, value)),
    item('feed.rss', 'application/rss+xml', renderFeed(snapshot)),
    ...others.map((locale) => page(`${locale}/index.html`, locale)),
    page('index.html', first),
    json('snapshot.json', { snapshot, ...seal(snapshot) }),
  ];
  const types = [...new Set(files.map(({ type }) => type))];
  const cached = { 'Cache-Control': 'no-cache', 'Access-Control-Allow-Origin': '*' };
  const documents = files.map(({ file, type, text }) => [
    `/${file.replace(/(^|\/)index\.html$/, '$1')}`,
    { file, sha256: sha256(text), bytes: Buffer.byteLength(text), headers: types.indexOf(type) },
  ]);
  const { version, madeAt, validUntil } = snapshot;
  const headers = types.map((type) => ({ 'Content-Type': type, 'Content-Security-Policy': CSP, ...cached }));
  const copy = { schema: 'candor.copy/1', version, madeAt, validUntil, headers };
  copy.documents = Object.fromEntries(documents);
  return [...files, json('copy.json', { copy, ...seal(copy) })];
}

// The targets

function intoFolder({ path: folder }) {
  return {
    put({ file, text }) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.candor-new`, text);
      renameSync(`${path}.candor-new`, path);
    },
    remove: (file) => rmSync(join(folder, file), { force: true }),
  };
}

async function send(method, url, headers, body) {
  const signal = AbortSignal.timeout(20_000);
  const answer = await fetch(url, { method, headers, ...(body ? { body } : {}), redirect: 'error', signal });
  const said = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
  const isGone = method === 'DELETE' && [404, 405, 410, 501].includes(answer.status);
  if (!answer.ok && !isGone) fail(`${method} was answered ${answer.status}${said ? ` (${said})` : ''}.`);
}

const byRequests = (ask) => ({
  put: ({ file, type, text }) =>
    ask('PUT', file, { 'content-type': type, 'cache-control': 'no-cache' }, text),
  remove: (file) => ask('DELETE', file, {}),
});

function byPut({ url, auth, username, secret }) {
  const basic = () => `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const authorization = { bearer: () => `Bearer ${secret}`, basic }[auth]?.();
  const base = url.endsWith('/') ? url : `${url}/`;
  return byRequests((method, file, headers, body) =>
    send(method, new URL(file, base), { ...headers, ...(authorization ? { authorization } : {}) }, body),
  );
}

/** Signature Version 4, by its own words: a canonical request, its hash under a key derived for the day. */
function byS3({ endpoint, region, bucket, prefix, pathStyle, accessKeyId, secret }) {
  return byRequests((method, file, headers, body = '') => {
    const url = new URL(endpoint);
    if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${pathStyle ? `${bucket}/` : ''}${prefix}${file}`;
    const at = iso(Date.now()).replace(/\.\d+|[:-]/g, '');
    const signed = { host: url.host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': at };
    const names = Object.keys(signed).join(';');
    const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}`);
    const request = [method, url.pathname, '', ...lines, '', names, sha256(body)].join('\n');
    const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
    const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
    const key = scope.split('/').reduce(hmac, `AWS4${secret}`);
    const signature = hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n')).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    const { host: _, ...sent } = signed;
    return send(method, url, { ...headers, ...sent, authorization }, body);
  });
}

/** Over ssh with the keys of whoever runs this; over https with the kit's token, by askpass. */
function byGit({ remote, branch, folder, username, secret }) {
  const work = mkdtempSync(join(tmpdir(), 'candor-fallback-'));
  const ask = '#!/bin/sh\ncase "$1" in Username*) echo "$KIT_USER";; *) echo "$KIT_SECRET";; esac\n';
  writeFileSync(join(work, 'ask'), ask, { mode: 0o700 });
  const given =
    secret && remote.startsWith('https:') ? { GIT_ASKPASS: join(work, 'ask'), KIT_SECRET: secret } : {};
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', KIT_USER: username, ...given };
  const settings = [
    'core.symlinks=false',
    'core.hooksPath=/dev/null',
    'safe.directory=*',
    'user.name=Candor',
  ];
  const all = [...settings, 'user.email=candor@localhost'].flatMap((each) => ['-c', each]);
  const options = { env, cwd: work, stdio: 'pipe', timeout: 60_000 };
  const git = (...args) => execFileSync('git', [...all, ...args], options);
  const tree = join(work, 'tree');
  git('clone', '--quiet', '--depth=1', '--branch', branch, remote.replace(/^\//, 'file:///'), tree);
  const finish = () => {
    git('-C', tree, 'add', '--all', '--force', '.');
    git('-C', tree, 'commit', '--quiet', '--allow-empty', '--message', 'Status page, updated by hand');
    git('-C', tree, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  };
  const close = () => rmSync(work, { recursive: true, force: true });
  return { ...intoFolder({ path: join(tree, folder) }), finish, close };
}

const DOORS = { folder: intoFolder, 'http-put': byPut, s3: byS3, git: byGit };

/** Carries files to one target; what claimed a state before and is not written anew is removed. */
async function carry({ place }, files, stale) {
  if (!DOORS[place.kind]) fail(`${place.kind} is carried by hand: copy what --folder writes.`);
  const door = DOORS[place.kind](place);
  try {
    for (const file of files) await door.put(file);
    for (const file of stale) await door.remove(file);
    await door.finish?.();
  } finally {
    door.close?.();
  }
}

async function toAll(targets, work) {
  const results = await Promise.allSettled(targets.map(work));
  results.forEach(({ reason }, i) => {
    const { name, place } = targets[i];
    const last = reason?.stderr?.toString().trim().split('\n').at(-1);
    const why = String(reason?.cause?.code ?? last ?? reason?.message);
    console.log(`  ${name}: ${reason ? `failed: ${why.split(place.secret || '\0').join('•••')}` : 'done'}`);
  });
  return results.every(({ status }) => status === 'fulfilled');
}

// The command line

const TEXTS = ['message', 'phase', 'title', 'next', 'severity', 'folder', 'kit'];
const options = Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' }]));
Object.assign(options, { component: { type: 'string', multiple: true }, 'no-targets': { type: 'boolean' } });

async function main([command, ...args]) {
  if (!['post', 'check'].includes(command) || args.includes('--help')) return console.log(HELP);
  const { values: flags } = parseArgs({ args, options });
  const folder = resolve(flags.kit ?? dirname(fileURLToPath(import.meta.url)));
  const { kit, seal } = openKit(folder);
  const last = await lastSnapshot(kit, folder);
  let whole = true;
  if (command === 'check') {
    console.log(`Last known: ${hhmm(last.madeAt)}. The key ends on ${hhmm(kit.delegation.validUntil)}.`);
    console.log(`Components: ${last.components.map(({ name }) => textOf(name, 'en')).join(', ') || 'none'}.`);
    const small = { file: 'candor-drill.txt', type: 'text/plain', text: 'A drill of the fallback kit.\n' };
    whole = await toAll(kit.targets, async (target) => {
      await carry(target, [small], []);
      await carry(target, [], [small.file]);
    });
  } else {
    const { update, incident, snapshot } = withUpdate(last, flags, kit.blankIncident, Date.now());
    const files = filesOf(snapshot, { kit, seal });
    writeFileSync(join(folder, 'last.json'), JSON.stringify({ snapshot }));
    const log = join(folder, 'posted.json');
    const { text: _, origin, components, corrections, ...words } = update;
    Object.assign(words, { title: textOf(incident.title, 'en'), message: flags.message });
    writeFileSync(log, JSON.stringify([...(existsSync(log) ? readJson(log) : []), words], null, 2));
    if (flags.folder) for (const file of files) intoFolder({ path: resolve(flags.folder) }).put(file);
    const stale = kit.stale.filter((name) => !files.some(({ file }) => file === name));
    if (!flags['no-targets']) whole = await toAll(kit.targets, (target) => carry(target, files, stale));
    const promise = words.nextUpdateBy ? ` You promised the next word by ${hhmm(words.nextUpdateBy)}.` : '';
    console.log(`Posted at ${hhmm(words.at)}.${promise}`);
  }
  if (!whole) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(
    error.ours || error.code?.startsWith('ERR_PARSE') ? error.message : `It failed: ${error.message}`,
  );
  process.exitCode = 1;
});
