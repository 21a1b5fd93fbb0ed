/**
 * The demo's story, step by step: each step does one thing as its user would and then proves it from outside. A step
 * that cannot be proven fails the demo.
 */
import type { MailServer, ReceivedMail, WebhookReceiver } from '../../../mocks/index.ts';
import type { Candor } from './candor.ts';
import type { Reader, Sighting } from './reader.ts';
import type { BreakMode, Shop } from './shop.ts';
import type { Traffic } from './traffic.ts';

export type World = {
  candor: Candor;
  shop: Shop;
  mail: MailServer;
  webhooks: WebhookReceiver;
  reader: Reader;
  traffic: Traffic;
  mode: BreakMode;
  say: (line: string) => void;
};

export type Results = {
  mode: BreakMode;
  minutes: { detect: number; firstWord: number; acknowledge: number; recover: number };
  promises: { kept: number; keptByNote: number; missed: number };
  accepted: Record<string, number>;
  reader: { phase: string; saw: Sighting }[];
  headlines: { at: string; headline: string }[];
  liveEvents: number;
  postmortem: { url: string; evidence: number };
  credit: { customers: number; totalMinor: number; currency: string; recomputes: boolean };
  survey: { invited: number; answered: number };
  trust: {
    metric: string;
    trueEffect: number;
    measured: number | null;
    low: number | null;
    high: number | null;
    verdict: string;
  };
  checklist: { done: number; of: number };
  verified: string[];
};

type Incident = {
  id: string;
  phase: string;
  startedAt: string;
  firstWordAt: string | null;
  recoveredAt: string | null;
  updates: { origin: string; at: string; text: Record<string, string> }[];
  promises: { outcome: string }[];
  measures: Record<string, number | null>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `look` answers something, or says what did not happen. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > untilMs)
      throw new Error(`Not seen from outside within ${withinMs / 1_000} s: ${what}`);
    await pause(150);
  }
}

const CADENCE_SECONDS = 12;
const hhmm = (instant: string) => instant.slice(11, 16);

export async function tellStory(world: World): Promise<Results> {
  const { candor, shop, mail, webhooks, reader, traffic, mode, say } = world;
  const verified: string[] = [];
  const prove = (what: string) => {
    verified.push(what);
    say(`  ✓ ${what}`);
  };
  const mailTo = (address: string, about: (letter: ReceivedMail) => boolean) =>
    mail.inbox().find((letter) => letter.to.includes(address) && about(letter));

  say('\nPrepare');
  const components = {
    checkout: await candor.ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'shop-api',
      name: { en: 'Shop API', de: 'Shop-API' },
      position: 1,
    }),
    web: await candor.ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'website',
      name: { en: 'Website', de: 'Website' },
      position: 2,
    }),
  };
  const [page] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/pages')).items;
  await candor.ok('PATCH', `/api/v1/pages/${page!.id}`, {
    name: 'Demo Shop',
    supportUrl: 'https://shop.example/help',
  });
  await candor.ok('PUT', '/api/v1/tell/settings', {
    cadenceSeconds: { 1: CADENCE_SECONDS, 2: CADENCE_SECONDS, 3: CADENCE_SECONDS, 4: CADENCE_SECONDS },
    firstWordHoldSeconds: 1,
    undoHoldSeconds: 1,
  });
  const [owner] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/persons')).items;
  const [policy] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/escalation-policies')).items;
  await candor.ok('PUT', `/api/v1/escalation-policies/${policy!.id}`, {
    name: 'Default',
    ownerId: owner!.id,
    acknowledgeSeconds: { 1: 4, 2: 4, 3: 4, 4: 4 },
    steps: [
      {
        afterSeconds: 4,
        personIds: [owner!.id],
        webhooks: [{ url: `${webhooks.url}/escalation`, secret: DEMO_WEBHOOK_SECRET }],
      },
    ],
  });
  const monitorOf = (name: string, componentId: string, url: string, contains: string) =>
    candor.ok<{ id: string }>('POST', '/api/v1/monitors', {
      name,
      componentId,
      target: {
        kind: 'http',
        url,
        assertions: [
          { type: 'status', oneOf: ['2xx'] },
          { type: 'body', operator: 'contains', text: contains },
          { type: 'responseTime', belowMs: 1_500 },
        ],
      },
      intervalSeconds: 1,
      timeoutMs: 1_800,
      recheckMs: 400,
      opensIncident: 1,
    });
  await monitorOf('Shop API lists products', components.checkout.id, `${shop.apiUrl}/products`, 'products');
  await monitorOf('Website answers', components.web.id, `${shop.url}/`, 'Demo Shop');
  await candor.ok('POST', '/api/v1/customers/imports', {
    csv: `external_id,name,email,plan,fee_minor,currency,started_on\ncus-1,Demo Customer One,one@customer.example,business,50000,EUR,2024-01-01\ncus-2,Demo Customer Two,two@customer.example,business,12900,EUR,2024-01-01\n`,
  });
  const webhookSubscriber = await candor.ok<{ id: string; secret: string }>('POST', '/api/v1/subscribers', {
    carrier: 'webhook',
    address: `${webhooks.url}/status`,
    secret: DEMO_WEBHOOK_SECRET,
  });
  prove(
    `two components, two monitors, an escalation policy, two customers and a webhook (${webhookSubscriber.id}) set up through the API`,
  );

  for (const [email, locale] of [
    ['reader@example.com', 'en'],
    ['leser@example.com', 'de'],
  ] as const) {
    const answer = await fetch(`${candor.url}/subscribers`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, locale }),
    });
    if (answer.status !== 202) throw new Error(`Signing up answered ${answer.status}`);
    const letter = await eventually(`the confirmation mail to ${email}`, () =>
      mailTo(email, (found) => /confirm|bestätigen/i.test(found.subject)),
    );
    const link = /http\S+\/confirm/.exec(letter.text)![0];
    await fetch(link);
    const counts = await candor.ok<{ pending: number }>('GET', '/api/v1/subscribers/counts');
    if (counts.pending < 1) throw new Error('A GET alone confirmed the subscription.');
    const confirmed = await fetch(link, { method: 'POST' });
    if (!confirmed.ok) throw new Error(`Confirming answered ${confirmed.status}`);
  }
  prove('two readers signed up on the page and confirmed by mail; following the link alone changed nothing');
  await traffic.importHistory(candor);
  traffic.start(candor.url);
  prove(`${traffic.historyBuckets()} buckets of backdated traffic imported; visitors come`);
  const checklist = await doChecklist(candor);
  prove(`an end user went through the checklist: ${checklist.done} of ${checklist.of}`);
  const calm = await eventually('the page saying that everything works', async () => {
    const sighting = await reader.look();
    return sighting.headline === 'Everything works.' && sighting.statuspage === 'All Systems Operational'
      ? sighting
      : null;
  });
  prove(`an outside reader sees: "${calm.headline}"`);
  const saw: Results['reader'] = [{ phase: 'calm', saw: calm }];
  await pause(6_000);

  say(`\nBreak (${mode})`);
  const brokenAt = new Date().toISOString();
  await shop.break(mode);
  traffic.breakNow();
  const incident = async () => {
    const { items } = await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/incidents?limit=1');
    return items[0] ? candor.ok<Incident>('GET', `/api/v1/incidents/${items[0].id}`) : null;
  };
  const opened = await eventually('an incident opened by the monitors', incident);
  prove(`detected: ${opened.id} (impact since ${hhmm(opened.startedAt)} UTC)`);
  await eventually('the first public word', async () => (await incident())?.firstWordAt);
  const first = await eventually('the failure on the page', async () => {
    const sighting = await reader.look();
    return sighting.headline !== calm.headline &&
      sighting.nextWord &&
      sighting.feed.includes('[Investigating]')
      ? sighting
      : null;
  });
  saw.push({ phase: 'investigating', saw: first });
  prove(
    `the page says "${first.headline}", the feed "${first.feed}", the compatible API "${first.statuspage}"`,
  );
  for (const [address, word] of [
    ['reader@example.com', '[Investigating]'],
    ['leser@example.com', 'Shop-API'],
  ] as const)
    await eventually(`the first word in ${address}'s box`, () =>
      mailTo(address, (found) => found.subject.includes(word)),
    );
  const letter = mailTo('reader@example.com', (found) => found.subject.includes('[Investigating]'))!;
  for (const header of [
    'list-unsubscribe',
    'list-unsubscribe-post',
    'list-id',
    'dkim-signature',
    'auto-submitted',
  ])
    if (!letter.headers[header]) throw new Error(`The mail has no ${header} header.`);
  prove(`mail in both boxes, in English and German, signed, with one-click unsubscribe: "${letter.subject}"`);
  const hook = await eventually('the signed webhook', () =>
    webhooks.accepted().find((call) => call.path.endsWith('/status')),
  );
  if (hook.verified !== true) throw new Error('The signature of the webhook does not hold.');
  prove(`the webhook arrived and its signature holds (${hook.id})`);
  await eventually(
    'the escalation',
    () =>
      webhooks.accepted().find((call) => call.path.endsWith('/escalation')) &&
      mailTo('owner@shop.example', (found) => found.subject.startsWith('Nobody has acknowledged')),
  );
  prove('nobody acknowledged, so the owner was mailed again and the escalation webhook called');

  say('\nTell');
  const { id } = opened;
  const note = await eventually(
    'an honest "no change" note before the promised time',
    async () => (await incident())!.updates.find(({ origin }) => origin === 'note'),
    40_000,
  );
  prove(
    `nobody spoke, so the promise was kept by a note: "${(note.text['en'] ?? '').split('\n')[0]!.slice(0, 110)}"`,
  );
  await candor.ok('PUT', `/api/v1/incidents/${id}/acknowledgement`);
  const bad = await candor.api('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'identified',
    text: { en: 'We believe it is only a minor glitch and will be fixed soon!' },
  });
  if (bad.status !== 422) throw new Error(`The linter let a bad text through (${bad.status}).`);
  prove('the linter refused a text that minimises, guesses and promises "soon"');
  const since = hhmm(opened.startedAt);
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'identified',
    holdSeconds: 1,
    text: {
      en: `The Shop API does not answer, so you cannot see products or pay. This affects everyone since ${since} UTC. We have found the cause: the payment database refuses connections. We are restarting it now. There is no workaround yet. Your basket is kept.`,
      de: `Die Shop-API antwortet nicht, deshalb können Sie keine Produkte sehen und nicht bezahlen. Das betrifft alle seit ${since} UTC. Wir haben die Ursache gefunden: Die Datenbank für Zahlungen nimmt keine Verbindungen an. Wir starten sie gerade neu. Eine Ausweichlösung gibt es noch nicht. Ihr Warenkorb bleibt erhalten.`,
    },
  });
  await eventually('"identified" in the box', () =>
    mailTo('reader@example.com', (found) => found.subject.includes('[Identified]')),
  );
  saw.push({ phase: 'identified', saw: await reader.look() });
  const lie = await candor.api<{ code: string }>('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'resolved',
    text: { en: 'Everything works again.' },
  });
  if (lie.body.code !== 'truth.contradiction')
    throw new Error(`"Resolved" was not refused while a monitor fails (${lie.status}).`);
  prove('"resolved" was refused while the monitor fails');

  say('\nRecover');
  await shop.mend();
  traffic.mend();
  const recovered = await eventually('the monitors seeing it work', async () => {
    const now = await incident();
    return now?.recoveredAt ? now : null;
  });
  const back = hhmm(recovered.recoveredAt!);
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'monitoring',
    holdSeconds: 0,
    text: {
      en: `You can see products and pay again since ${back} UTC. The failure affected everyone from ${since} UTC. We restarted the payment database and we are watching it now. If you still see errors, reload the page.`,
      de: `Sie können seit ${back} UTC wieder Produkte sehen und bezahlen. Die Störung betraf alle ab ${since} UTC. Wir haben die Datenbank für Zahlungen neu gestartet und beobachten sie jetzt. Wenn Sie noch Fehler sehen, laden Sie die Seite neu.`,
    },
  });
  await pause(3_000);
  saw.push({ phase: 'monitoring', saw: await reader.look() });
  await candor.ok('POST', `/api/v1/incidents/${id}/updates`, {
    phase: 'resolved',
    holdSeconds: 0,
    approvedBy: owner!.id,
    text: {
      en: `You have been able to see products and pay again since ${back} UTC. It affected everyone from ${since} UTC and lasted about a minute. No order and no data was lost. We will publish our review on this page by ${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}. We are sorry that you could not pay. Thank you for waiting.`,
      de: `Sie können seit ${back} UTC wieder Produkte sehen und bezahlen. Die Störung betraf alle ab ${since} UTC und dauerte etwa eine Minute. Es gingen keine Bestellungen und keine Daten verloren. Wir veröffentlichen unseren Bericht auf dieser Seite bis zum ${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}. Es tut uns leid, dass Sie nicht bezahlen konnten. Danke, dass Sie gewartet haben.`,
    },
  });
  await eventually(
    '"resolved" in both boxes',
    () =>
      mailTo('reader@example.com', (found) => found.subject.includes('[Resolved]')) &&
      mailTo('leser@example.com', (found) => found.subject.includes('[Behoben]')),
  );
  const after = await eventually('the page calm again', async () => {
    const sighting = await reader.look();
    return sighting.headline === calm.headline && sighting.feed.includes('[Resolved]') ? sighting : null;
  });
  saw.push({ phase: 'resolved', saw: after });
  prove(`"resolved" in both boxes; the page says "${after.headline}"`);
  const order = mail
    .inbox()
    .filter((found) => found.to.includes('reader@example.com') && found.subject.startsWith('['))
    .map((found) => /\[(\w+)\]/.exec(found.subject)![1]);
  if (order.join() !== [...order].sort((a, b) => PHASES.indexOf(a!) - PHASES.indexOf(b!)).join())
    throw new Error(`The mails came out of order: ${order.join(', ')}`);
  if (webhooks.duplicates().length > 0) throw new Error('A webhook arrived twice.');
  prove(`mails in order (${order.join(' → ')}), no webhook twice`);

  say('\nLearn, amend, listen');
  const postmortem = await publishPostmortem(candor, id, owner!.id);
  prove(
    `postmortem drafted from facts (${postmortem.evidence} sentences with evidence), completed, checked and public`,
  );
  const credit = await creditCustomers(candor, components.checkout.id);
  prove(
    `${credit.customers} customers credited ${(credit.totalMinor / 100).toFixed(2)} ${credit.currency} without a claim; the statement recomputes`,
  );
  const survey = await askThoseAffected(candor, mail, id);
  prove(`${survey.answered} of ${survey.invited} affected readers answered the survey`);
  const trust = await traffic.compare(candor, id);
  prove(
    `trust report: ${trust.metric} ${percent(trust.measured)} (${percent(trust.low)} to ${percent(trust.high)}), true effect ${percent(trust.trueEffect)}: ${trust.verdict}`,
  );

  const final = (await incident())!;
  const progress = await candor.ok<{ carriers: { carrier: string; states: Record<string, number> }[] }>(
    'GET',
    `/api/v1/deliveries/progress?incidentId=${id}`,
  );
  const count = (outcome: string) => final.promises.filter((promise) => promise.outcome === outcome).length;
  return {
    mode,
    minutes: {
      detect:
        (Date.parse(opened.startedAt) - Date.parse(brokenAt)) / 60_000 +
        (final.measures['minutesToDetect'] ?? 0),
      firstWord: (Date.parse(final.firstWordAt!) - Date.parse(brokenAt)) / 60_000,
      acknowledge: final.measures['minutesToAcknowledge'] ?? 0,
      recover: final.measures['minutesToRecover'] ?? 0,
    },
    promises: { kept: count('kept'), keptByNote: count('kept-by-note'), missed: count('missed') },
    accepted: Object.fromEntries(
      progress.carriers.map(({ carrier, states }) => [carrier, states['accepted'] ?? 0]),
    ),
    reader: saw,
    headlines: reader.headlines(),
    liveEvents: reader.live(),
    postmortem,
    credit,
    survey,
    trust,
    checklist,
    verified,
  };
}

const PHASES = ['Investigating', 'Identified', 'Monitoring', 'Resolved'];
export const DEMO_WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the demo, not of anybody').toString('base64')}`;
const percent = (share: number | null) => (share === null ? 'not known' : `${Math.round(share * 100)} %`);

async function publishPostmortem(candor: Candor, id: string, ownerId: string) {
  type Stored = {
    document: {
      sections: Record<string, unknown> & {
        publicVersion: Record<string, unknown[]>;
        factors: { factors: unknown[] };
      };
      owner: string | null;
    };
    revision: number;
    findings: { rule: string; level: string; message: string }[];
  };
  const drafted = await candor.ok<Stored>('POST', `/api/v1/incidents/${id}/postmortem`);
  const { document } = drafted;
  const sections = {
    ...document.sections,
    factors: {
      ...document.sections.factors,
      factors: [
        {
          id: 'factor-1',
          title: 'The payment database accepted fewer connections than the shop opens under load.',
          text: null,
          evidence: [],
        },
      ],
    },
    actions: [
      {
        id: `act_${'0'.repeat(25)}1`,
        title: 'Limit the connections of the shop to what the database accepts',
        owner: ownerId,
        dueOn: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10),
        type: 'prevent',
        completionTest: 'A load test with twice the usual traffic opens no refused connection.',
        factorIds: ['factor-1'],
      },
    ],
    publicVersion: {
      ...document.sections.publicVersion,
      whatWeDo: [
        {
          text: 'We limit how many connections the shop opens, and we test it under load.',
          evidence: [],
          origin: 'person',
        },
      ],
    },
  };
  const saved = await candor.ok<Stored>('PUT', `/api/v1/incidents/${id}/postmortem`, {
    document: { ...document, sections, owner: document.owner ?? ownerId },
    revision: drafted.revision,
  });
  const blocking = saved.findings.filter(({ level }) => level === 'block');
  if (blocking.length > 0)
    throw new Error(
      `The postmortem is blocked: ${blocking.map(({ rule, message }) => `${rule} ${message}`).join('; ')}`,
    );
  await candor.ok('POST', `/api/v1/incidents/${id}/postmortem/publication`, {});
  const url = `${candor.url}/incidents/${id}/postmortem`;
  await eventually(
    'the postmortem on the page',
    async () =>
      (await fetch(url)).ok &&
      (await (await fetch(`${candor.url}/`)).text()).includes(`/incidents/${id}/postmortem`),
  );
  const evidence = JSON.stringify(document).split('"origin":"facts"').length - 1;
  return { url, evidence };
}

async function creditCustomers(candor: Candor, componentId: string) {
  const period = new Date().toISOString().slice(0, 7);
  const { contract } = await candor.ok<{ contract: { id: string } }>('POST', '/api/v1/contracts', {
    contract: {
      name: 'Demo contract',
      target: '99.999',
      period: 'month',
      timeZone: 'UTC',
      counting: { method: 'wall-minutes' },
      tiers: [
        { below: '99.999', atLeast: '99', creditPct: '10' },
        { below: '99', atLeast: null, creditPct: '25' },
      ],
      components: [componentId],
      currency: 'EUR',
    },
  });
  const run = await candor.ok<{ items: { link: string; creditMinor: number }[] }>(
    'POST',
    `/api/v1/contracts/${contract.id}/runs`,
    { period },
  );
  const approved = await candor.ok<{ totalMinor: number; currency: string; items: { link: string }[] }>(
    'PUT',
    `/api/v1/contracts/${contract.id}/approvals/${period}`,
  );
  const statement = (await (await fetch(`${candor.url}${run.items[0]!.link}`)).json()) as {
    statement: { steps: unknown[] };
    check: { same: boolean };
  };
  if (!statement.check.same || statement.statement.steps.length < 3)
    throw new Error('A statement does not recompute.');
  if (approved.totalMinor <= 0) throw new Error('No credit was computed.');
  return {
    customers: approved.items.length,
    totalMinor: approved.totalMinor,
    currency: approved.currency,
    recomputes: true,
  };
}

/** Publishes the policy, and does the checklist about it as one of the shop's users would. */
async function doChecklist(candor: Candor) {
  await candor.ok('POST', '/api/v1/policy/versions', {});
  type Item = { id: string; options: { id: string; right: boolean }[] };
  const { items } = await candor.ok<{ items: { slug: string; items: Item[] }[] }>(
    'GET',
    '/api/v1/checklists',
  );
  const list = items[0]!;
  const reader = 'demo-reader-0001';
  for (const { id, options } of list.items)
    await fetch(`${candor.url}/api/v1/embed/checklists/${list.slug}/items/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reader, done: true, answer: options.find(({ right }) => right)?.id }),
    });
  const now = (await (
    await fetch(`${candor.url}/api/v1/embed/checklists/${list.slug}?reader=${reader}`)
  ).json()) as { items: { done: boolean }[] };
  return { done: now.items.filter(({ done }) => done).length, of: now.items.length };
}

async function askThoseAffected(candor: Candor, mail: MailServer, id: string) {
  const survey = await candor.ok<{ invited: number }>('POST', `/api/v1/incidents/${id}/surveys`, {});
  let answered = 0;
  for (const address of ['reader@example.com', 'leser@example.com']) {
    const letter = await eventually(`the survey in ${address}'s box`, () =>
      mail.inbox().find((found) => found.to.includes(address) && /\/surveys\//.test(found.text)),
    );
    const link = /http\S+\/surveys\/[^\s)>\]]+/.exec(letter.text)![0];
    const form = await (await fetch(link)).text();
    const fields = new URLSearchParams();
    for (const [, name] of form.matchAll(/name="([^"]+)" value="4"/g)) fields.set(name!, '4');
    const sent = await fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields,
    });
    if (sent.ok) answered += 1;
  }
  const results = await candor.ok<{ items: { results?: { answered: number } }[] }>(
    'GET',
    `/api/v1/incidents/${id}/surveys`,
  );
  return { invited: survey.invited, answered: results.items[0]?.results?.answered ?? answered };
}
