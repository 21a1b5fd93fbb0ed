/**
 * Upptime: a clone of its repository (.upptimerc.yml and history/*.yml), and its issues as JSON, from
 * `gh issue list --state all --json …` or GitHub's REST API. Shapes: the template repository upptime/upptime and the
 * documentation at upptime.js.org. Secrets of the repository (`$NAME`) are not in it and are left out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MonitorTarget } from '@candor/protocol/watch.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { emptyDocument, english, type Foreign, leave, Moment, named } from './shape.ts';

export type UpptimeOptions = { folder: string; issues?: string | undefined };

const Site = z.looseObject({
  name: z.string(),
  url: z.string(),
  slug: z.string().nullish(),
  method: z.string().nullish(),
  check: z.string().nullish(),
  port: z.coerce.number().nullish(),
  headers: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  expectedStatusCodes: z.array(z.coerce.number()).nullish(),
  maxRedirects: z.coerce.number().nullish(),
  __dangerous__body_down: z.string().nullish(),
  __dangerous__insecure: z.boolean().nullish(),
});
const Rc = z.looseObject({
  owner: z.string().nullish(),
  repo: z.string().nullish(),
  sites: z.array(Site).default([]),
  'status-website': z.looseObject({ name: z.string().nullish() }).nullish(),
});
const Comment = z.looseObject({
  body: z.string().nullish(),
  created_at: Moment.nullish(),
  createdAt: Moment.nullish(),
});
const Issue = z.looseObject({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.looseObject({ name: z.string() })).default([]),
  created_at: Moment.nullish(),
  createdAt: Moment.nullish(),
  closed_at: Moment.nullish(),
  closedAt: Moment.nullish(),
  comments: z.union([z.number(), z.array(Comment)]).nullish(),
});

/** As Upptime names its files: lower case, hyphens between words. */
const slugOf = ({ slug, name }: z.output<typeof Site>) =>
  slug ??
  name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

export function readUpptime({ folder, issues }: UpptimeOptions, { clock }: { clock: Clock }): Foreign {
  const rc = read(join(folder, '.upptimerc.yml'), Rc, parse);
  const id = `${rc.owner ?? 'unknown'}/${rc.repo ?? 'upptime'}`;
  const name = rc['status-website']?.name ?? id;
  const document = emptyDocument('upptime', id, name, clock.now());
  document.page = { externalId: id, name: name.slice(0, 200) };
  const seen = new Set<string>();
  for (const [position, site] of rc.sites.entries()) {
    const slug = slugOf(site);
    if (seen.has(slug) || slug === '') {
      leave(document, 'components', `"${site.name}"`, 'another site has the same name');
      continue;
    }
    seen.add(slug);
    const file = join(folder, 'history', `${slug}.yml`);
    const history = existsSync(file)
      ? read(file, z.looseObject({ startTime: z.union([z.string(), z.date()]).nullish() }), parse)
      : null;
    const since = history?.startTime ? new Date(history.startTime) : null;
    document.components.push({
      externalId: slug,
      name: named(site.name, slug),
      position: Math.min(position, 10_000),
      startDate: since && !Number.isNaN(since.getTime()) ? since.toISOString().slice(0, 10) : undefined,
    });
    const target = targetOf(site);
    if (typeof target === 'string') leave(document, 'monitors', `"${site.name}"`, target);
    else
      document.monitors.push({
        externalId: slug,
        componentId: slug,
        name: site.name.slice(0, 200),
        target,
        intervalSeconds: 300,
        timeoutMs: 30_000,
      });
  }
  leave(
    document,
    'subscribers',
    'subscribers',
    'Upptime has none; whoever watches the repository has to subscribe here',
  );
  leave(document, 'carriers', 'notifications', 'whom Upptime writes to is set up here under Escalation');
  if (issues) for (const issue of read(issues, z.array(Issue), JSON.parse)) addIssue(document, issue, seen);
  else
    leave(
      document,
      'incidents',
      'all incidents',
      'they are issues at GitHub; give them as JSON with --issues',
    );
  return document;
}

function read<S extends z.ZodType>(file: string, shape: S, parser: (text: string) => unknown): z.output<S> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new Problem('import.invalid', `${file} ${why} Nothing was changed.`, { cause });
  };
  let value: unknown;
  try {
    value = parser(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`could not be read (${(error as Error).message.split('\n')[0]}).`, error);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(
    `has a form that is not known: ${issue?.path.map(String).join('.') || 'the file'}: ${issue?.message}.`,
  );
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function targetOf(site: z.output<typeof Site>): z.input<typeof MonitorTarget> | string {
  if ([site.url, site.body ?? '', ...(site.headers ?? [])].some((part) => /\$[A-Z][A-Z0-9_]+/.test(part)))
    return 'it uses a secret of the repository; make the monitor here and give it the secret';
  if (site.check === 'tcp-ping')
    return site.port && site.port < 65_536
      ? { kind: 'tcp', host: site.url.replace(/^[a-z]+:\/\//, '').replace(/[/:].*$/, ''), port: site.port }
      : 'it has no port';
  if (site.check && site.check !== 'http') return `there is no check of the kind "${site.check}" here`;
  if (!/^https?:\/\//.test(site.url)) return 'it has no http address';
  // Upptime's own list: everything below 400.
  const codes = (site.expectedStatusCodes ?? []).filter((code) => code >= 100 && code < 600).map(String);
  return {
    kind: 'http',
    url: site.url,
    method: METHODS.find((each) => each === (site.method ?? 'GET').toUpperCase()) ?? 'GET',
    headers: (site.headers ?? []).flatMap((line) => {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
      return name && value ? [{ name, value, secret: true }] : [];
    }),
    body: site.body ?? null,
    assertions: [
      { type: 'status', oneOf: codes.length > 0 ? codes.slice(0, 20) : ['2xx', '3xx'] },
      ...(site.__dangerous__body_down
        ? [{ type: 'body' as const, operator: 'not_contains' as const, text: site.__dangerous__body_down }]
        : []),
    ],
    maxRedirects: Math.min(20, Math.max(0, site.maxRedirects ?? 3)),
    verifyTls: !site.__dangerous__insecure,
  };
}

function addIssue(document: Foreign, issue: z.output<typeof Issue>, slugs: ReadonlySet<string>) {
  const labels = issue.labels.map(({ name }) => name);
  const maintenance = labels.includes('maintenance');
  if (!labels.includes('status') && !maintenance) return;
  const [at, closedAt] = [issue.created_at ?? issue.createdAt, issue.closed_at ?? issue.closedAt];
  const title = named(issue.title.replace(/^[^\p{L}\p{N}]+/u, ''), `Issue ${issue.number}`);
  const out = (why: string) =>
    leave(document, maintenance ? 'maintenances' : 'incidents', `"${title.en}"`, why);
  if (!at) return out('it has no time');
  const externalId = `issue-${issue.number}`;
  const componentIds = labels.filter((label) => slugs.has(label));
  if (maintenance) {
    const mark = (name: string) =>
      new RegExp(`^\\s*${name}:\\s*(\\S+)`, 'm').exec(issue.body ?? '')?.[1] ?? '';
    const [from, until] = [Moment.safeParse(mark('start')), Moment.safeParse(mark('end'))];
    if (!from.success || !until.success) return out('its text has no start and end');
    const expected = /^\s*expected(?:Down|Degraded):\s*(.+)$/gm;
    const named = [...(issue.body ?? '').matchAll(expected)].flatMap(([, list]) =>
      (list ?? '').split(/[,\s]+/),
    );
    const over = issue.state.toLowerCase() === 'closed';
    document.maintenances.push({
      externalId,
      title,
      announcedAt: at < from.data ? at : from.data,
      scheduledFor: from.data,
      scheduledUntil: until.data,
      startedAt: over ? from.data : null,
      endedAt: over ? (closedAt ?? until.data) : null,
      phase: over ? 'completed' : 'scheduled',
      componentIds: [...new Set([...componentIds, ...named.filter((slug) => slugs.has(slug))])],
      updates: [
        {
          externalId,
          at: at < from.data ? at : from.data,
          phase: 'scheduled',
          text: english((issue.body ?? '').replace(/<!--[\s\S]*?-->/g, ''), title.en),
        },
      ],
    });
    return;
  }
  const status = /degraded/i.test(issue.title)
    ? ('degraded_performance' as const)
    : ('major_outage' as const);
  const components = componentIds.map((componentId) => ({ componentId, status }));
  const over = components.map((part) => ({ ...part, status: 'operational' as const }));
  const said = (Array.isArray(issue.comments) ? issue.comments : [])
    .map(({ body, created_at, createdAt }) => ({ body, at: created_at ?? createdAt ?? at }))
    .toSorted((a, b) => a.at.localeCompare(b.at));
  const ending = closedAt ? said.findLastIndex((comment) => comment.at <= closedAt) : -1;
  document.incidents.push({
    externalId,
    title,
    severity: status === 'major_outage' ? 2 : 3,
    startedAt: at,
    openedAt: at,
    components,
    updates: [
      { externalId, at, phase: 'investigating', text: english(issue.body, title.en), components },
      ...said.map(({ body, at: saidAt }, i) => ({
        externalId: `${externalId}:${i}`,
        at: saidAt,
        phase: i >= ending && ending >= 0 ? ('resolved' as const) : ('investigating' as const),
        text: english(body),
        components: i >= ending && ending >= 0 ? over : components,
      })),
      ...(closedAt && ending < 0
        ? [
            {
              externalId: `${externalId}:closed`,
              at: closedAt,
              phase: 'resolved' as const,
              origin: 'automatic' as const,
              text: { en: 'The issue was closed.' },
              components: over,
            },
          ]
        : []),
    ],
  });
}
