/** When it began, when it ended, how long it took, when it will be over: the times that a sentence claims. */
import type { Claim, Place } from './claim.ts';
import type { Clause } from './clauses.ts';
import { type ClockTime, clockTimesIn, instantsOf } from './instants.ts';
import type { Lexicon } from './lexicon.ts';
import { scopeOfNames } from './names.ts';
import type { Reading } from './read.ts';

/** An estimate that passed is at most this old when it stands without a day; else the time of day is tomorrow's. */
const PASSED_WITHIN_MS = 8 * 3_600_000;
/** More times than this in one sentence are a table, not a claim. */
const MOST_TIMES = 24;
const DAY_MS = 86_400_000;
const JOINED =
  /^\s*(?:[-–—~〜～]|から|to|and|until|till|or|bis|und|oder|à|et|ou|a|y|o|e|hasta|até)\s*(?:about |around |etwa |gegen |um |las |às |as )?$/i;
const OTHER_WORK =
  /(?:restart|restor|backup|deploy|maintenance|migration|repair|rollback|last time|wartung|entretien|mantenimiento|manutenção|redémarrage|reinicio|neustart|reparatur|wiederherstellung|rebuild)\p{L}*[^.;]*$/iu;

export function readTimes(
  sentence: Place & { text: string },
  clauses: readonly Clause[],
  lexicon: Lexicon,
  { now, around, out }: Reading & { out: Clause['place'] },
): Claim[] {
  const nowMs = Date.parse(now);
  const aroundMs = around ? Date.parse(around) : nowMs;
  const claims: Claim[] = [];
  // The times are read from the whole sentence, so that a zone or a day at its end counts; what is said of them, from the clause.
  const times = clockTimesIn(sentence.text).slice(0, MOST_TIMES);
  const iso = (ms: number) => new Date(ms).toISOString();
  const instants = (time: ClockTime, nearMs: number) =>
    instantsOf(time, { text: sentence.text, nowMs, aroundMs: nearMs }).map(iso);
  let previous = 0;
  for (const [i, time] of times.entries()) {
    const clause = clauses.find(
      ({ start, end }) => sentence.start + time.start >= start && sentence.start + time.start < end,
    );
    if (!clause) continue;
    const from = clause.start - sentence.start;
    const at = time.start - from;
    const before = clause.text.slice(0, at);
    const after = clause.text.slice(time.end - from);
    const since = Math.max(previous - from, 0);
    previous = time.end;
    if (
      !before.trim() &&
      clause.text.slice(0, 4).trim() === '' &&
      clause.text.slice(at, at + 4).trim() === ''
    )
      continue;
    const place = out(sentence.start + time.start, sentence.start + time.end);
    const earlier = times[i - 1];
    const joined = earlier && JOINED.test(sentence.text.slice(earlier.end, time.start)) ? earlier : null;
    const next = times[i + 1];
    const leads = next !== undefined && JOINED.test(sentence.text.slice(time.end, next.start));
    const own = joined ? clause.text.slice(0, earlier!.start - from) : before;
    if (lexicon.estimateExcuse.test(before.slice(joined ? 0 : since))) continue;
    if (lexicon.trailing) {
      const kind = trailingKind(lexicon, { before, after, clause: clause.text });
      if (kind === 'estimate')
        claims.push({
          kind,
          range: joined !== null,
          instants: coming(time, sentence.text, nowMs).map(iso),
          ...place,
        });
      else if (kind)
        claims.push({
          kind,
          scope: scopeOfNames(clause.names),
          instants: instants(time, kind === 'end' ? nowMs : aroundMs),
          ...place,
        });
      continue;
    }
    const isEstimate = lexicon.estimate.test(own) && lexicon.estimateTime.test(clause.text);
    if (isEstimate) {
      if (
        leads ||
        // The word before the time ("by", "until") belongs to it and supposes nothing.
        lexicon.conditional.test(own.replace(/\S+\s*$/u, '')) ||
        lexicon.negation.test(own.split(/\s+/).slice(-4).join(' '))
      )
        continue;
      claims.push({
        kind: 'estimate',
        range: joined !== null,
        instants: coming(time, sentence.text, nowMs).map(iso),
        ...place,
      });
      continue;
    }
    if (lexicon.conditional.test(own.replace(/\S+\s*$/u, ''))) continue;
    const fails = lexicon.failure.test(clause.text) || lexicon.failure.test(sentence.text);
    const span = lexicon.span.test(own);
    if (
      span &&
      fails &&
      (leads || joined) &&
      !/maintenance|wartung|mantenimiento|manutenção/iu.test(sentence.text)
    ) {
      claims.push(
        joined
          ? { kind: 'end', scope: scopeOfNames(clause.names), instants: instants(time, aroundMs), ...place }
          : {
              kind: 'start',
              scope: scopeOfNames(clause.names),
              instants: instants(time, aroundMs),
              ...place,
            },
      );
      continue;
    }
    const wellAfter =
      /^[\s,]*(?:again|wieder|de nouveau|à nouveau|de nuevo|novamente)(?!\p{L})/iu.test(after) ||
      [lexicon.wellNamed, lexicon.wellIncident, lexicon.wellEverything].some((pattern) => {
        const match = pattern.exec(clause.text);
        return (
          match !== null &&
          clause.asserted(match.index, match.index + match[0].length) &&
          match.index < at + 80
        );
      });
    if (wellAfter || (lexicon.recoveredAt.test(before) && !lexicon.negation.test(before))) {
      if (
        /(?:^|\s)(?:since|at|by|from|as of|until|seit|um|gegen|ab|bis|at about|at around|depuis|à|vers|desde(?: las?| as)?|a las?|hacia las?|às|por volta das?)\s*(?:about |around |etwa )?$/iu.test(
          before,
        ) &&
        lexicon.recoveredAt.test(clause.text)
      )
        claims.push({
          kind: 'end',
          scope: scopeOfNames(clause.names),
          instants: instants(time, nowMs),
          ...place,
        });
      continue;
    }
    if (
      lexicon.since.test(before) &&
      // "Stopped working at": what leads to the time is no word of it working.
      !lexicon.notTheStart.test(before.replace(lexicon.since, '')) &&
      !/^[^.;]{0,30}(?:deploy|release|maintenance|wartung)/iu.test(after)
    )
      claims.push({
        kind: 'start',
        scope: scopeOfNames(clause.names),
        instants: instants(time, aroundMs),
        ...place,
      });
  }
  for (const clause of clauses) {
    const match = lexicon.lasted.exec(clause.text);
    const { a, unit, b, unit2, about } = match?.groups ?? {};
    if (!match || !a || !unit) continue;
    const before = clause.text.slice(0, match.index);
    if (lexicon.future.test(before) || lexicon.conditional.test(before) || OTHER_WORK.test(before)) continue;
    if (lexicon.estimate.test(match[0])) continue;
    let minutes = lexicon.number(a) * lexicon.unitMinutes(unit);
    if (b && unit2) minutes += lexicon.number(b) * lexicon.unitMinutes(unit2);
    if (Number.isFinite(minutes))
      claims.push({
        kind: 'duration',
        minutes,
        about: about !== undefined,
        ...clause.place(match.index, match.index + match[0].length),
      });
  }
  return claims.filter((claim) => !('instants' in claim) || claim.instants.length > 0);
}

/** What is said of a time by what follows it. */
function trailingKind(
  { trailing, failure, notTheStart }: Lexicon,
  { before, after, clause }: { before: string; after: string; clause: string },
): 'estimate' | 'end' | 'start' | null {
  if (!trailing) return null;
  if (trailing.estimate.test(after)) return 'estimate';
  if (trailing.end.test(after)) return 'end';
  return trailing.since.test(after) && failure.test(clause) && !notTheStart.test(before + after)
    ? 'start'
    : null;
}

/** An estimate is about what comes: a time of day without a day is the next one, unless it passed a short while ago. */
function coming(time: ClockTime, text: string, nowMs: number): number[] {
  const near = instantsOf(time, { text, nowMs, aroundMs: nowMs });
  const dated = instantsOf(time, { text, nowMs, aroundMs: nowMs + 3 * DAY_MS });
  return near.map((ms, i) => (dated[i] === ms || ms >= nowMs - PASSED_WITHIN_MS ? ms : ms + DAY_MS));
}
