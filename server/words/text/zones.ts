/**
 * Abbreviations of time zones that people write, with their distance from UTC in minutes. Null where the
 * abbreviation alone does not tell (PT is -7 or -8): such a time has a zone, but cannot be compared.
 */
const OFFSETS: Record<string, number | null> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEZ: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  MEZ: 60,
  WESZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  OEZ: 120,
  EEST: 180,
  OESZ: 180,
  MSK: 180,
  TRT: 180,
  IST: null,
  PKT: 300,
  ICT: 420,
  WIB: 420,
  SGT: 480,
  HKT: 480,
  AWST: 480,
  PHT: 480,
  CST: null,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  SAST: 120,
  CAT: 120,
  EAT: 180,
  WAT: 60,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  BRT: -180,
  ART: -180,
  CLT: null,
  ET: null,
  CT: null,
  MT: null,
  PT: null,
};

/** Zones by name, as people write them after a time: they name a zone, though only some tell its distance. */
const NAMED = [
  '(?:Coordinated Universal|Greenwich Mean) Time',
  '(?:Pacific|Eastern|Central|Mountain|Atlantic)(?: (?:[Ss]tandard|[Dd]aylight))?(?: [Tt]ime)?',
  '(?!Local|Next|This|Last|First|Same|Each|Any)\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+){0,2} [Tt]ime',
  "(?:hora|horário|heure) (?:de|do|da|d’|d'|du)\\s?\\p{Lu}[\\p{L}-]+",
  'hora (?!local|punta|exacta|prevista|estimada)(?:oficial )?\\p{Ll}{4,}(?:a|ar)(?![\\p{L}])|heure (?!locale|prévue|exacte)\\p{Ll}{4,}(?:aise|enne|ge|sse)(?![\\p{L}])',
  '(?:mitteleuropäischer|koordinierter) (?:Sommer|Welt)?zeit',
].join('|');

/** Any abbreviation that ends in T after a time is taken for a zone that we do not know. */
const UNKNOWN = '(?!NOT|BUT|GET|PUT|POST|LET)[A-Z]{1,4}T';

/** "01:00 UTC–02:30" and "01:00 UTC-02:30 UTC" are two times; "UTC-5", "UTC−03:30" and "UTC–5" are zones. */
const OFFSET =
  '(?:UTC|GMT)\\s?(?:[+−±]\\s?\\d{1,2}(?::?\\d{2})?|-\\s?\\d{1,2}(?::?\\d{2})?(?!\\d|:|\\s?(?:UTC|GMT|[ap]\\.?m)(?![\\p{L}]))|–\\s?\\d{1,2}(?![\\d:]|\\s?(?:UTC|GMT|[ap]\\.?m)(?![\\p{L}])))';

export const ZONE_SOURCE = `${OFFSET}|${Object.keys(OFFSETS)
  .filter((name) => name !== 'Z')
  .sort((a, b) => b.length - a.length)
  .join('|')}|utc|gmt|${NAMED}|${UNKNOWN}`;

/** Minutes east of UTC, or null when the words do not tell. */
export function zoneOffsetMinutes(zone: string): number | null {
  const shifted = /^(?:UTC|GMT)?\s?([+\-−–±])\s?(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!shifted) return OFFSETS[zone.toUpperCase()] ?? null;
  const minutes = Number(shifted[2]) * 60 + Number(shifted[3] ?? 0);
  return shifted[1] === '+' || shifted[1] === '±' ? minutes : -minutes;
}
