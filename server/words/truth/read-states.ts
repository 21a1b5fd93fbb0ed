/**
 * What a clause says of how things are: it works, it never broke, only this is hit, nobody reported it, nothing was
 * lost, this was the cause.
 */
import type { Claim, Place, Scope } from './claim.ts';
import { blank, type Clause } from './clauses.ts';
import { all } from './lexicon.ts';
import type { Named } from './names.ts';
import { following, isPeopleAlone, whole } from './subjects.ts';

const ids = (names: readonly Named[]): string[] => [...new Set(names.map(({ id }) => id))];

/** "The website is fully operational": a subject of its own that no name is known of says nothing of what is known. */
function speaksOfSomethingElse({ text, names, lexicon }: Clause, at: number): boolean {
  const subject = lexicon.subject.exec(text.slice(0, at))?.[1];
  if (!subject || names.some(({ end }) => end <= at)) return false;
  return !lexicon.generic.test(subject);
}

export function readStates(
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
  /** "Everything else works, including search." */
  const including = (at: Place, scope: Scope) => {
    const match =
      scope.of === 'others' || scope.of === 'everything'
        ? lexicon.including.exec(clause.text.slice(at.end))
        : null;
    const names = match ? clause.names.filter(({ start }) => start > at.end + match.index) : [];
    return names.length > 0 ? [{ of: 'named', names: ids(names) } as const] : [];
  };
  const unaffected = (at: Place, scope: Scope) => {
    const past = lexicon.past.test(clause.text.slice(Math.max(0, at.start - 20), at.end));
    for (const each of [scope, ...including(at, scope)])
      claims.push({ kind: 'unaffected', scope: each, past, ...wordsOf(at, each) });
    take(at);
  };
  const well = (at: Place, scope: Scope) => {
    for (const each of [scope, ...including(at, scope)])
      claims.push({ kind: 'well', scope: each, ...wordsOf(at, each) });
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
      /limit|confined|restri|isolated|contained|cantonné|beschränkt|begrenzt|affect|impact|betr|touch|concern|afect|afet|影響/iu.test(
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
      /^\s*(?:our |the |any |unsere |nos |les |nuestros |los |nossos |os )?(?:customers?|users?|you|people|Kunden|Nutzer|Sie|clients|utilisateurs|clientes|usuarios|usuários)\s*(?:$|[.,;])/iu.test(
        clause.text.slice(at.end),
      )
    )
      unaffected(at, { of: 'incident' });
  }
  for (const at of [...matches(lexicon.unaffected)]) {
    // "Neither … nor … is affected" denies by what stands before.
    const neither = /(?<!\p{L})neither(?!\p{L})/iu.test(clause.text.slice(0, at.start));
    if (!isSaid(at) && !neither && !/^(?:nothing)/i.test(at.words)) continue;
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
    else if (before(at).length === 0 && isPeopleAlone(clause, clause.text.slice(0, at.start)))
      unaffected(at, { of: 'incident' });
  }
  // "No other regions are affected."
  if (
    others &&
    /^(?:no|nothing|anything|keine|sonst|nichts|aucun|rien|ning|nada|nadie|nenhum|ninguém)/i.test(others[0])
  ) {
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
      } else if (
        /other|remaining|else|anderen|übrigen|autres|reste|demás|otr[oa]s|demais|outr[oa]s|resto/iu.test(
          at.words,
        )
      )
        well(at, { of: 'others', names: [] });
      else if (/affected|betroffen/iu.test(at.words)) well(at, { of: 'incident' });
      else if (!/^\s*(?:besides|except|außer|other than|but)/iu.test(clause.text.slice(at.end)))
        well(at, { of: 'everything' });
    }
    for (const at of [...matches(lexicon.wellIncident)]) {
      if (!isWell(at)) continue;
      if (admitsFailing && lexicon.closerProblem.test(at.words)) continue;
      if (lexicon.fully.test(at.words) && speaksOfSomethingElse(clause, at.start)) continue;
      if (others && others.index < at.start) {
        well(at, { of: 'others', names: [] });
        continue;
      }
      // "You can sign in again" names what it is about by its verb.
      const within =
        inside(at).length > 0
          ? inside(at)
          : following(clause, at.end, whole(clause, after(at), clause.text.length));
      const names = within.length > 0 ? within : whole(clause, before(at), at.start);
      if (names.length === 0 && before(at).length > 0) continue;
      well(at, names.length > 0 ? { of: 'named', names: ids(names) } : { of: 'incident' });
    }
    for (const at of [...matches(lexicon.wellNamed)]) {
      if (!isWell(at)) continue;
      // "Everything except payments works."
      if (outside && outside.index < at.start) {
        const names = before(at).filter(({ start }) => start > outside.index);
        if (names.length > 0) well(at, { of: 'others', names: ids(names) });
        continue;
      }
      if (others && others.index < at.start && at.start - others.index < 60) {
        well(at, { of: 'others', names: [] });
        continue;
      }
      const near = before(at).filter((name) => at.start - name.end < 80);
      const ahead = whole(clause, near, at.start);
      if (ahead.length === 0) continue;
      const region = following(clause, at.end, after(at)).filter(({ kind }) => kind === 'region');
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
