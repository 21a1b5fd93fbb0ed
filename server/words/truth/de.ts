/** German: how claims are made in real messages. */
import { type Lexicon, w } from './lexicon.ts';

const PEOPLE =
  '(?:Kund(?:en|innen|innen und Kunden|en und Kundinnen)|Nutzer(?:n|innen)?|Benutzer(?:n|innen)?|Anwender(?:n)?|Personen|Konten|Teams|Organisationen|Besucher(?:n)?|Händler(?:n)?|Geschäfte|Shops|Anfragen|Anrufe|Anmeldungen|Bestellungen|Zahlungen|Nachrichten|Geräte|Mitglieder(?:n)?|Regionen|Standorte)';
const ADV =
  '(?:(?:jetzt|nun|inzwischen|mittlerweile|wieder|bereits|vollständig|komplett|ganz|alle|auch|erfolgreich|weiterhin|endgültig) )*';
const TROUBLE = '(?:Störung|Ausfall|Problem(?:e|s)?|Vorfall|Fehler|Beeinträchtigung(?:en)?|Unterbrechung)';
const DONE = '(?:behoben|gelöst|beseitigt|beendet|vorbei|vorüber|überstanden|erledigt|abgeschlossen)';
const NUMBERS: Record<string, number> = {
  ein: 1,
  eine: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  fünfzehn: 15,
  zwanzig: 20,
  dreißig: 30,
  halbe: 0.5,
  eineinhalb: 1.5,
  anderthalb: 1.5,
};
const N = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(?:Sekunden?|Sek\\.?|Minuten?|Min\\.?|Stunden?|Std\\.?|Tagen?|Tage|[hms](?![\\p{L}]))';
const PROPERTY =
  '(?:Daten|Bestellungen|Nachrichten|Dateien|Zahlungen|Änderungen|Datensätze|Einträge|Aufträge|Dokumente|E-Mails)';

export const DE: Lexicon = {
  label: w('nicht betroffen|unbeteiligt|betroffen|verfügbar|Status|Umfang|gestört|ausgefallen'),
  clauseBreak:
    /[;—–]\s|,?\s(?:aber|während|jedoch|obwohl|sondern|allerdings|doch|sodass)\s|,? und (?=(?:wir|es|Sie|alles|alle|niemand)\b)/iu,
  conditional: w(
    'wenn',
    'sobald',
    'falls',
    'ob',
    'bevor',
    'bis',
    'sofern',
    'solange',
    'sollten? (?:Sie|es|das)',
    'als ob',
  ),
  future: w(
    'wird|werden',
    'sollte\\p{L}*',
    'erwart\\p{L}+',
    'hoff\\p{L}+',
    'rechnen',
    'gehen davon aus|gehe davon aus',
    'voraussichtlich',
    'plan(?:en|t)',
    'wollen|möchten',
    'arbeiten (?:daran|an|weiter)',
    'damit',
    'um',
    'versuchen',
    'könnte\\p{L}*|dürfte\\p{L}*|würde\\p{L}*',
    '(?:prüfen|testen|bestätigen|kontrollieren), (?:ob|dass)',
    'sicherstellen|stellen sicher',
    'muss|müssen',
    'schätz\\p{L}+',
    'bald',
    'in Kürze',
    'demnächst',
  ),
  negation: w(
    'nicht',
    'kein\\p{L}*',
    'nie(?:mals)?',
    'niemand',
    'nichts',
    'noch nicht',
    'ohne',
    'weder|noch kein\\p{L}*',
    'kaum',
  ),
  partly: w(
    'teilweise|zum Teil|größtenteils|weitgehend|überwiegend|fast|nahezu|beinahe|zum größten Teil',
    `(?:einige|manche|die meisten|viele|mehrere|ein Teil der) (?:\\p{L}+ )?${PEOPLE}`,
    'für (?:einige|manche|die meisten|viele)',
    '\\d+ ?(?:%|Prozent)',
  ),
  partlyAfter:
    /^[\s,]*(?:für|bei) (?:einige|manche|viele|die meisten|einen Teil|\d)|^ (?:sein|werden|wird|zu sein)\b/iu,
  reported: w(
    '(?:zuvor|vorhin|früher|bisher|zunächst|anfangs|um \\d[\\d:.]*(?: Uhr)?(?: \\p{Lu}{2,4})?)?,? ?(?:haben|hatten) wir (?:zuvor |vorhin |fälschlich |irrtümlich |zunächst |um \\d[\\d:.]*(?: Uhr)?(?: UTC)? )*(?:geschrieben|gemeldet|mitgeteilt|angegeben|gesagt|berichtet|angenommen|geglaubt)',
    'wir (?:hatten|haben) (?:\\p{L}+ ){0,2}(?:geschrieben|gemeldet|mitgeteilt|angegeben|gesagt|berichtet|angenommen)',
    'wir (?:schrieben|meldeten|berichteten|nahmen an|dachten|glaubten)',
    '(?:unsere|die) (?:letzte|vorige|frühere|erste) (?:Meldung|Nachricht|Aktualisierung) (?:besagte|sagte|nannte|lautete|hieß)',
    'entgegen',
  ),
  overSince: /^[^.;]{0,40}?\bbis (?:um |gegen |zum |zu )?/iu,
  past: w('war|waren|wurde|wurden|gewesen|hatte|hatten'),
  correction:
    /(?<![\p{L}])(?:Korrektur|Berichtigung|Richtigstellung|Korrigiert)\s*(?::|\(|–|—|-|zu|der)|(?<![\p{L}])(?:haben|hatten) wir (?:\p{L}+ ){0,3}(?:geschrieben|gemeldet|mitgeteilt|angegeben|gesagt)|(?<![\p{L}])wir (?:hatten|haben) (?:\p{L}+ ){0,3}(?:geschrieben|gemeldet|mitgeteilt|angegeben|gesagt)|(?<![\p{L}])(?:das|dies|diese Angabe|die Angabe) war (?:falsch|nicht richtig|unrichtig|ein Fehler)|(?<![\p{L}])(?:die|unsere) (?:letzte|vorige|frühere|erste) (?:Meldung|Nachricht) war/iu,
  movement: w(
    'jetzt|nun|inzwischen|mittlerweile',
    'auch|ebenfalls|zusätzlich|außerdem',
    'nicht mehr',
    '(?:gestiegen|gesunken|gefallen|gewachsen|zurückgegangen|erhöht|verringert|ausgeweitet|ausgebreitet)',
    'mehr|weniger|weitere\\p{L}*',
    'noch|weiterhin|immer noch',
    'bereits|schon',
    'wieder|erneut',
    'seitdem',
  ),
  stillFails: w(
    '(?:noch|weiterhin|immer noch) (?:\\p{L}+ ){0,3}?(?:gestört|ausgefallen|langsam|fehlschlägt|nicht|beeinträchtigt|betroffen|Fehler|unerreichbar)',
    '(?:schlägt|schlagen|fällt|fallen)(?: \\p{L}+){0,2} (?:noch|weiterhin)(?: \\p{L}+){0,2} (?:fehl|aus)',
    'noch nicht (?:\\p{L}+ )?(?:behoben|verfügbar|wiederhergestellt|gelöst|möglich|erreichbar)',
    'bleib\\p{L}+ (?:\\p{L}+ )?(?:gestört|ausgefallen|langsam|nicht)',
  ),
  relapse: w(
    '(?:erneut|wieder) (?:\\p{L}+ ){0,2}?(?:gestört|ausgefallen|fehlgeschlagen|fehlschl\\p{L}+|nicht (?:erreichbar|verfügbar|möglich)|langsam|Fehler|auf(?:getreten)?|zurück)',
    '(?:schlägt|schlagen|fällt|fallen|tritt|treten)(?: \\p{L}+){0,3} (?:erneut|wieder)',
    'Rückfall',
    'hat nicht gehalten',
    'ist zurück|sind zurück',
  ),
  wellEverything: w(
    'all(?:e|en) (?:unsere\\p{L}* |anderen |übrigen )?(?:Systeme|Dienste|Komponenten|Funktionen|Bereiche|Regionen|Services)(?: \\p{L}+){0,4}? (?:normal|verfügbar|in Ordnung|erreichbar|störungsfrei|betriebsbereit|einwandfrei|fehlerfrei|wiederhergestellt|funktionsfähig|wieder|online)(?! \\p{L}+ gestört)',
    '(?:alle|unsere) (?:\\p{L}+ )?(?:Systeme|Dienste|Komponenten|Funktionen) (?:funktionieren|laufen|arbeiten|stehen)(?: \\p{L}+){0,3}',
    'alles (?:\\p{L}+ ){0,3}?(?:funktioniert|normal|in Ordnung|läuft)',
    '(?:funktioniert|läuft|ist)(?: jetzt| nun| wieder)* alles(?: wieder)?(?: \\p{L}+)?(?: (?:normal|in Ordnung|erreichbar|verfügbar))?',
  ),
  wellIncident: w(
    '(?:vollständig|komplett|restlos|ganz) (?:wiederhergestellt|behoben|gelöst|beseitigt|wieder (?:verfügbar|erreichbar|da|hergestellt)|verfügbar|einsatzbereit|funktionsfähig)',
    `(?:die|das|der|dieser?|dieses|unsere?) (?:\\p{L}+ ){0,2}?(?:\\p{L}*)?${TROUBLE}(?: (?:bei|in|mit|an|der|des)(?: [\\p{L}-]+){1,3}?)? (?:ist|sind|wurde|wurden|hat|haben)(?: \\p{L}+){0,2}? ${ADV}${DONE}`,
    `wir haben (?:${ADV})(?:die|das|den|diese\\p{L}*|alle) (?:\\p{L}+ ){0,2}?${TROUBLE}(?: \\p{L}+){0,3}? ${DONE}`,
    'wieder im Normalbetrieb|Normalbetrieb (?:ist )?wiederhergestellt|läuft wieder normal|laufen wieder normal',
    '(?:Sie|Kunden|Nutzer|alle|Nutzer und Kunden) können (?:jetzt |nun |alle |sich )*wieder (?!nicht)[^.;]{1,60}',
    'können (?:Sie|sich Kunden|Kunden|Nutzer|alle) (?:sich )?(?:jetzt |nun )*wieder [^.;]{1,60}',
    '(?:Zugriff|Dienst|Betrieb|Service|Leistung|Verbindung) (?:ist|wurde|läuft) (?:\\p{L}+ ){0,2}?(?:wiederhergestellt|wieder verfügbar|wieder normal|normal|wieder möglich)',
    '(?<!zu früh )(?<!zu früh eine )Entwarnung',
    '^\\W*(?:behoben|gelöst|wiederhergestellt)(?=\\W|$)',
    'Fehlerraten? (?:ist|sind|liegt|liegen) (?:wieder )?(?:normal|im Normalbereich)',
  ),
  wellNamed: w(
    '(?:ist|sind|steht|stehen)(?: \\p{L}+){0,2}? (?:verfügbar|erreichbar|wiederhergestellt|störungsfrei|online|einsatzbereit|in Ordnung|funktionsfähig|möglich|betriebsbereit|bereit|zurück|normal)',
    '(?:funktionier\\p{L}+|läuft|laufen|arbeite\\p{L}+|lädt|laden)(?: \\p{L}+){0,3}? (?:wieder|normal|wie gewohnt|einwandfrei|ohne (?:Störung|Einschränkung|Fehler|Probleme)\\p{L}*|fehlerfrei|störungsfrei|weiter|weiterhin)',
    'funktionier(?:t|en)(?=[.!]|$)',
    'wieder da',
    '(?:klappt|klappen|geht|gehen)(?: \\p{L}+){0,2}? (?:wieder|wie gewohnt|normal|einwandfrei|ohne (?:Störung|Einschränkung|Fehler|Probleme)\\p{L}*)',
  ),
  closerProblem: w(`(?:das|der|die) (?:\\p{L}+-?)(?:problem|fehler|störung|ausfall)`),
  noLongerAffected: w('nicht (?:mehr|länger) (?:betroffen|beeinträchtigt|gestört)'),
  unaffected: w(
    '(?:hat|haben|zeigt|zeigen|weist|weisen) keine(?:rlei)? (?:Probleme|Störung(?:en)?|Fehler|Einschränkung(?:en)?)',
    '(?:nicht|un|nie|niemals)\\s?(?:von \\p{L}+ )?(?:davon )?(?:betroffen|beeinträchtigt|gestört|berührt)',
    'bleib\\p{L}+ (?:\\p{L}+ )?(?:verfügbar|erreichbar|störungsfrei|in Betrieb|nutzbar)',
    'blieb\\p{L}* (?:\\p{L}+ )?(?:verfügbar|erreichbar|unberührt|störungsfrei)',
  ),
  unaffectedOf: w(
    '(?:keine|ohne) (?:\\p{L}+ )?(?:Auswirkung(?:en)?|Beeinträchtigung(?:en)?|Einfluss|Einschränkung(?:en)?(?= bei| in| für))(?: (?:auf|für|bei|in))?',
    'betrifft nicht',
    'hat keinen Einfluss auf',
  ),
  onlyThese: w(
    '(?:nur|ausschließlich|lediglich)(?= [^.;,]{1,60} (?:ist|sind|war|waren|betroffen|gestört))',
    '(?:betrifft|betroffen (?:ist|sind)|betreffen)(?: \\p{L}+)? (?:nur|ausschließlich|lediglich)',
    '(?:beschränkt|begrenzt)(?: sich)?(?: \\p{L}+)? auf',
    'auf [^.;,]{1,40} (?:beschränkt|begrenzt)',
    '(?:nur|ausschließlich|lediglich) (?:in|bei|für)',
  ),
  others: w(
    '(?:alle |die |keine |sämtliche )?(?:anderen?|übrigen?|restlichen?) (?:Systeme|Dienste|Komponenten|Funktionen|Regionen|Bereiche|Teile|Produkte|Länder|Kunden|Nutzer)',
    'alles andere|alles Übrige',
    'sonst nichts|nichts anderes',
    'der Rest',
    'anderswo',
    'sonst (?:niemand|nirgends)',
  ),
  outsideOf: w('außerhalb(?: von| der| des)?', 'außer', 'abgesehen von', 'mit Ausnahme (?:von|der|des)'),
  including: w('einschließlich|inklusive', 'darunter', 'auch'),
  fully: /^(?:vollständig|komplett|restlos|ganz)/iu,
  subject:
    /(?:^|[\s,(])(?:die|der|das|unsere?|Ihre?) ([\p{L}\d -]{2,60}?) (?:ist|sind|war|waren|wurde|wurden|steht|stehen)(?: \p{L}+){0,3} *$/iu,
  generic: w(
    '(?:\\p{L}*(?:störung|ausfall|problem|probleme|vorfall|fehler|beeinträchtigung)|dienste?|systeme?|plattform|zugriff|funktion(?:en)?|betrieb|verfügbarkeit|alles|infrastruktur|komponenten?|regionen)',
  ),
  failure: w(
    'betroffen|betrifft|betreffen',
    'gestört|beeinträchtigt',
    '(?:können|kann|konnten|konnte)(?: \\p{L}+){0,8}? nicht',
    '(?:niemand|keiner|kein \\p{L}+) kann',
    '(?:nicht|keine?n?) (?:\\p{L}+ )?(?:erreichbar|verfügbar|möglich|anmelden|bezahlen|laden|nutzen|zugreifen)',
    'Fehler\\p{L}*',
    'fehlschl\\p{L}+|schlägt|schlagen|scheiter\\p{L}+|fällt|fallen|ausgefallen',
    'langsam\\p{L}*',
    'unterbrochen|abgebrochen|verzögert',
  ),
  few: w(
    '(?:eine[rn]? )?(?:sehr |relativ )?(?:kleine[rn]?|geringe[rn]?|begrenzte[rn]?|kleiner) (?:Anzahl|Teil|Anteil|Gruppe|Zahl|Prozentsatz)(?: (?:der|von|unserer))?',
    `(?:wenige|einzelne|vereinzelte?)(?: \\p{L}+)? ${PEOPLE}`,
    '(?:eine )?Handvoll',
    '(?:eine )?Minderheit',
    'vereinzelt',
  ),
  some: w(
    `(?:einige|manche|mehrere|bestimmte|etliche|ein Teil)(?: (?:der|unserer|von))*(?: \\p{L}+)? ${PEOPLE}`,
    `(?:einigen|manchen|mehreren|bestimmten)(?: \\p{L}+)? ${PEOPLE}`,
  ),
  most: w(
    `(?:die meisten|den meisten|viele|vielen|ein großer Teil|der Großteil)(?: (?:der|unserer))*(?: \\p{L}+)? ${PEOPLE}`,
  ),
  all: w(
    `(?:alle|allen|jede[rn]?|sämtliche[n]?|keine?)(?: (?:unsere[nr]?|der))*(?: [\\p{L}-]+){0,2}? ${PEOPLE}`,
    'niemand',
    'jeder',
    'weltweit',
    '100 ?(?:%|Prozent)',
    'alle Regionen|allen Regionen',
  ),
  share:
    /(?<![\d:.,])(?:(?<percent>\d{1,3}(?:[.,]\d+)?)(?:\s?(?:[-–]|bis)\s?(?<upper>\d{1,3}))?\s?(?:%|Prozent)|(?<n>\d+|eine?r?|zwei|drei) von (?<of>\d+|zwei|drei|vier|fünf|zehn|zwanzig|hundert)(?! Prüfungen| Monitoren)|(?<word>ein(?:em|en)? (?:Drittel|Viertel|Fünftel|Zehntel)|die Hälfte|der Hälfte|zwei Drittel))(?: (?:aller|der|unserer|von|\p{L}+)){0,2} (?:Kund(?:en|innen)|Nutzer(?:n|innen)?|Personen|Konten|Anfragen|Besucher(?:n)?|Zahlungen|Bestellungen|Anmeldungen|Anrufe|Teams|Händler(?:n)?|Mitglieder(?:n)?)(?!\p{L})/iu,
  shareOf: ({ percent, upper, n, of, word }) => {
    if (percent) return Number((upper ?? percent).replace(',', '.')) / 100;
    const numberOf = (given: string) =>
      Number(given) || NUMBERS[given] || (given === 'hundert' ? 100 : Number.NaN);
    if (n && of) return numberOf(n.toLowerCase()) / numberOf(of.toLowerCase());
    const words: [RegExp, number][] = [
      [/zwei Drittel/i, 2 / 3],
      [/Drittel/i, 1 / 3],
      [/Viertel/i, 1 / 4],
      [/Fünftel/i, 1 / 5],
      [/Zehntel/i, 1 / 10],
      [/Hälfte/i, 1 / 2],
    ];
    return words.find(([each]) => each.test(word ?? ''))?.[1] ?? Number.NaN;
  },
  since:
    /(?<![\p{L}])(?:seit|begann(?: um| gegen| am)?|begonnen(?: hat)?(?: um)?|Beginn:?|ab)\s*(?:etwa |ungefähr |rund |ca\. |gegen |um )?(?:(?:dem |am |gestern|heute|vorgestern)\s?(?:\d{1,2}\. ?(?:\p{L}+|\d{1,2}\.)(?: ?\d{4})?)?,? ?(?:um |gegen )?)?$/iu,
  notTheStart: w(
    'kein\\p{L}* (?:\\p{L}+ )?(?:Änderung\\p{L}*|Neuigkeiten|Fehler|Meldungen)',
    'unverändert',
    'nichts (?:Neues|geändert)',
    'wieder',
    'funktionier\\p{L}+',
    'behoben|wiederhergestellt|verfügbar|erreichbar|stabil|normal',
    'wir (?:arbeiten|prüfen|untersuchen|beobachten)',
    'Wartung',
    'läuft|laufen',
    'Neustart|Rollout|Auslieferung',
  ),
  span: /(?:zwischen|von|vom)\s+(?:etwa |ungefähr |ca\. )?$/iu,
  recoveredAt: w('wiederhergestellt|behoben|gelöst|wieder|vorbei|beendet|endete|zurück|erreichbar|verfügbar'),
  ago: {
    lasting: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:funktionier\\p{L}+ (?:\\p{L}+ )?)?seit (?:etwa |ungefähr |rund |ca\\. |fast |knapp |gut |circa |über |mehr als |mittlerweile |nun |bereits |schon |inzwischen )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: und|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?(?: (?:gar )?nicht(?: mehr)?)?)(?![\\p{L}])`,
      'iu',
    ),
    began: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:dies|das|es|${TROUBLE}) (?:\\p{L}+ ){0,3}?(?:begann|fing|trat|hat) (?:\\p{L}+ ){0,2}?vor (?:etwa |ungefähr |rund |ca\\. |fast |knapp |gut |circa |über |mehr als |mittlerweile |nun |bereits |schon |inzwischen )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: und|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    stopped: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:sind |ist )?vor (?:etwa |ungefähr |rund |ca\\. |fast |knapp |gut |circa |über |mehr als |mittlerweile |nun |bereits |schon |inzwischen )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: und|,)? (?<b>${N}) ?(?<unit2>${UNIT}))? (?:ausgefallen|zusammengebrochen))(?![\\p{L}])`,
      'iu',
    ),
  },
  lasted: new RegExp(
    `(?<![\\p{L}])(?:dauerte|gedauert|Dauer:?|andauer\\p{L}+|insgesamt|Ausfallzeit:?|Ausfall von|Störung von|hielt)\\s*(?:von |für |insgesamt |hat )?(?<about>etwa |ungefähr |rund |ca\\. |fast |knapp |gut |circa |über |mehr als )?(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: und|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?`,
    'iu',
  ),
  unitMinutes: (unit) =>
    /^t/i.test(unit) ? 1_440 : /^(?:st|h)/i.test(unit) ? 60 : /^s/i.test(unit) ? 1 / 60 : 1,
  about: w('etwa|ungefähr|rund|ca|fast|knapp|gut|circa|über|mehr'),
  number: (word) => Number(word.replace(',', '.')) || NUMBERS[word.toLowerCase()] || Number.NaN,
  estimate: w(
    'erwart\\p{L}+|voraussichtlich|schätz\\p{L}+|rechnen|gehen davon aus|soll\\p{L}*|wird|werden|hoff\\p{L}+|plan(?:en|t)|Prognose',
  ),
  estimateTime: w(
    'verfügbar|erreichbar|behoben|behebung|gelöst|wieder\\p{L}*|fertig|abgeschlossen|beendet|normal|repariert|Ende|funktionier\\p{L}+|vorbei',
  ),
  estimateExcuse: w(
    '(?:nächste|weitere|neue|eine|die) (?:\\p{L}+ )?(?:Meldung|Nachricht|Aktualisierung|Information|Info|Update|Bericht|Informationen)',
    '(?:melden|informieren|berichten|schreiben|veröffentlichen|aktualisieren) (?:wir )?(?:uns|Sie|hier)?',
    'wir (?:melden|informieren|berichten|schreiben|veröffentlichen)',
    '(?:hatten|haben) (?:wir )?(?:\\p{L}+ ){0,3}(?:erwartet|geschätzt|gehofft|geplant|angekündigt|genannt)',
    'nicht gehalten|verstrichen',
  ),
  checks:
    /(?<![\p{L}\d])(?<f>\d+|eine?r?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|keine) (?:von|der) (?:unseren |den |unserer )*(?<t>\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn) (?:\p{L}+ )?(?:Prüfungen|Monitore?n?|Checks|Messungen|Proben) (?:schlagen|schlägt|fehl|sind|ist|melden|fallen)/iu,
  noReports: w(
    '(?:keine|keinerlei|nicht eine)(?: (?:weiteren?|neuen?|zusätzlichen?))* (?:Meldungen|Beschwerden|Berichte|Hinweise|Rückmeldungen|Kundenmeldungen)(?: (?:von|über) \\p{L}+)?',
    '(?:niemand|kein Kunde|keine Kunden) (?:hat|haben)(?: \\p{L}+){0,3} gemeldet',
  ),
  further: w('weitere\\p{L}*|neue\\p{L}*|zusätzliche\\p{L}*', 'seit (?:dem|\\d)'),
  monitorsGreen: w(
    '(?:unsere |die |alle )*(?:Monitore|Überwachung|Prüfungen|Messungen|Checks|Überwachungssysteme|Monitoring)(?: \\p{L}+)? (?:zeig\\p{L}+|meld\\p{L}+|seh\\p{L}+|find\\p{L}+|bestätig\\p{L}+)(?: \\p{L}+)? (?:keine(?:rlei)? (?:\\p{L}+ )?(?:Fehler|Störung(?:en)?|Probleme|Auffälligkeiten)|nichts|(?:\\p{L}+ )*?(?:normal|grün))',
    '(?:alle|sämtliche)(?: unsere)? (?:Monitore|Prüfungen|Checks|Messungen) (?:sind|laufen|stehen auf|bestehen|melden)(?: \\p{L}+)? ?(?:grün|gut|erfolgreich|fehlerfrei|in Ordnung|normal)',
    '(?:Monitore|Prüfungen|Checks) sind (?:wieder |alle )*(?:grün|in Ordnung|gut)',
  ),
  dataLost: w(
    `(?:einige|wenige|mehrere|einzelne|manche|\\d[\\d.,]*|ein Teil der)(?: \\p{L}+)? ?${PROPERTY} (?:sind|wurden|gingen|ist)(?: \\p{L}+)? (?:verloren(?: gegangen)?|gelöscht|zerstört|beschädigt)`,
    'wir haben (?:einige |\\d[\\d.,]* |mehrere )?(?:\\p{L}+ )?verloren',
    '(?:ist es|kam es|gab es)(?: \\p{L}+)? (?:zu )?(?:einem |einen )?Datenverlust',
  ),
  dataKept: w(
    `(?:keine|keinerlei) (?:\\p{L}+ )?${PROPERTY} (?:sind|wurden|gingen|ist)?(?: \\p{L}+)? ?(?:verloren|gelöscht|beschädigt)`,
    '(?:kein|ohne|keinen) Datenverlust',
    'nichts (?:ist )?verloren',
    `(?:alle|Ihre|sämtliche) ${PROPERTY} sind (?:\\p{L}+ )?(?:sicher|vollständig|erhalten|unversehrt)`,
  ),
  cause:
    /(?<![\p{L}])(?:(?:wurde|wurden|ist|sind) (?:\p{L}+ )?durch(?=[^.;]{3,90}? (?:verursacht|ausgelöst))|(?:verursacht|ausgelöst) durch|wegen|aufgrund|die Ursache (?:war|ist|liegt in)|Ursache:?|Grund (?:war|ist))\s+(?:ein(?:e[nrms]?)? |der |die |das |dem |den |des |unser(?:e[nrms]?)? )?(?<what>[^.;:()\n]{3,120})/iu,
  noCause: w(
    'nicht bekannt|unbekannt|noch nicht|unklar|untersuch\\p{L}+|prüfen|Wartung|dieser Störung|der Störung|des Ausfalls',
  ),
};
