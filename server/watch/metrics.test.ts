import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { watchMetrics } from './metrics.ts';
import { target, world } from './testing.ts';

test('metrics show the verdict, the last check and its phases, and forget what is gone', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  const registry = new Registry();
  watchMetrics(it.watch, registry);
  await it.start();
  const monitor = await it.http(site.url, { name: 'A "quoted" name' });
  await it.pass(60_000);
  const text = await registry.metrics();
  const labels = `monitor_id="${monitor.id}",monitor_name="A \\"quoted\\" name",monitor_type="http"`;
  assert.ok(text.includes(`candor_monitor_up{${labels}} 1`));
  assert.ok(text.includes(`probe_success{${labels}} 1`));
  assert.ok(text.includes(`probe_http_status_code{${labels}} 200`));
  assert.match(text, /probe_duration_seconds\{[^}]*phase="connect"\} [\d.e-]+/);
  await it.watch.monitors.remove(monitor.id, 'system:test');
  assert.ok(!(await registry.metrics()).includes(monitor.id));
});
