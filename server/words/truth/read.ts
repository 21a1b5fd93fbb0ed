/**
 * Reads the claims of a text, pure: sentence by sentence, clause by clause. What is quoted, asked, hoped, supposed,
 * denied or reported of earlier words claims nothing. In doubt nothing is read: a claim that is overlooked is looked at
 * by people too, a false alarm teaches them to override.
 */
import { plainText } from '../text/plain.ts';
import { sentencesOf } from '../text/sentences.ts';
import type { Claim, Name, Place, Scope } from './claim.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { all, type Lexicon } from './lexicon.ts';
import { type Named, namesIn } from './names.ts';
import { readQuantities } from './read-quantities.ts';
import { readTimes } from './read-times.ts';

const LEXICONS: Record<string, Lexicon> = { en: EN, de: DE };
export const lexiconOf = (locale: string): Lexicon | null =>
  LEXICONS[locale.split('-')[0]!.toLowerCase()] ?? null;

export type Clause = Place & {
  text: string;
  names: Named[];
  lexicon: Lexicon;
  /** Is what stands here said as true now? */
  asserted(start: number, end: number): boolean;
  /** A claim in the positions of the whole text. */
  place(start: number, end: number): Place & { text: string };
};

export type Reading = { names: readonly Name[]; now: string; around: string | null };

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const QUOTED =
  /^[ \t]*>.*$|https?:\/\/\S+|"[^"\n]{1,400}"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»|»[^«\n]{1,400}«|‘[^’\n]{1,200}’|`[^`\n]{1,200}`|~~[^~\n]{1,400}~~/gmu;

export type Read = {
  claims: Claim[];
  corrects: boolean;
  moves: (place: Place) => boolean;
  relapses: boolean;
  /** It says of something that it still fails. */
  admitsFailing: boolean;
};

export function readClaims(source: string, locale: string, reading: Reading): Read {
  const lexicon = lexiconOf(locale);
  if (!lexicon)
    return { claims: [], corrects: false, moves: () => false, relapses: false, admitsFailing: false };
  const plain = plainText(source.replace(QUOTED, blank));
  const claims: Claim[] = [];
  const sentences = sentencesOf(plain.text);
  const admitsFailing = sentences.some(({ text }) => lexicon.stillFails.test(text));
  const out = (start: number, end: number) => ({
    start: plain.sourceAt(start),
    end: plain.sourceAt(Math.max(start, end - 1)) + 1,
    text: plain.text.slice(start, end).trim(),
  });
  for (const sentence of sentences) {
    if (/\?["'”)]*$/.test(sentence.text)) continue;
    for (const clause of clausesOf(sentence, lexicon, reading.names, out)) {
      claims.push(...readStates(clause, { admitsFailing, relapses: lexicon.relapse.test(sentence.text) }));
      claims.push(...readQuantities(clause));
    }
    claims.push(
      ...readTimes(sentence, clausesOf(sentence, lexicon, reading.names, out), lexicon, { ...reading, out }),
    );
  }
  return {
    claims: claims.sort((a, b) => a.start - b.start),
    corrects: lexicon.correction.test(plain.text),
    moves: ({ start }) =>
      sentences.some(
        (each) =>
          plain.sourceAt(each.start) <= start &&
          start < plain.sourceAt(each.end - 1) + 1 &&
          lexicon.movement.test(each.text),
      ),
    relapses: sentences.some(({ text }) => lexicon.relapse.test(text)),
    admitsFailing,
  };
}

/** Clauses of a sentence, without what is reported of earlier words and without a condition that leads it in. */
function clausesOf(
  sentence: Place & { text: string },
  lexicon: Lexicon,
  known: readonly Name[],
  out: Clause['place'],
): Clause[] {
  let text = sentence.text;
  const lead = /^["'(*\s]*[\p{L}-]+(?: \p{L}+)?/u.exec(text)?.[0] ?? '';
  const conditional = lexicon.conditional.exec(lead);
  const comma = text.indexOf(',');
  if (conditional && conditional.index < 3 && comma > 0)
    text = blank(text.slice(0, comma)) + text.slice(comma);
  for (const match of all(lexicon.reported, text)) {
    const rest = text.slice(match.index + match[0].length);
    const stop = lexicon.clauseBreak.exec(rest)?.index ?? rest.length;
    const end = match.index + match[0].length + stop;
    text = text.slice(0, match.index) + blank(text.slice(match.index, end)) + text.slice(end);
  }
  const cuts = [...all(lexicon.clauseBreak, text)].map((match) => match.index + match[0].length);
  const starts = [0, ...cuts];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? text.length;
    const own = text.slice(start, end);
    const clause: Clause = {
      start: sentence.start + start,
      end: sentence.start + end,
      text: own,
      names: namesIn(own, known),
      lexicon,
      asserted: (from, to) => isAsserted(own, from, to, lexicon),
      place: (from, to) => out(sentence.start + start + from, sentence.start + start + to),
    };
    return clause;
  });
}

const WINDOW_WORDS = 5;

function isAsserted(clause: string, from: number, to: number, lexicon: Lexicon): boolean {
  const before = clause.slice(0, from);
  const after = clause.slice(to);
  const own = clause.slice(from, to);
  if (lexicon.conditional.test(before) || lexicon.future.test(before)) return false;
  const near = before
    .split(/\s+(?:and|und)\s+|,\s/)
    .at(-1)!
    .split(/\s+/)
    .slice(-WINDOW_WORDS)
    .join(' ');
  if (lexicon.negation.test(near)) return false;
  if (lexicon.partly.test(near) || lexicon.partlyAfter.test(after)) return false;
  if (lexicon.past.test(`${near} ${own}`) && lexicon.overSince.test(after)) return false;
  return true;
}

/** Words that may stand before a name without making it something narrower. */
const BEFORE_NAME =
  /(?:^|[\s,.:;(*])(?:the|our|your|all|both|and|or|as well as|also|for|in|on|to|of|with|that|now|today|meanwhile|currently|is|are|affected|affects?|impact\w*|hit|only|component|service|feature|since|UTC|customers|users|\/|die|der|das|den|dem|unsere?n?|auch|und|oder|sowie|dass|jetzt|nun|bei|für|auf|von|Komponente|Dienst|ist|sind|betroffen:?|nur)\W*$|^\W*$|[,:;(]\s*$/iu;
/** What may stand between a name and what is said of it; anything else makes it something narrower. */
const BETWEEN =
  /^(?:[\s,&/"*()-]|(?:and|or|is|are|was|were|has|have|been|ist|sind|war|waren|bleibt|bleiben|wurden?|davon|nicht|as well as|the|our|in|for|of|from|both|all|also|now|too|itself|everyone|everybody|customers?|users?|services?|components?|regions?|features?|pages?|systems?|site|platform|currently|again|still|since|und|oder|sowie|die|der|das|den|in|für|bei|auch|jetzt|nun|alle|Kunden|Nutzer|Region|Dienste?|selbst|UTC|at|um|Uhr|seit|as of|\d[\d:.]*)(?![\p{L}\d]))*$/iu;
const OF_SOMETHING =
  /(?:fix|patch|workaround|guide|article|alternative|replacement|help|information|details|documentation|solution|Lösung|Anleitung|Alternative|Behebung) (?:for|of|to|on|with|für|zu)(?: \p{L}+)?\s*$/iu;

/** The names among these that stand for themselves. */
function whole(clause: Clause, names: readonly Named[], predicateAt: number): Named[] {
  return names.filter((name) => {
    const before = clause.text.slice(0, name.start);
    if (OF_SOMETHING.test(before)) return false;
    if (name.end <= predicateAt && predicateAt < clause.text.length) {
      const others = names.filter((each) => each.start >= name.end);
      const between = others
        .toReversed()
        .reduce(
          (text, each) => text.slice(0, each.start) + text.slice(each.end),
          clause.text.slice(0, predicateAt),
        );
      if (!BETWEEN.test(between.slice(name.end))) return false;
    }
    if (name.kind === 'region') return true;
    const other = names.some((each) => each !== name && each.end <= name.start && name.start - each.end <= 2);
    return other || BEFORE_NAME.test(before);
  });
}

const ids = (names: readonly Named[]): string[] => [...new Set(names.map(({ id }) => id))];

const PEOPLE_ALONE =
  /^\W*(?:our |the |all |no |and |that |die |alle |keine )*(?:customers?|users?|people|everyone|you|clients|Kunden|Nutzer|Sie)(?: \p{L}+)?\s*$/iu;

function readStates(
  clause: Clause,
  { admitsFailing, relapses }: { admitsFailing: boolean; relapses: boolean },
): Claim[] {
  const { lexicon } = clause;
  const claims: Claim[] = [];
  let text = clause.text;
  const take = ({ start, end }: Place) => {
    text = text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end);
  };
  const matches = function* (pattern: RegExp) {
    for (const match of all(pattern, text)) {
      const at = { start: match.index, end: match.index + match[0].length };
      if (match[0].trim()) yield { ...at, words: match[0] };
    }
  };
  const before = (at: Place) => clause.names.filter((name) => name.end <= at.start + 1);
  const after = (at: Place) => clause.names.filter((name) => name.start >= at.end);
  const inside = (at: Place) => clause.names.filter((name) => name.start >= at.start && name.end <= at.end);
  /** The words of a claim, with the names before them that it is about. */
  const wordsOf = (at: Place, scope: Scope) => {
    const about = 'names' in scope ? before(at).filter(({ id }) => scope.names.includes(id)) : [];
    return clause.place(Math.min(at.start, ...about.map(({ start }) => start)), at.end);
  };
  const unaffected = (at: Place, scope: Scope) => {
    const past = lexicon.past.test(clause.text.slice(Math.max(0, at.start - 20), at.end));
    claims.push({ kind: 'unaffected', scope, past, ...wordsOf(at, scope) });
    take(at);
  };
  const well = (at: Place, scope: Scope) => {
    claims.push({ kind: 'well', scope, ...wordsOf(at, scope) });
    take(at);
  };
  const isSaid = ({ start, end }: Place) => clause.asserted(start, end);
  const isWell = (at: Place & { words: string }) =>
    isSaid(at) && !lexicon.negation.test(at.words.replace(/^no longer/i, ''));

  const outside = lexicon.outsideOf.exec(text);
  const others = lexicon.others.exec(text);
  for (const at of [...matches(lexicon.onlyThese)]) {
    const names = whole(clause, clause.names, clause.text.length);
    const strong =
      /limited|confined|restricted|isolated|contained|beschränkt|begrenzt|affect|impact|betr/iu.test(
        at.words,
      );
    const denied = lexicon.negation.test(clause.text.slice(Math.max(0, at.start - 6), at.start));
    if (names.length === 0 || denied || !(strong || lexicon.failure.test(clause.text.slice(at.start))))
      continue;
    if (
      lexicon.conditional.test(clause.text.slice(0, at.start)) ||
      lexicon.future.test(clause.text.slice(0, at.start))
    )
      continue;
    // "Payments only fail in the EU": both stand for what is hit.
    const past = lexicon.past.test(clause.text);
    claims.push({
      kind: 'unaffected',
      scope: { of: 'others', names: ids(names) },
      past,
      ...clause.place(at.start, Math.max(at.end, names.at(-1)!.end)),
    });
    claims.push({
      kind: 'affected',
      scope: { of: 'named', names: ids(names) },
      quantity: null,
      share: null,
      ...clause.place(at.start, Math.max(at.end, names.at(-1)!.end)),
    });
    take(at);
    return claims;
  }
  for (const at of [...matches(lexicon.noLongerAffected)]) {
    const names = whole(clause, before(at), at.start);
    well(at, names.length > 0 ? { of: 'named', names: ids(names) } : { of: 'incident' });
  }
  for (const at of [...matches(lexicon.unaffectedOf)]) {
    const said = clause.text.slice(0, at.start);
    if (lexicon.conditional.test(said) || lexicon.future.test(said)) continue;
    const names = whole(clause, after(at).length > 0 ? after(at) : before(at), clause.text.length);
    if (others && others.index >= at.start) unaffected(at, { of: 'others', names: [] });
    else if (names.length > 0) unaffected(at, { of: 'named', names: ids(names) });
    else if (
      /^\s*(?:our |the |any |unsere )?(?:customers?|users?|you|people|Kunden|Nutzer|Sie)\s*(?:$|[.,;])/iu.test(
        clause.text.slice(at.end),
      )
    )
      unaffected(at, { of: 'incident' });
  }
  for (const at of [...matches(lexicon.unaffected)]) {
    if (!isSaid(at) && !/^(?:nothing)/i.test(at.words)) continue;
    if (outside && outside.index < at.start) {
      const names = clause.names.filter(({ start }) => start > outside.index && start < at.start);
      if (names.length > 0) unaffected(at, { of: 'others', names: ids(names) });
      continue;
    }
    if (others && others.index < at.start) {
      unaffected(at, { of: 'others', names: [] });
      continue;
    }
    const ahead = whole(clause, before(at), at.start);
    const label = /^\s*(?:are|is|sind|ist|:)?\s*:?/iu.exec(clause.text.slice(at.end))?.[0] ?? '';
    const behind =
      before(at).length === 0 && (label.includes(':') || /sind|ist|are|is/.test(label))
        ? whole(clause, after(at), clause.text.length)
        : [];
    const names = ahead.length > 0 ? ahead : behind;
    if (names.length > 0) unaffected(at, { of: 'named', names: ids(names) });
    else if (before(at).length === 0 && PEOPLE_ALONE.test(clause.text.slice(0, at.start)))
      unaffected(at, { of: 'incident' });
  }
  // "No other regions are affected."
  if (others && /^(?:no|nothing|anything|keine|sonst|nichts)/i.test(others[0])) {
    const rest = lexicon.failure.exec(clause.text.slice(others.index));
    const at = {
      start: others.index,
      end: others.index + others[0].length + (rest ? rest.index + rest[0].length - others[0].length : 0),
    };
    if (rest && !lexicon.conditional.test(clause.text.slice(0, others.index)))
      unaffected(
        { start: at.start, end: Math.max(at.end, others.index + others[0].length) },
        { of: 'others', names: [] },
      );
  }
  if (!relapses) {
    for (const at of [...matches(lexicon.wellEverything)]) {
      if (!isWell(at)) continue;
      if (outside && outside.index >= at.end) {
        const names = after(at);
        if (names.length > 0) well(at, { of: 'others', names: ids(names) });
      } else if (/other|remaining|else|anderen|übrigen/iu.test(at.words))
        well(at, { of: 'others', names: [] });
      else if (/affected|betroffen/iu.test(at.words)) well(at, { of: 'incident' });
      else if (!/^\s*(?:besides|except|außer|other than|but)/iu.test(clause.text.slice(at.end)))
        well(at, { of: 'everything' });
    }
    for (const at of [...matches(lexicon.wellIncident)]) {
      if (!isWell(at)) continue;
      if (admitsFailing && lexicon.closerProblem.test(at.words)) continue;
      if (others && others.index < at.start) {
        well(at, { of: 'others', names: [] });
        continue;
      }
      // "You can sign in again" names what it is about by its verb.
      const within = inside(at).length > 0 ? inside(at) : whole(clause, after(at), clause.text.length);
      const names = within.length > 0 ? within : whole(clause, before(at), at.start);
      if (names.length === 0 && before(at).length > 0) continue;
      well(at, names.length > 0 ? { of: 'named', names: ids(names) } : { of: 'incident' });
    }
    for (const at of [...matches(lexicon.wellNamed)]) {
      if (!isWell(at)) continue;
      if (others && others.index < at.start && at.start - others.index < 60) {
        well(at, { of: 'others', names: [] });
        continue;
      }
      const near = before(at).filter((name) => at.start - name.end < 80);
      const ahead = whole(clause, near, at.start);
      if (ahead.length === 0) continue;
      const region = after(at).filter(({ kind }) => kind === 'region');
      well(at, { of: 'named', names: ids([...ahead, ...region]) });
    }
  }
  for (const at of [...matches(lexicon.monitorsGreen)])
    if (isSaid(at)) claims.push({ kind: 'monitors-green', ...clause.place(at.start, at.end) });
  for (const at of [...matches(lexicon.noReports)]) {
    const said = clause.text.slice(0, at.start);
    if (lexicon.conditional.test(said) || lexicon.future.test(said)) continue;
    claims.push({
      kind: 'no-reports',
      further: lexicon.further.test(clause.text.slice(at.start)),
      ...clause.place(at.start, at.end),
    });
  }
  const kept = [...matches(lexicon.dataKept)].filter(
    ({ start }) =>
      !lexicon.conditional.test(clause.text.slice(0, start)) &&
      !lexicon.future.test(clause.text.slice(0, start)),
  );
  for (const at of kept) {
    claims.push({ kind: 'data', lost: false, ...clause.place(at.start, at.end) });
    take(at);
  }
  for (const at of [...matches(lexicon.dataLost)])
    if (isSaid(at)) claims.push({ kind: 'data', lost: true, ...clause.place(at.start, at.end) });
  const cause = lexicon.cause.exec(text);
  if (
    cause?.groups?.['what'] &&
    !lexicon.noCause.test(cause[0]) &&
    isSaid({ start: cause.index, end: cause.index + 1 })
  ) {
    const words = cause.groups['what'].split(/,| which | that | and (?:we|it|the)| while /)[0]!.trim();
    if (!/^(?:this|that|it|these|them|dies\w*|das)\b/i.test(words))
      claims.push({ kind: 'cause', words, ...clause.place(cause.index, cause.index + cause[0].length) });
  }
  return claims;
}
