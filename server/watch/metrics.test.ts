import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { createMetrics } from '../web/metrics.ts';
import { watchMetrics } from './metrics.ts';
import { target, world } from './testing.ts';

/** The text format, strictly: every series after the HELP and TYPE of its family, no family and no series twice. */
function parse(text: string): Map<string, { type: string; help: string; series: Map<string, number> }> {
  const families: ReturnType<typeof parse> = new Map();
  const label = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*"`;
  const line = new RegExp(String.raw`^([a-zA-Z_:][\w:]*)(?:\{((?:${label}(?:,${label})*)?)\})? (\S+)$`);
  let current = '';
  assert.ok(text.endsWith('\n'), 'the last line ends too');
  for (const row of text.split('\n').filter(Boolean)) {
    const [, what, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(row) ?? [];
    if (what === 'HELP') {
      assert.ok(!families.has(name), `${name} is told once`);
      current = name;
      families.set(name, { type: '', help: rest, series: new Map() });
    } else if (what === 'TYPE') {
      assert.equal(name, current);
      assert.ok(['gauge', 'counter', 'histogram', 'summary'].includes(rest));
      families.get(name)!.type = rest;
      assert.equal(name.endsWith('_total'), rest === 'counter', `${name}: only counters end in _total`);
    } else {
      const [, name, labels = '', value] = line.exec(row) ?? assert.fail(`not a series: ${row}`);
      const family = families.get(current)!;
      assert.ok(family.type !== '' && name!.startsWith(current), row);
      assert.ok(!family.series.has(`${name}{${labels}}`), `${row} is told once`);
      assert.ok(!Number.isNaN(Number(value)) || /^nan$/i.test(value!), row);
      family.series.set(`${name}{${labels}}`, Number(value));
    }
  }
  return families;
}

test('metrics show the verdict, the last check and its phases, and forget what is gone', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  const registry = new Registry();
  watchMetrics(it.watch, registry);
  await it.start();
  const monitor = await it.http(`${site.url}?key=secret`, { name: 'A "quoted" name' });
  await it.pass(60_000);
  const families = parse(await registry.metrics());
  const value = (name: string, labels: string) => families.get(name)?.series.get(`${name}{${labels}}`);
  const labels = `monitor_id="${monitor.id}",monitor_name="A \\"quoted\\" name",monitor_type="http"`;
  assert.equal(value('candor_monitor_up', labels), 1);
  // blackbox_exporter
  assert.equal(value('probe_success', labels), 1);
  assert.equal(value('probe_http_status_code', labels), 200);
  assert.equal(typeof value('probe_duration_seconds', labels), 'number');
  assert.equal(typeof value('probe_http_duration_seconds', `${labels},phase="connect"`), 'number');
  assert.equal(typeof value('probe_http_duration_seconds', `${labels},phase="processing"`), 'number');
  // Uptime Kuma
  const kuma = `${labels},monitor_url="${site.url}",monitor_hostname="null",monitor_port="null"`;
  assert.equal(value('monitor_status', kuma), 1);
  assert.equal(typeof value('monitor_response_time', kuma), 'number');
  assert.ok(!(await registry.metrics()).includes('secret'), 'a query may be a secret');
  await it.watch.monitors.remove(monitor.id, 'system:test');
  assert.ok(!(await registry.metrics()).includes(monitor.id));
});

test('the whole of /metrics passes the same reading', async () => {
  const { registry, requests } = createMetrics({
    hub: { total: () => 0, dropped: () => 0 } as never,
    hot: { shelf: 3, console: 0 },
  });
  requests.observe({ method: 'GET', route: '/x', status: '200' }, 0.01);
  assert.ok(parse(await registry.metrics()).size > 20);
});

test('down, undecided, planned and switched off in Kuma’s numbers', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  const registry = new Registry();
  let planned = false;
  watchMetrics(it.watch, registry, () => planned);
  await it.start();
  const monitor = await it.http(site.url);
  await it.watch.monitors.create({
    name: 'Port',
    componentId: it.componentId,
    target: { kind: 'tcp', host: '127.0.0.1', port: 9 },
    enabled: false,
  });
  const statuses = async () => [
    ...parse(await registry.metrics())
      .get('monitor_status')!
      .series.values(),
  ];
  site.set('bad');
  await it.pass(60_000);
  assert.deepEqual(await statuses(), [0], 'what is switched off has no series');
  planned = true;
  assert.deepEqual(await statuses(), [3]);
  await it.watch.monitors.update(monitor.id, { enabled: false }, 'system:test');
  assert.deepEqual(parse(await registry.metrics()).get('monitor_status')!.series.size, 0);
});
