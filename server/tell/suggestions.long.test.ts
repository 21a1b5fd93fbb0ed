/**
 * Whatever a composer opens with may be sent as it is: in every phase, severity, language and tone, as the first word
 * and as any later one. A suggestion that its own house refuses teaches people to sign refusals.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentStatus, IncidentPhase, Severity } from '@candor/protocol/words-of-state.ts';
import { createWorld, resolved, seconds } from './testing.ts';

const PHASES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
const TONES = ['plain', 'formal', 'warm', 'technical'] as const;
/** How bad it is and how much of it: each severity once with each state would only say the same again. */
const KINDS: [Severity, ComponentStatus][] = [
  [1, 'major_outage'],
  [2, 'partial_outage'],
  [3, 'degraded_performance'],
  [4, 'operational'],
  [2, 'unknown'],
];

/** What the public was told before; null: nothing. */
for (const said of [null, ...PHASES])
  test(`every suggestion passes when the public ${said ? `was told “${said}”` : 'has heard nothing'}`, async (t) => {
    const w = await createWorld(t);
    const refused: string[] = [];
    for (const [severity, status] of KINDS) {
      const id = await w.open({ severity, status });
      const { startedAt } = await w.get(id);
      await w.forward(seconds(180));
      const say = async (phase: IncidentPhase, text: Record<string, string>) => {
        await w.tell.update(id, { phase, text, holdSeconds: 0 }, 'system:test');
        await w.forward(seconds(120));
      };
      const steps = said === null ? [] : PHASES.slice(0, PHASES.indexOf(said) + 1);
      for (const phase of steps)
        await say(
          phase,
          phase === 'resolved'
            ? resolved(startedAt, w.clock.now())
            : (await w.tell.suggest(id)).phases[phase].text,
        );
      for (const tone of TONES) {
        await w.settings.set({ tone });
        const { phases } = await w.tell.suggest(id);
        for (const phase of PHASES) {
          // What is resolved is resolved; there is nothing to say it of.
          if (said === 'resolved' && phase === 'resolved') continue;
          const { text, kind } = phases[phase];
          assert.ok(Object.keys(text).length > 0);
          const { findings, blocked } = await w.tell.preview(id, { phase, text });
          const errors = findings.filter(({ level }) => level === 'error');
          if (blocked !== null)
            refused.push(
              `severity ${severity}, ${status}, ${tone}, ${phase} (${kind}): ${errors.map(({ rule, locale }) => `${locale} ${rule}`).join(', ')} ${errors.length === 0 ? blocked : ''}`,
            );
        }
      }
    }
    assert.deepEqual(refused, []);
  });
