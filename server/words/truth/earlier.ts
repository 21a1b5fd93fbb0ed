/**
 * What is said now against what was said before: a change is fine when it is marked as a correction, or said to be a
 * change with time; a silent one is not.
 */
import {
  type Claim,
  type ClaimOf,
  clockOf,
  type Judgement,
  type Known,
  type Place,
  type Quantity,
  type Scope,
} from './claim.ts';
import { type Read, type Reading, readClaims } from './read.ts';
import { createReach } from './scope.ts';

const WITHIN_MS = 5 * 60_000;
const ORDER: readonly Quantity[] = ['few', 'some', 'most', 'all'];
const CAUSES: readonly RegExp[] = [
  /config|setting|feature flag|konfig|einstellung|réglage|ajuste|設定|構成/i,
  /deploy|release|rollout|update|upgrade|version|code|bug|software|fehler im code|auslieferung|déploi|logiciel|mise à jour|despliegue|actualización|implanta|atualização|デプロイ|リリース|更新|バグ/i,
  /database|storage|replica|disk|datenbank|speicher|festplatte|base de donn|disque|stockage|base de dat|disco|almacenamiento|banco de dados|armazenamento|データベース|ディスク|ストレージ/i,
  /network|dns|routing|fib(?:er|re)|cable|connectiv|netz|leitung|kabel|réseau|câble|red de|la red|rede |ネットワーク|回線/i,
  /certifica|tls|ssl|zertifikat|証明書/i,
  /power|cooling|hardware|strom|kühlung|électri|refroidi|eléctric|elétric|refriger|電源|停電|冷却/i,
  /load|traffic|capacity|demand|last|ansturm|kapazität|surcharge|trafic|sobrecarga|tráfi|tráfe|capacidad|負荷|アクセス集中/i,
  /attack|ddos|angriff|attaque|ataque|攻撃/i,
  /provider|vendor|third[- ]party|supplier|partner|upstream|anbieter|dienstleister|zulieferer|fournisseur|prestataire|proveedor|fornecedor|provedor|事業者/i,
];
const SMALL = new Set(
  'a an the our of in on at to for with and or by from one that which is was der die das ein eine einer eines des den dem in im von und durch bei mit'.split(
    ' ',
  ),
);

const content = (text: string) =>
  new Set(
    (text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
      .filter((word) => !SMALL.has(word))
      .map((word) => word.slice(0, 6)),
  );
const causesIn = (text: string) => CAUSES.flatMap((each, i) => (each.test(text) ? [i] : []));

/** Two numbers of those who are hit that cannot both be right. */
const turned = (
  now: Pick<ClaimOf<'affected'>, 'share' | 'quantity'>,
  before: Pick<ClaimOf<'affected'>, 'share' | 'quantity'>,
): boolean =>
  now.share !== null && before.share !== null
    ? Math.abs(now.share - before.share) > 0.02
    : now.quantity !== null &&
      before.quantity !== null &&
      Math.abs(ORDER.indexOf(now.quantity) - ORDER.indexOf(before.quantity)) > 1;

export function judgeEarlier(read: Read, known: Known, locale: string, names: Reading['names']): Judgement[] {
  if (read.corrects || known.previous.length === 0) return [];
  const reach = createReach(known);
  const past = known.previous.map((word) => ({
    ...word,
    claims: readClaims(word.text, locale, { names, now: word.at, around: known.startedAt?.at ?? word.at })
      .claims,
  }));
  // Once it was called over, what comes back is another failure, and may hit others.
  const ofThisFailure = past.slice(past.findLastIndex(({ phase }) => phase === 'resolved') + 1);
  const last = <K extends Claim['kind']>(
    kind: K,
    fits: (claim: ClaimOf<K>) => boolean = () => true,
    among: typeof past = past,
  ) => {
    for (const word of among.toReversed()) {
      const claim = word.claims.findLast((each) => each.kind === kind && fits(each as ClaimOf<K>));
      if (claim) return { word, claim: claim as ClaimOf<K> };
    }
    return null;
  };
  const found: Judgement[] = [];
  const differs = (
    claim: Place & { text: string },
    before: { word: { id: string; at: string }; claim: Claim },
    what: string,
    level: Judgement['level'] = 'error',
  ) =>
    found.push({
      kind: 'earlier',
      level,
      claimed: claim.text,
      start: claim.start,
      end: claim.end,
      known: `${what} at ${clockOf(before.word.at, known.now)} ("${before.claim.text.slice(0, 80)}")`,
      evidence: [{ kind: 'update', id: before.word.id, at: before.word.at }],
      remedy: 'If this is right, write "Correction:" and what was wrong; if it changed with time, say "now".',
    });
  const setOf = (claim: ClaimOf<'affected' | 'unaffected' | 'well'>) =>
    reach
      .of(claim.scope)
      .components.map(({ id }) => id)
      .sort()
      .join() +
    reach
      .of(claim.scope)
      .monitors.map(({ id }) => id)
      .sort()
      .join();

  /** What is hit now was said not to be, and nothing is on record that began in between. */
  const deniedBefore = (claim: Place & { text: string }, scope: Scope) => {
    const mine = new Set(reach.of(scope).monitors.map(({ id }) => id));
    const before = last(
      'unaffected',
      (each) => !each.past && reach.of(each.scope).monitors.some(({ id }) => mine.has(id)),
      ofThisFailure,
    );
    if (!before || before.claim.scope.of === 'incident') return;
    const denied = new Set(reach.of(before.claim.scope).monitors.map(({ id }) => id));
    const began = known.troubles.some(
      ({ monitorId, from }) => mine.has(monitorId) && denied.has(monitorId) && from > before.word.at,
    );
    if (!began) differs(claim, before, 'it was said that this is not affected');
  };
  for (const said of read.failing)
    if (said.subjects.length > 0 && !read.moves(said))
      deniedBefore(said, { of: 'named', names: said.subjects });

  for (const claim of read.claims) {
    const moved = read.moves(claim);
    if (claim.kind === 'start') {
      const before = last('start');
      if (!before) continue;
      const apart = Math.min(
        ...claim.instants.flatMap((a) =>
          before.claim.instants.map((b) => Math.abs(Date.parse(a) - Date.parse(b))),
        ),
      );
      // A start that was said anywhere before is no new one.
      const known = past.some(({ claims }) =>
        claims.some(
          (each) =>
            each.kind === 'start' &&
            each.instants.some((b) =>
              claim.instants.some((a) => Math.abs(Date.parse(a) - Date.parse(b)) <= WITHIN_MS),
            ),
        ),
      );
      if (apart > WITHIN_MS && !known) differs(claim, before, 'another start was named');
    } else if (claim.kind === 'data') {
      const before = last('data');
      if (before && before.claim.lost !== claim.lost && !(moved && claim.lost))
        differs(
          claim,
          before,
          claim.lost ? 'it was said that nothing was lost' : 'it was said that something was lost',
        );
    } else if (claim.kind === 'cause') {
      const before = last('cause');
      if (!before) continue;
      const [a, b] = [content(before.claim.words), content(claim.words)];
      const [x, y] = [causesIn(before.claim.words), causesIn(claim.words)];
      if ([...b].some((word) => a.has(word)) || y.some((each) => x.includes(each))) continue;
      differs(claim, before, 'another cause was named', x.length > 0 && y.length > 0 ? 'error' : 'warning');
    } else if (claim.kind === 'affected' && !moved) {
      if (claim.quantity !== null || claim.share !== null) {
        const before = last(
          'affected',
          (each) => (each.quantity !== null || each.share !== null) && setOf(each) === setOf(claim),
          ofThisFailure,
        );
        if (before && turned(claim, before.claim))
          differs(claim, before, 'another number of those affected was given');
      }
      if (claim.scope.of === 'named') deniedBefore(claim, claim.scope);
    } else if (claim.kind === 'unaffected' && !moved && claim.scope.of === 'named') {
      const mine = setOf(claim);
      const before = last(
        'affected',
        (each) => each.scope.of === 'named' && setOf(each) === mine && mine !== '',
        ofThisFailure,
      );
      if (before) differs(claim, before, 'it was said that this is affected');
    }
  }
  return found;
}
