/** French: how claims are made in real messages. */
import { type Lexicon, w } from './lexicon.ts';
import { linksOf } from './links.ts';

const PEOPLE =
  '(?:client(?:e)?s?|utilisat(?:eur|rice)s?|personnes?|comptes?|équipes?|entreprises?|organisations?|visiteurs?|boutiques?|commerçants?|abonnés?|membres?|requêtes?|connexions?|commandes?|paiements?|messages?|appareils?|appels?|sites?|régions?)';
const ADV =
  '(?:(?:maintenant|désormais|de nouveau|à nouveau|tous|toutes|déjà|entièrement|complètement|totalement|pleinement|bien|aussi|actuellement|toujours|enfin) )*';
const TROUBLE =
  '(?:incident|panne|problème|perturbation|interruption|dysfonctionnement|défaut|souci|erreur|dégradation)s?';
const DONE = '(?:résolu|corrigé|réparé|réglé|terminé|clos|close|fini|clôturé|levé|derrière nous)(?:e?s?)';
const HIT = '(?:touché|affecté|concerné|impacté)e?s?';
const THE = "(?:l'|le |la |les |cet |cette |ce |ces |notre |nos )";
const PROPERTY = '(?:données?|commandes?|messages?|fichiers?|paiements?|modifications?|documents?|e-mails?)';
const NUMBERS: Record<string, number> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  quinze: 15,
  vingt: 20,
  trente: 30,
  'quarante-cinq': 45,
  demi: 0.5,
};
const N = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(?:secondes?|minutes?|min|heures?|h|jours?)(?![\\p{L}])';

export const FR: Lexicon = {
  label: w(`(?:non |pas )?${HIT}`, 'état|portée'),
  clauseBreak:
    /[;—–]\s|,?\s(?:mais|tandis que|alors que|bien que|cependant|toutefois|en revanche)\s|,? et (?=(?:nous|vous|il|elle|tout|tous|personne|aucun\p{L}*)(?!\p{L}))/iu,
  conditional: w(
    'si',
    "s(?='ils?)",
    'quand',
    'lorsque',
    "lorsqu(?=')",
    "(?:dès|tant|avant|jusqu'à ce|pour|afin|à condition|à moins|pourvu|sauf) qu(?:e|(?='))",
    'une fois',
    'comme si',
  ),
  future: w(
    '(?:sera|seront|serait|seraient|devrait|devraient|pourrait|pourraient|allons|va|vont)',
    'espér\\p{L}+',
    'prévo\\p{L}+|prévu\\p{L}*',
    'attend\\p{L}+',
    '(?:travaillons|travaille|œuvrons|cherchons|essayons|tentons) (?:à|de|pour)',
    'pour',
    'afin de',
    'voulons|souhaitons',
    '(?:vérifi|test|confirm|contrôl)(?:ons|er) (?:que|si)',
    'estim\\p{L}+',
    'bientôt|prochainement',
    'doit|doivent',
    'il est trop tôt',
  ),
  negation: w("n(?=')", 'ne|pas|jamais|rien|ni|sans|personne|guère', 'aucune?', 'loin'),
  partly: w(
    'en partie|partiellement|presque|quasiment|largement|pour la plupart|principalement',
    `(?:certaine?s|quelques|plusieurs|la plupart des|beaucoup de|une partie (?:de|du|des)(?: la)?) ?(?:\\p{L}+ )?${PEOPLE}`,
    'une partie (?:du|de|des)',
    'pour (?:certaine?s|quelques|la plupart|une partie)',
    '\\d+ ?(?:%|pour cent)',
  ),
  partlyAfter: /^[\s,]*(?:pour|chez|en) (?:certaine?s|quelques|la plupart|une partie|\d)|^[\s,]*en partie/iu,
  reported: w(
    'nous (?:avions|avons) (?:\\p{L}+ ){0,2}(?:écrit|dit|annoncé|indiqué|signalé|publié|cru|pensé|supposé)',
    'nous (?:écrivions|disions|annoncions|pensions|croyions)',
    '(?:notre|le) (?:dernier|précédent|premier) (?:message|point|communiqué) (?:disait|indiquait|annonçait|affirmait)',
    'contrairement à',
  ),
  overSince: /^[^.;]{0,40}?\b(?:jusqu'(?:à|au|en)|avant)/iu,
  past: w('était|étaient|avait|avaient', '(?:a|ont)(?: pas)? été', 'fut|furent'),
  correction:
    /(?<![\p{L}])(?:correction|rectificatif|rectification|erratum)\s*(?::|\(|–|—|-|de|du)|(?<![\p{L}])nous (?:avions|avons) (?:\p{L}+ ){0,3}(?:écrit|annoncé|indiqué|dit)|(?<![\p{L}])(?:c'était|cela était|c'est|ceci était) (?:faux|inexact|une erreur)/iu,
  movement: w(
    'maintenant|désormais|à présent|entre-temps|depuis lors',
    'aussi|également|en outre',
    "ne \\p{L}+ plus|n(?='est plus)",
    'augment\\p{L}+|diminu\\p{L}+|baiss\\p{L}+|étend\\p{L}*|réduit\\p{L}*',
    'encore|toujours|déjà',
    'davantage|moins|plus de|nouve(?:au|aux|lle|lles)',
    'de nouveau|à nouveau',
  ),
  stillFails: w(
    '(?:échoue|échouent|reste|restent|demeure|demeurent|est|sont)(?: \\p{L}+){0,2}? (?:encore|toujours)',
    '(?:encore|toujours) (?:\\p{L}+ ){0,2}?(?:en panne|indisponibles?|inaccessibles?|lente?s?|en échec|des erreurs|perturbée?s?)',
    'toujours pas',
    `pas encore (?:\\p{L}+ )?(?:rétabli|résolu|corrigé|disponible|réparé)\\p{L}*`,
    '(?:reste|restent) (?:en panne|indisponibles?|lente?s?|perturbée?s?)',
  ),
  relapse: w(
    '(?:échoue|échouent|en panne|indisponibles?|perturbée?s?) (?:de nouveau|à nouveau)',
    '(?:de nouveau|à nouveau) (?:en panne|indisponibles?|en échec|perturbée?s?|des erreurs)',
    'rechute',
    'réappar\\p{L}+|est de retour et',
    "n'a pas tenu",
  ),
  wellEverything: w(
    `(?:tous|toutes|l'ensemble de)(?: nos| les| vos| ces)?(?: autres)? (?:systèmes|services|composants|fonctions|fonctionnalités|régions|produits) (?:sont|fonctionnent|marchent|ont été) ${ADV}(?:opérationnel\\p{L}*|normalement|correctement|disponibles|rétabli\\p{L}*|accessibles|normaux|en ligne|fonctionnel\\p{L}*|comme d'habitude|de nouveau|à nouveau)`,
    'tout (?:fonctionne|marche)(?: (?:de nouveau|à nouveau|normalement|bien|correctement))?(?! pas)',
    `tout est ${ADV}(?:rétabli|revenu|normal|en ordre|opérationnel|résolu|réparé|disponible)(?: à la normale)?`,
    'tout le reste fonctionne',
    "tout (?:est rentré|rentre) dans l'ordre",
  ),
  wellIncident: w(
    '(?:entièrement|complètement|totalement|pleinement) (?:opérationnel|rétabli|résolu|corrigé|réparé|fonctionnel|disponible|restauré)\\p{L}*',
    `${THE}(?:[\\p{L}'-]+ ){0,2}?${TROUBLE}(?: (?:de|du|des|d'|avec|sur|affectant|touchant|concernant)[ ]?(?:[\\p{L}'-]+ ?){1,4}?)? (?:est|sont|a été|ont été) ${ADV}${DONE}`,
    `nous avons ${ADV}(?:résolu|corrigé|réparé|réglé) ${THE}(?:[\\p{L}'-]+ ){0,2}?${TROUBLE}`,
    `(?:le service|l'accès|le site|l'application|la plateforme|le fonctionnement|la situation) (?:est|a été) ${ADV}(?:rétabli|restauré|revenu|normal|de retour|opérationnel|résolu)\\p{L}*`,
    '(?:revenue?s?|est de retour) à la normale',
    `(?:pouvez|peuvent|peut)(?: maintenant| désormais| tous)* (?:de nouveau|à nouveau) [^.;,]{1,60}`,
    "(?:pouvez|peuvent|peut) [^.;,]{1,50} (?:de nouveau|à nouveau|normalement|comme d'habitude)",
    '^\\W*(?:résolu|corrigé|rétabli)e?s?(?=\\W|$)',
    "fin (?:de l'incident|de la panne)(?! est| sera| prévue)",
  ),
  wellNamed: w(
    `(?:est|sont|a été|ont été) ${ADV}(?:disponible|opérationnel|rétabli|accessible|réparé|restauré|joignable|en ligne|stable|de retour|fonctionnel|corrigé)\\p{L}*`,
    "(?:fonctionne|fonctionnent|marche|marchent)(?: \\p{L}+){0,2}? (?:de nouveau|à nouveau|normalement|correctement|comme d'habitude|sans (?:problème|erreur|interruption)s?)",
    '(?:fonctionne|fonctionnent)(?=[.!]|$)',
  ),
  closerProblem: w(
    `(?:le|la|un|une|ce|cette|notre) ${TROUBLE} (?:de|du|des|avec|sur|dans)`,
    `${TROUBLE} d(?=')`,
  ),
  noLongerAffected: w(`(?:n'est|ne sont) plus ${HIT}`),
  unaffected: w(
    'ne (?:présente|connaît|connaissent|rencontre|subi\\p{L}+)(?:nt)? (?:aucune?|pas de) (?:problème|panne|anomalie|dysfonctionnement|perturbation|erreur)s?',
    `(?:n'est|ne sont|n'était|n'étaient)(?: \\p{L}+)? pas (?:\\p{L}+ )?${HIT}`,
    `n'(?:a|ont) (?:pas|jamais) été ${HIT}`,
    `(?:non|pas) ${HIT}`,
    "(?:n'a|n'ont|ne (?:rencontre|rencontrent|présente|présentent)) (?:aucun|pas de) (?:\\p{L}+ )?(?:problème|erreur|panne)",
    `rest(?:e|ent|ait|aient) (?:\\p{L}+ )?(?:disponible|accessible|opérationnel)\\p{L}*`,
  ),
  unaffectedOf: w(
    '(?:aucun|sans) (?:\\p{L}+ )?(?:impact|effet|conséquence)(?: (?:sur|pour))?',
    "(?:n'affecte|n'affectent|ne touche|ne touchent|ne concerne|ne concernent)(?: \\p{L}+)? pas",
  ),
  onlyThese: w(
    `(?:seule?s?|uniquement)(?= [^.;,]{1,60} (?:est|sont|était|étaient|a été|ont été) (?:\\p{L}+ )?${HIT})`,
    `(?:touche|touchent|affecte|affectent|concerne|concernent) (?:seulement|uniquement|exclusivement)`,
    '(?:limité|cantonné|restreint)e?s? (?:à|aux?)',
    `(?:est|sont) ${HIT} (?:seulement|uniquement)`,
  ),
  others: w(
    '(?:tous |toutes |aucun\\p{L}* )?(?:les |des |nos )?autres? (?:systèmes?|services?|composants?|fonctions?|fonctionnalités?|régions?|produits?|pays|clients?|utilisateurs?)',
    'tout le reste|le reste',
    "rien d'autre",
    'ailleurs',
  ),
  outsideOf: w('en dehors d[eu](?:s)?', 'hors', 'sauf', "à l'exception d[eu](?:s)?", 'hormis', 'excepté'),
  including: w('y compris', 'dont', 'notamment'),
  fully: /^(?:entièrement|complètement|totalement|pleinement)/iu,
  subject:
    /(?:^|[\s,(])(?:l'|le |la |les |notre |nos |votre |vos )([\p{L}\d' -]{2,60}?) (?:est|sont|a été|ont été)(?: \p{L}+){0,3} *$/iu,
  generic: w(
    `(?:${TROUBLE}|services?|systèmes?|plateforme|site|application|accès|fonctions?|fonctionnalités?|disponibilité|infrastructure|composants?|régions?|réseau|situation|tout)`,
  ),
  failure: w(
    HIT,
    '(?:affecte|affectent|touche|touchent|concerne|concernent)',
    '(?:peut|peuvent|pouvez|pouvaient|pouvait|parviennent|parvient|arrivent|fonctionne|fonctionnent)(?: \\p{L}+)? (?:pas|plus)',
    '(?:personne|aucun \\p{L}+) ne (?:peut|parvient)',
    'en panne|hors service|indisponibles?|inaccessibles?|injoignables?|interrompue?s?|perturbée?s?',
    'échou\\p{L}+|échec\\p{L}*',
    'erreurs?',
    'lente?s?|ralenti\\p{L}*|lenteurs?|retards?',
  ),
  few: w(
    '(?:une? )?(?:très |relativement )?(?:petit|faible|infime|petite|minime) (?:nombre|partie|part|groupe|proportion|pourcentage|fraction)(?: d(?:e|es)?)?',
    `(?:quelques(?: rares)?|de rares|peu de|une poignée de)(?: \\p{L}+)? ${PEOPLE}`,
    'une minorité',
  ),
  some: w(`(?:certaine?s|plusieurs|une partie (?:de|des)(?: nos| vos)?)(?: \\p{L}+)? ${PEOPLE}`),
  most: w(`(?:la plupart des|la majorité des|beaucoup de|de nombreu(?:x|ses))(?: \\p{L}+)? ${PEOPLE}`),
  all: w(
    `(?:tous|toutes|l'ensemble)(?: (?:de|les|nos|vos|des))* (?:\\p{L}+ )?${PEOPLE}`,
    `aucune? ${PEOPLE}`,
    'tout le monde',
    'personne(?= ne)',
  ),
  share: new RegExp(
    `(?<![\\d:.,])(?:(?<percent>\\d{1,3}(?:[.,]\\d+)?)\\s?(?:%|pour cent)|(?<n>\\d+|une?|deux) (?:${PEOPLE} )?sur (?<of>\\d+|deux|trois|quatre|cinq|dix|vingt|cent)(?! contrôles)|(?<word>un tiers|la moitié|un quart|deux tiers|un dixième))(?: (?:de|des|d'|nos|vos|les))* ?(?:${PEOPLE})?(?!\\p{L})`,
    'iu',
  ),
  shareOf: ({ percent, n, of, word }) => {
    if (percent) return Number(percent.replace(',', '.')) / 100;
    if (n && of) return FR.number(n) / (of === 'cent' ? 100 : FR.number(of));
    const words: Record<string, number> = {
      'un tiers': 1 / 3,
      'la moitié': 1 / 2,
      'un quart': 1 / 4,
      'deux tiers': 2 / 3,
      'un dixième': 1 / 10,
    };
    return words[(word ?? '').toLowerCase()] ?? Number.NaN;
  },
  since:
    /(?<![\p{L}])(?:depuis|à partir de|(?:a |ont )?(?:débuté|commencé)|(?:a|ont) cessé de (?:fonctionner|répondre)|(?:est|sont) tombée?s? en panne|début(?: de l'incident| de la panne)?\s?:?|remonte)\s*(?:à |vers |environ |le |hier |ce matin )*(?:\d{1,2}(?:er)? \p{L}+(?: \d{4})?,? ?(?:à |vers )?)?$/iu,
  notTheStart: w(
    'aucun\\p{L}* (?:\\p{L}+ )?(?:changement|nouvelle|erreur|signalement)',
    'inchangé\\p{L}*',
    "(?:n['’](?:a|ont)|n['’]est|ne (?:s['’]est|sont)) (?:pas|guère) (?:changé|évolué|bougé)\\p{L}*|rien (?:n['’]a|de) (?:changé|nouveau)",
    'fonctionn\\p{L}+|rétabl\\p{L}+|résolu\\p{L}*|corrigé\\p{L}*|stables?|normal\\p{L}*|opérationnel\\p{L}*|disponibles?',
    'de nouveau|à nouveau',
    'nous (?:travaillons|cherchons|surveillons|enquêtons|vérifions)',
    'nos équipes',
    'maintenance|intervention|redémarrage|déploiement',
  ),
  span: /(?:entre|de)\s+(?:environ )?$/iu,
  recoveredAt: w(
    'rétabl\\p{L}+|résolu\\p{L}*|corrigé\\p{L}*|de nouveau|à nouveau|terminé\\p{L}*|revenu\\p{L}*|opérationnel\\p{L}*|disponibles?',
  ),
  ago: {
    lasting: new RegExp(
      `(?<![\\p{L}\\d])(?:depuis (?:environ |près de |presque |plus de |moins de |quelque |déjà |maintenant )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: et|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    began: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:a|ont) (?:débuté|commencé) il y a (?:environ |près de |presque |plus de |moins de |quelque |déjà |maintenant )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: et|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    stopped: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:(?:est|sont) tombée?s? en panne|(?:a|ont) cessé de fonctionner|ne (?:fonctionne|fonctionnent) plus depuis) (?:il y a )?(?:environ |près de |presque |plus de |moins de |quelque |déjà |maintenant )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: et|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
  },
  lasted: new RegExp(
    `(?<![\\p{L}])(?:duré|dure|durait|durée\\s?:?|pendant|au total)\\s*(?:de |au total )?(?<about>environ |près de |presque |plus de |moins de |quelque )?(?<a>${N}) ?(?<unit>${UNIT})(?:(?: et|,)? (?<b>${N}) ?(?<unit2>${UNIT})?)?`,
    'iu',
  ),
  unitMinutes: (unit) => (/^j/i.test(unit) ? 1_440 : /^h/i.test(unit) ? 60 : /^s/i.test(unit) ? 1 / 60 : 1),
  about: w('environ|près|presque|plus|moins|quelque'),
  number: (word) => Number(word.replace(',', '.')) || NUMBERS[word.toLowerCase()] || Number.NaN,
  estimate: w(
    'prévo\\p{L}+|prévue?s?|estim\\p{L}+|attend\\p{L}+|espér\\p{L}+|devrait|devraient|sera|seront|pens\\p{L}+',
  ),
  estimateTime: w(
    'rétabl\\p{L}+|résolu\\p{L}*|corrigé\\p{L}*|réparé\\p{L}*|disponibles?|normale?|terminé\\p{L}*|fin|opérationnel\\p{L}*|retour|fonctionn\\p{L}+',
  ),
  estimateExcuse: w(
    '(?:prochaine?|nouve(?:au|lle)|le|un|une) (?:\\p{L}+ )?(?:message|point|nouvelle|information|communiqué|mise à jour|bilan)',
    'nous (?:vous )?(?:informerons|écrirons|publierons|donnerons|dirons|reviendrons|tiendrons)',
    'nous (?:avions|avons) (?:\\p{L}+ ){0,2}(?:prévu|estimé|espéré|annoncé|pensé)',
  ),
  checks:
    /(?<![\p{L}\d])(?<f>\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:de nos|des|sur) (?<t>\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:\p{L}+ )?(?:contrôles|sondes|tests) (?:échou\p{L}+|sont en échec)/iu,
  noReports: w(
    "n'avons (?:\\p{L}+ )?(?:reçu|eu) aucun (?:\\p{L}+ )?(?:signalement|rapport|message|avis|retour)",
    "aucun (?:\\p{L}+ )?(?:signalement|client|utilisateur) (?:\\p{L}+ )?(?:n'a (?:été )?(?:reçu|signalé)|ne nous)",
    "personne n'a (?:\\p{L}+ )?signalé",
  ),
  further: w('nouve(?:au|aux|lle|lles)|autres?|supplémentaires?', 'depuis'),
  monitorsGreen: w(
    '(?:nos |tous nos |les )?(?:contrôles|sondes|tests|moniteurs) (?:ne (?:montrent|signalent|voient|relèvent|détectent) (?:aucune? (?:\\p{L}+ )?(?:erreur|problème|anomalie|panne|défaut)|rien)|(?:sont|passent) (?:tous )?(?:verts|au vert|réussis|normaux|bons))',
    'tous (?:nos|les) (?:contrôles|tests) (?:réussissent|passent)',
  ),
  dataLost: w(
    `(?:certaine?s|quelques|des|\\d[\\d.,]*|une partie des) ${PROPERTY} (?:ont été|sont|a été) (?:perdue?s?|effacée?s?|supprimée?s?)`,
    '(?:il y a eu|nous avons eu) (?:une |des )?pertes? de données',
  ),
  dataKept: w(
    `aucune? ${PROPERTY} (?:n'a été|n'est|n'ont été) (?:perdue?s?|effacée?s?)`,
    '(?:aucune|sans) perte de données',
    `(?:toutes les|vos) ${PROPERTY} sont (?:intactes?|en sécurité|conservée?s)`,
  ),
  cause:
    /(?<![\p{L}])(?:(?:causée?s?|provoquée?s?|due?s?|entraînée?s?) (?:par|à|aux?)|en raison d(?:e|'|u|es)|à cause d(?:e|'|u|es)|la cause (?:est|était)|cause\s?:)\s*(?:l'|la |le |les |une? |d')?(?<what>[^.;:()\n]{3,120})/iu,
  noCause: w(
    "pas (?:encore )?(?:connue?|clair\\p{L}*)|inconnue?|recherch\\p{L}+|maintenance|cet incident|cette panne|l'incident|la panne",
  ),
  links: linksOf(
    "l'|le|la|les|notre|nos|votre|vos|des|du|de|d'|à|au|aux|en|dans|sur|pour|avec|et|ou|ainsi que|que|qu'|est|sont|touchée?s?|clients|utilisateurs|composant|service|depuis|UTC|tous|toutes|seule?s?",
    "et|ou|ainsi que|est|sont|a|ont|été|ne|n'|pas|l'|le|la|les|de|du|des|d'|en|à|au|aux|dans|sur|pour|tous|toutes|clients?|utilisateurs?|services?|composants?|actuellement|maintenant|désormais|aussi|également|eux-mêmes|depuis|UTC|CET|vers|qui|fonctionnent|peuvent",
    '(?:nos |les |tous les |tous nos |aucun\\p{L}* |vous )?(?:clients?|utilisateurs?|vous|personnes?)',
  ),
};
