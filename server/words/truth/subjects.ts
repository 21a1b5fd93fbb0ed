/** What a clause speaks of: the names in it that stand for themselves, not for something narrower or something else. */
import type { Clause } from './clauses.ts';
import type { Named } from './names.ts';

/** Words that may stand before a name without making it something narrower. */
const BEFORE_NAME =
  /(?:^|[\s,.:;(*])(?:the|our|your|all|both|and|or|neither|nor|as well as|also|for|in|on|to|of|with|that|now|today|meanwhile|currently|is|are|affected|affects?|impact\w*|hit|only|component|service|feature|since|UTC|customers|users|\/|die|der|das|den|dem|unsere?n?|auch|und|oder|sowie|dass|jetzt|nun|bei|für|auf|von|Komponente|Dienst|ist|sind|betroffen:?|nur)\W*$|^\W*$|[,:;(]\s*$/iu;
/** What may stand between a name and what is said of it; anything else makes it something narrower. */
const BETWEEN =
  /^(?:[\s,:&/"*()-]|(?:which|that|welche[rs]?|and|or|nor|is|are|was|were|has|have|been|ist|sind|war|waren|bleibt|bleiben|wurden?|davon|nicht|as well as|the|our|in|for|of|from|both|all|also|now|too|itself|everyone|everybody|customers?|users?|services?|components?|regions?|features?|pages?|systems?|site|platform|currently|again|still|since|und|oder|sowie|die|der|das|den|in|für|bei|auch|jetzt|nun|alle|Kunden|Nutzer|Region|Dienste?|selbst|UTC|at|um|Uhr|seit|as of|\d[\d:.]*)(?![\p{L}\d]))*$/iu;
const OF_SOMETHING =
  /(?:fix|patch|workaround|guide|article|alternative|replacement|help|information|details|documentation|solution|Lösung|Anleitung|Alternative|Behebung) (?:for|of|to|on|with|für|zu)(?: \p{L}+)?\s*$/iu;

/** The names among these that stand for themselves. */
export function whole(clause: Clause, names: readonly Named[], predicateAt: number): Named[] {
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
      if (!(clause.lexicon.links?.between ?? BETWEEN).test(between.slice(name.end))) return false;
    }
    if (name.kind === 'region') return true;
    const other = names.some((each) => each !== name && each.end <= name.start && name.start - each.end <= 2);
    return other || (clause.lexicon.links?.before ?? BEFORE_NAME).test(before);
  });
}

const PEOPLE_ALONE =
  /^\W*(?:our |the |all |no |and |that |die |alle |keine )*(?:customers?|users?|people|everyone|you|clients|Kunden|Nutzer|Sie)(?: \p{L}+)?\s*$/iu;

/** Only people are named, and nothing of what the page lists. */
export const isPeopleAlone = (clause: Clause, text: string): boolean =>
  (clause.lexicon.links?.alone ?? PEOPLE_ALONE).test(text);

/** What leads from a claim to the names that it is about: "is resolved for customers in the EU". */
const TOWARDS =
  /^(?:[\s,&/(*-]|(?:again|now|for|in|on|to|of|with|across|affecting|impacting|at|from|the|our|all|both|any|customers?|users?|everyone|everybody|who|use|and|or|region|component|service|issue|problem|wieder|für|in|bei|der|den|die|dem|mit|an|auf|Kunden|Nutzer|alle|allen|und|oder|von)(?![\p{L}\d]))*$/iu;

/** The names right after a place, as far as nothing else comes between. */
export function following(clause: Clause, from: number, names: readonly Named[]): Named[] {
  const towards = clause.lexicon.links?.towards ?? TOWARDS;
  const found: Named[] = [];
  let at = from;
  for (const name of names.filter(({ start }) => start >= from)) {
    if (name.start >= at && !towards.test(clause.text.slice(at, name.start))) break;
    found.push(name);
    at = Math.max(at, name.end);
  }
  return found;
}
