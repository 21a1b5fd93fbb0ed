/**
 * Clock times in running text: `14:30 UTC`, `2:30 PM PDT`, `14.30 Uhr MESZ`, `14h30 CET`, `2026-03-03T14:30Z`, with the
 * zone that belongs to each. A zone at either end of a range belongs to both ends, and a remark "all times UTC" to all.
 */
import { latin } from './latin.ts';
import { ZONE_SOURCE, zoneOffsetMinutes } from './zones.ts';

export type ClockTime = {
  start: number;
  end: number;
  /** Minutes after midnight, as written. */
  minutes: number;
  zone: string | null;
  /** Minutes after midnight UTC, 0–1439; null when the zone is missing or does not tell. */
  utcMinutes: number | null;
};

const TIME = latin(
  [
    '(?<iso>\\d{4}-\\d\\d-\\d\\dT)?',
    // A colon before it ends a word ("update:14:30"), unless it stands in an address.
    '(?<![\\d.,/]|\\d:|::|(?<![\\p{L}])[a-f\\d]{1,4}:)(?<hour>2[0-4]|[01]?\\d)',
    '(?:',
    '(?<colon>[:：])(?<minute>[0-5]\\d)(?::[0-5]\\d(?:[.,]\\d+)?)?(?![\\d:])',
    // "14.30 Uhr" and "12.30 UTC" are times; "10.30 Euro" is not.
    `|\\.(?<dotMinute>[0-5]\\d)(?=\\s?(?:Uhr|[ap]\\.?m\\b|\\(?(?:UTC|GMT|[A-Z]{2,4}T|MESZ|MEZ)\\b))`,
    '|\\s?h\\s?(?<hMinute>[0-5]\\d)(?![\\d:\\p{L}])',
    // "14 h" and "14h" alone are a time only with a zone.
    '|(?<hAlone>\\s?h)(?![\\p{L}\\d])',
    '|(?<ja>\\s?時(?!間))(?:\\s?(?<jaMinute>[0-5]?\\d)\\s?分)?',
    '|(?<military>[0-5]\\d)(?=\\s?(?:Z|UTC|GMT|hrs)(?![\\p{L}\\d]))',
    '|(?!\\d)',
    ')',
    '(?<half>\\s?[aApP](?:\\.\\s?[mM](?:\\.(?!\\s+\\p{Lu}\\p{Ll}))?|[mM])(?![\\p{L}]))?',
    "(?<uhr>\\s?(?:Uhr|hrs|o'clock|horas?|heures?)(?![\\p{L}]))?",
    '|(?<![\\p{L}])(?<word>noon|midday|midnight|Mittag|Mitternacht)(?![\\p{L}])',
  ].join(''),
  'g',
);

/** What stands right after a time and says where: a zone, perhaps behind a place, a comma or a bracket. */
const ZONE_AFTER = latin(
  `^(?:(?<z>\\s?Z)(?![\\p{L}\\d])|\\.\\s(?<us>(?:Pacific|Eastern|Central|Mountain)(?: (?:Standard|Daylight))?(?: [Tt]ime(?![\\p{L}])|(?=\\s*(?:[.,;:)]|$))))|(?:頃|ごろ)?\\s?(?<offset>\\+\\d\\d:?\\d\\d)(?!\\d)|,?\\s?[([（]?(?:Uhr )?(?<zone>${ZONE_SOURCE})(?![\\p{L}\\d])|\\s?(?:頃|ごろ)?[（(]?(?<japan>日本時間))`,
  '',
);
const PLACE_THEN_ZONE = latin(
  `^,?(?:\\s(?:local time|Ortszeit|Lokalzeit|heure locale|hora local))?(?:\\s(?:(?:in|à|en|de|em)\\s)?\\p{Lu}[\\p{L}-]{1,20}){0,2}\\s\\((?<zone>${ZONE_SOURCE})(?![\\p{L}\\d])`,
  '',
);
const ISO_OFFSET = /^(?<offset>[+-]\d\d:?\d\d)(?!\d)/;
const ZONE_BEFORE = /(?:(?<zone>UTC|GMT|JST|CET|CEST|MEZ|MESZ)\)?|(?<japan>日本時間)(?:の)?)[\s:]?$/u;

/** "3:20 hours", "Chapter 10:12" and a ratio are not times of day. */
const DURATION_AFTER =
  /^\s*(?:h\b|hours?\b|hrs?\b|minutes?\b|min\b|Stunden?\b|Minuten?\b|horas?\b|heures?\b)/;
const NO_TIME_BEFORE =
  /(?:chapter|verse|section|ratio(?: of)?|score|aspect|psalm|page|room|gate|line|Kapitel|Vers|Seite|Raum|Zimmer|Verhältnis)\s$/iu;
const DURATION_BEFORE =
  /(?:for|took|lasted|after|lasting|takes?|about|nearly|over|in|pendant|durante|por)\s$/iu;
const ALL_TIMES = latin(
  `(?:\\b(?:all|both|any|every|each)\\b|(?:[Aa]ll )?(?:[Tt]imes|hours|Zeiten|Uhrzeiten)|Zeitangaben|(?:[Tt]outes )?[Ll]es heures|Heures|(?:[Tt]odas )?[Ll]as horas|Horas|Horarios?|(?:[Tt]odos )?[Oo]s horários|Horários?|時刻)(?: (?:times?|are|is|in|given|shown|stated|here|below|listed|sind|hier|en|em|as|ici|aquí|aqui|son|sont|são|están|estão|indiquées|indicad[ao]s|Zeiten|Uhrzeiten|Angaben)|は(?:すべて|全て)?){0,5}:?\\s?\\(?(?<zone>${ZONE_SOURCE})(?![\\p{L}\\d])`,
  '',
);
const JOINED =
  /^\s*(?:[-–—~〜～]|から|to|and|until|till|or|bis|und|oder|through|from|à|et|a|y|e|ou|o|u|hasta|até|jusqu'à|às|as)\s*(?:(?:about|around|etwa|gegen|um|las?|às?|as|at|ca\.|vers|environ|cerca de)\s){0,2}\(?$/iu;
/** "22 bis 23:30 Uhr", "1–5 a.m. ET": an hour that a time with a mark of its own follows is one too. */
const TIME_FOLLOWS = latin(
  `^\\s?(?:[-–—~〜～]|から|to|and|until|till|bis|und|à|et|às|as|a|y|e|até)\\s?(?:(?:las?|às?|as|at|um)\\s)?(?:2[0-4]|[01]?\\d)(?:\\s?h(?:\\s?[0-5]\\d)?|[:.][0-5]\\d)?(?:(?<half>\\s?[aApP]\\.?[mM](?![\\p{L}]))|\\s?Uhr(?![\\p{L}])|\\s?時(?!間))?(?<zone>,?\\s?[(（]?(?:${ZONE_SOURCE})(?![\\p{L}\\d])|\\s?[(（]?日本時間)?`,
  '',
);
/** A preposition before a clock time; without it "8h30" may be a duration. */
const AT_BEFORE = latin(
  "(?<![\\p{L}])(?:depuis|dès|avant|vers|jusqu'à|aujourd'hui à|entre|après|(?<!\\d ?h? ?|\\d\\d )à|desde|as|às|das|las?|antes das|até)(?: (?:as|às|las?|environ|cerca de|aproximadamente))?\\s$",
);
/** "14:02 UTC, i.e. 15:02 in Berlin": said again for a place. */
const SAID_AGAIN = /^\s*(?:,?\s?(?:i\.e\.|that is|d\.\s?h\.|das sind|which is|or)|[/=(,])\s*(?:um |at )?$/iu;
const IN_PLACE = /^\s(?:Uhr )?(?:in|à|en|em) \p{Lu}/u;
/** How far around a time its zone is looked for: bounds the work for hostile text. */
const REACH = 70;

export function clockTimesIn(text: string): ClockTime[] {
  const found: (ClockTime & { joined: boolean; again: boolean })[] = [];
  for (const match of text.matchAll(TIME)) {
    const groups = match.groups as Record<string, string | undefined>;
    const start = match.index;
    // Digits of an offset already read belong to the time before.
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const end = start + match[0].length;
    const after = text.slice(end, end + REACH);
    const lead = text.slice(Math.max(0, start - 20), start);
    const near = zoneNear(after, groups['iso'] !== undefined);
    const before = ZONE_BEFORE.exec(lead)?.groups;
    const next = TIME_FOLLOWS.exec(after);
    const ranges =
      next !== null && (next.groups?.['zone'] !== undefined || /[ap]\.?m$|Uhr$|時$/i.test(next[0]));
    const zone = near?.zone ?? before?.['zone'] ?? (before?.['japan'] ? 'JST' : null);
    const isTime =
      groups['colon'] ||
      groups['dotMinute'] ||
      groups['half'] ||
      groups['ja'] ||
      groups['military'] ||
      (groups['uhr'] && !/^\s?(?:horas?|heures?)/.test(groups['uhr'])) ||
      (groups['hMinute'] &&
        (zone || ranges || (groups['hour'] ?? '').length === 2 || AT_BEFORE.test(lead)) &&
        !DURATION_BEFORE.test(lead));
    // "14 UTC" is a time, "3 PT" hardly; a bare number before a zone counts only with two digits, noon only with a zone.
    if (!isTime && !near && !ranges) continue;
    if (!isTime && !groups['word'] && !groups['hAlone'] && !ranges && (groups['hour'] ?? '').length < 2)
      continue;
    if (!zone && !ranges && (DURATION_AFTER.test(after) || NO_TIME_BEFORE.test(lead))) continue;
    const last = found.at(-1);
    const gap = last ? text.slice(last.end, start) : '';
    const joined = last !== undefined && gap.length < REACH && JOINED.test(gap);
    found.push({
      start,
      end: end + (near?.length ?? 0),
      minutes:
        minutesOf({ ...groups, half: groups['half'] ?? (isTime ? undefined : next?.groups?.['half']) }) +
        (/午後\s?$/u.test(lead) && Number(groups['hour']) < 12 ? 720 : 0),
      zone,
      utcMinutes: null,
      joined,
      again: last !== undefined && gap.length < REACH && SAID_AGAIN.test(gap) && IN_PLACE.test(after),
    });
  }
  const everywhere = ALL_TIMES.exec(text)?.groups?.['zone'] ?? null;
  for (let i = found.length - 1; i >= 0; i--) if (found[i + 1]?.joined) found[i]!.zone ??= found[i + 1]!.zone;
  for (const [i, time] of found.entries()) {
    if (time.joined) time.zone ??= found[i - 1]!.zone;
    if (time.again && found[i - 1]!.zone) time.zone ??= 'local';
    time.zone ??= everywhere;
    const offset = time.zone === null ? null : zoneOffsetMinutes(time.zone);
    time.utcMinutes = offset === null ? null : (time.minutes - offset + 2 * 1_440) % 1_440;
  }
  return found.map(({ joined: _, again: __, ...time }) => time);
}

function minutesOf(groups: Record<string, string | undefined>): number {
  if (groups['word']) return /^mi(?:dn|ttern)/i.test(groups['word']) ? 0 : 720;
  let hour = Number(groups['hour']);
  const { minute, dotMinute, hMinute, jaMinute, military } = groups;
  const half = groups['half']?.trim().toLowerCase();
  if (half?.startsWith('p') && hour < 12) hour += 12;
  if (half?.startsWith('a') && hour === 12) hour = 0;
  return (hour % 24) * 60 + Number(minute ?? dotMinute ?? hMinute ?? jaMinute ?? military ?? 0);
}

function zoneNear(after: string, iso: boolean): { zone: string; length: number } | null {
  const found = (iso && ISO_OFFSET.exec(after)) || ZONE_AFTER.exec(after) || PLACE_THEN_ZONE.exec(after);
  if (!found) return null;
  const { z, us, offset, zone, japan } = found.groups as Record<string, string | undefined>;
  return { zone: z ? 'UTC' : japan ? 'JST' : (offset ?? zone ?? us ?? 'UTC'), length: found[0].length };
}

/** Minutes between two times of day, the short way round the clock. */
export function minutesApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1_440;
  return Math.min(apart, 1_440 - apart);
}

/** The time of day of an instant in UTC, in minutes. */
export const utcMinutesOf = (instant: string): number => {
  const at = new Date(instant);
  return at.getUTCHours() * 60 + at.getUTCMinutes();
};
