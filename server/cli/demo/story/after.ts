/** What follows from the same facts: the postmortem, the credits, the survey and the trust report. */
import type { Candor } from '../candor.ts';
import { eventually, type Telling } from './world.ts';

export async function publishPostmortem(candor: Candor, id: string, ownerId: string) {
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

export async function creditCustomers(candor: Candor, componentId: string) {
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

export async function askThoseAffected({ candor, mail }: Telling, id: string) {
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

/** Seen by everybody: the page with its interval, and the same as JSON. */
export async function publishTrust(candor: Candor, id: string): Promise<void> {
  await candor.ok('PUT', `/api/v1/incidents/${id}/trust/publication`, {});
  await eventually('the trust report on the page', async () => {
    const page = await fetch(`${candor.url}/incidents/${id}/trust`);
    const data = await fetch(`${candor.url}/incidents/${id}/trust.json`);
    return page.ok && data.ok && /95/.test(await page.text());
  });
}
