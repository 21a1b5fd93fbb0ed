/** How many are hit, as a clause says it: a share, a word for few or all, so many of so many checks. */
import type { Claim, Quantity } from './claim.ts';
import type { Clause } from './clauses.ts';
import { all } from './lexicon.ts';
import { scopeOfNames } from './names.ts';

const AGAIN =
  /(?<![\p{L}])(?:again|recovered|restored|no longer|back to normal|wieder|nicht mehr|not affected|unaffected|nicht betroffen|de nouveau|à nouveau|rétabli\p{L}*|de nuevo|restablecid\p{L}+|novamente|voltou|voltaram|restabelecid\p{L}+)(?![\p{L}])|再び|復旧/iu;

const AFFECTED = /affect|impact|betroffen|betrifft|touch|concern|afect|afet|影響/iu;

export function readQuantities(clause: Clause): Claim[] {
  const { lexicon, text } = clause;
  const claims: Claim[] = [];
  const checks = lexicon.checks.exec(text);
  if (checks?.groups && !lexicon.conditional.test(text.slice(0, checks.index))) {
    const { f = '', t = '' } = checks.groups;
    const total = lexicon.number(t);
    const failing = /^(?:none|keine)$/i.test(f) ? 0 : /^(?:all|alle)$/i.test(f) ? total : lexicon.number(f);
    if (Number.isFinite(failing) && Number.isFinite(total))
      claims.push({
        kind: 'checks',
        failing,
        total,
        ...clause.place(checks.index, checks.index + checks[0].length),
      });
  }
  const failure = lexicon.failure.exec(text);
  if (!failure || AGAIN.test(text) || lexicon.conditional.test(text.slice(0, failure.index))) return claims;
  if (
    lexicon.future.test(text) &&
    !/could|cannot|can't|may|might|können|kann|möglicherweise|peuvent|pueden?|podem|conseguem?/iu.test(text)
  )
    return claims;
  // "Some customers cannot sign in: those in Europe" explains what "some" are.
  const colon = text.indexOf(':', failure.index);
  const scope = scopeOfNames(colon < 0 ? clause.names : clause.names.filter(({ start }) => start < colon));
  const share = lexicon.share.exec(text);
  if (share?.groups) {
    const value = lexicon.shareOf(share.groups);
    if (Number.isFinite(value) && value <= 1)
      return [
        ...claims,
        {
          kind: 'affected',
          scope,
          quantity: value === 1 ? 'all' : null,
          share: value,
          ...clause.place(share.index, share.index + share[0].length),
        },
      ];
  }
  for (const quantity of ['few', 'most', 'some', 'all'] as const satisfies readonly Quantity[])
    for (const match of all(lexicon[quantity], text)) {
      const before = text.slice(Math.max(0, match.index - 5), match.index);
      const denied = lexicon.negation.test(before);
      // "No customers are affected" says that nobody is.
      if (
        quantity === 'all' &&
        /^(?:no|any|keine?|aucune?|ning(?:ún|una)|nenhuma?)\s/i.test(match[0]) &&
        AFFECTED.test(text.slice(match.index))
      ) {
        if (!/^any/i.test(match[0]))
          claims.push({
            kind: 'unaffected',
            scope,
            past: lexicon.past.test(text),
            ...clause.place(match.index, match.index + match[0].length),
          });
        return claims;
      }
      const said: Quantity = denied && quantity === 'all' ? 'some' : quantity;
      return [
        ...claims,
        {
          kind: 'affected',
          scope,
          quantity: said,
          share: null,
          ...clause.place(match.index, match.index + match[0].length),
        },
      ];
    }
  if (
    clause.names.length > 0 &&
    AFFECTED.test(failure[0]) &&
    !lexicon.negation.test(text.slice(Math.max(0, failure.index - 14), failure.index))
  )
    claims.push({
      kind: 'affected',
      scope,
      quantity: null,
      share: null,
      ...clause.place(failure.index, failure.index + failure[0].length),
    });
  return claims;
}
