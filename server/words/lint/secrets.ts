/** What must not go out: P04 the names of our inside, S01 secrets, addresses, people's numbers and customers' names. */
import { latin } from '../text/latin.ts';
import { type Draft, finding, matches, type PlainRule } from './draft.ts';

/** A pattern, what it finds, and the words around that make it something else. */
type Detector = {
  pattern: RegExp;
  what: string;
  /** Not when the match itself looks like this. */
  but?: RegExp;
  /** Not when the 30 characters before end like this. */
  notAfter?: RegExp;
  proves?: (match: string) => boolean;
};

const inLatin = (detectors: readonly Detector[]): readonly Detector[] =>
  detectors.map((each) => ({ ...each, pattern: latin(each.pattern.source, each.pattern.flags) }));

/** Regions of the big clouds are public names. */
const REGION = '(?:us|eu|ap|sa|ca|af|me|il|cn|mx|asia|europe|australia|northamerica|southamerica|africa)';
const NAMED_THING =
  /(?:flights?|gates?|models?|routes?|lines?|bus(?:es)?|trains?|rooms?|orders?|forms?|roads?|highways?|seats?|permits?|series|cards?|printers?|units?|versions?|stops?|platforms?|article|part|product|invoice|interstate|channel|type|class|level|size|paper|for instance|e\.g\.|such as|Flug|Linie|Zug|Modell|Raum|Formular|Bestellung|Rechnung|Baureihe|Filiale)\s*(?:no\.?|number|numbers|Nr\.?|#)?\s*$/iu;

/** Hosts by role and number, pods, private domains, namespaces, severity codes, tickets. Public regions are no secret. */
const INTERNAL: readonly Detector[] = inLatin([
  {
    pattern:
      /(?<![\p{L}\d-])(?:ip|host|node|server|srv|db|sql|pg|mysql|postgres|mongo|es|web|app|api|cache|redis|kafka|worker|pod|lb|proxy|nginx|haproxy|gw|queue|mq|vm|k8s|prod|prd|stage|staging|dev|auth|mail|smtp|ns|edge|core|vault|bastion|jump|etcd|rabbit(?:mq)?|elastic|broker|shard|replica)(?:[-_][a-z\d]+)*[-_]?\d{2,}(?:[-_.][a-z\d]+)*(?![\p{L}\d])/u,
    what: 'the name of a machine',
    but: /^(?:node|es|app|api)-?(?:1\d|2\d)$|^(?:ns|app|web|api)\d{3}$/,
  },
  {
    pattern:
      /(?<![\p{L}\d-])(?:prod|prd|stage|staging|db|host|srv|k8s|kafka|redis|pg|mysql|mongo|etcd)-[a-z\d]+(?:-[a-z\d]+)*-\d+(?![\p{L}\d])/u,
    what: 'the name of a machine',
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\d-])(?!${REGION}-)[a-z]{2,}-(?:[a-z\\d]{2,}-)+\\d+(?![\\p{L}\\d-])|(?<![\\p{L}\\d-])[a-z]{2,}-0\\d+(?![\\p{L}\\d-])|(?<![\\p{L}\\d-])[a-z]{2,}\\d{0,3}-(?:[a-z]{2,}-)*[a-z]{1,12}\\d{2,}(?![\\p{L}\\d-])`,
      'u',
    ),
    what: 'the name of a machine',
  },
  {
    pattern:
      /(?<![\p{L}\d-])[a-z]+(?:-[a-z\d]+)*-(?:[0-9a-f]{8,10}-[a-z\d]{5}|[bcdf-hj-np-tv-z2-9]{8,10}-[bcdf-hj-np-tv-z2-9]{5})(?![\p{L}\d-])/u,
    what: 'the name of a pod',
  },
  {
    // "payments-prod", "core-db-replica-2": a name with its stage or its place in a set.
    pattern:
      /(?<![\p{L}\d-])[a-z\d]+(?:-[a-z\d]+)*-(?:prod|prd|stag(?:e|ing)|uat|qa)(?:-[a-z\d]+)*(?![\p{L}\d-])|(?<![\p{L}\d-])(?!(?:non|pre|in|off|multi)-)[a-z\d]+(?:-[a-z\d]+)*-(?:replica|primary|master|node|worker|pod|cluster|shard|broker)-?\d+(?![\p{L}\d-])/u,
    what: 'the name of a machine',
  },
  {
    pattern:
      /(?<![\p{L}\d])(?:name ?space|pod|host|hostname|daemonset|statefulset|the container|the deployment) (?:called |named )?`?(?:[a-z]+(?:[-_][a-z\d]+)+|(?<=[Nn]ame ?spaces? `?)(?!is|are|has|of|and|in|on|was|for|with|that|to)[a-z][a-z\d]{3,})`?(?![\p{L}\d-])/u,
    what: 'the name of an inner part',
    but: / (?:[a-z]+-(?:in|out|up|down|off|on|ed|wide|based|level|side)|have|been|which|were|will|must|could|should|from|also|still|fails?|only|does|keeps?)$/,
  },
  {
    pattern:
      /(?<![\p{L}\d.-])[a-z\d][a-z\d-]*(?:\.[a-z\d][a-z\d-]*)*\.(?:internal|local|corp|lan|intranet|svc|cluster\.local|consul)(?![\p{L}\d])/u,
    what: 'an internal address',
  },
  {
    pattern:
      /(?<![\p{L}\d-])(?:i|vol|sg|ami|eni|subnet|vpc|rtb|snap)-[0-9a-f]{8,17}(?![\p{L}\d-])|(?<![\p{L}\d])arn:aws[\w:/.*-]{4,}/u,
    what: 'the name of an inner part',
  },
  {
    pattern:
      /(?<![\p{L}\d-])(?:SEV|Sev|sev)[- ]?\d(?![\p{L}\d])|(?<![\p{L}\d])[Ss]everity[- :]{1,2}[1-5](?![\p{L}\d])|(?<=(?:^|[[(]|\b(?:a|this|as|our|declared|priority|prio|an active) ))P[0-5](?![\p{L}\d])(?! (?:gate|parking|car park|terminal|entrance|level|form|visa|button|port|exit|lot))|(?<![\p{L}\d-])P[0-5](?= (?:incident|outage|issue|alert|Störung|Vorfall))/u,
    what: 'a severity code',
  },
  {
    pattern:
      /(?<![\p{L}\d-])(?!(?:COVID|UTF|ISO|SHA|AES|RSA|TLS|SSL|HTTP|RFC|CVE|GPT|UTC|GMT|IPV|WCAG|MP|USB|WPA|WI|EU|US|AP|UK|CO|PM|AM|DIN|EN|IEC|IEEE|PCI|ES|PHP|MD|Q|CAT|ORD|ORDER|INV|RTX|GTX|RX|LTE|BBC|SARS|HIV|RS|PT|NIST|SOC|FIPS|BS|BUS|GATE|ROOM|ZIP|SKU|REF|PO|TEL|FAX|EX|SQL)-)[A-Z][A-Z\d]{1,9}-\d{2,6}(?![\p{L}\d-])/u,
    what: 'the number of a ticket',
    notAfter: NAMED_THING,
  },
  { pattern: /(?<![\p{L}\d])(?:INC|CHG|PRB|RITM|TASK)\d{5,}(?![\p{L}\d])/u, what: 'the number of a ticket' },
  {
    pattern:
      /(?<![\p{L}\d])(?:(?:(?:inc|jira|bug|ops|ticket|PR)(?: (?:number|no\.?|id|nr\.?))?[ -]?#?|(?:incident|issue|case|problem|pull request|merge request) (?:(?:number|no\.?|id|nr\.?) #?|#))\d{3,})(?![\p{L}\d])/iu,
    what: 'the number of a ticket',
  },
]);

export const keepsInsideInside: PlainRule = (draft) =>
  unique(
    INTERNAL.flatMap((detector) =>
      found(draft, draft, detector).map((place) =>
        finding(
          draft,
          'P04',
          'error',
          `"${place.text}" looks like ${detector.what}, which helps nobody outside. Say what it does for users instead.`,
          { at: place },
        ),
      ),
    ),
  );

const ROLE_ADDRESS =
  /^(?:branch(?:es)?|depot|desk|tickets?|fleet|dispatchers?|counter|warehouse|logistics|delivery|deliveries|shipping|maintenance|network|hosting|domains?|parents?|teachers?|staff|members?|citizens?|residents?|bank|cards?|fraud|safety|service-?team|kunden|technik|stoerung|störung|schule|praxis|rathaus|buero|büro|leitung|soporte-?tecnico|atencion|clientes?|atendimento|suporte-?tecnico|contato|contacto|bonjour|clients?|service-?client|accueil|mairie|secretariat|secretaria|payroll|hr|finance|returns|orders|shop|store|news|alerts|outage|outages|engineering|product|success|sre|platform|partners?|vendors?|merchants?|students?|registry|library|patients?|appointments?|results|lab|school|kundenbetreuung|bestellung|buchung|verwaltung|leitstelle|support|help|helpdesk|servicedesk|hello|hi|ask|hilfe|status|security|privacy|contact|kontakt|info|service|kundenservice|kundendienst|datenschutz|abuse|billing|press|presse|care|team|feedback|trust|noreply|no-reply|it|itsupport|customer|customers|clinic|office|admissions|registrar|reception|hotline|sales|booking|bookings|claims|api|dev|developers|community|accounts|payments|cs|mail|post|webmaster|postmaster|noc|ops|dpo|legal|updates|incident|incidents|notifications|emergency|dispatch|ayuda|soporte|ajuda|suporte|aide|assistance)(?:[-_+][\w-]+)?@/i;

const SECRETS: readonly Detector[] = inLatin([
  { pattern: /(?<![\p{L}\d])(?:AKIA|ASIA|AGPA|AROA|AIDA)[A-Z\d]{16}(?![\p{L}\d])/u, what: 'an access key' },
  {
    pattern:
      /(?<![\p{L}\d])(?:gh[pousr]_[A-Za-z\d]{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|[sr]k_(?:live|test)_[A-Za-z\d]{10,}|whsec_[A-Za-z\d]{10,}|glpat-[\w-]{15,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|npm_[A-Za-z\d]{30,}|sk-[A-Za-z\d_-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|dop_v1_[a-f\d]{20,}|hf_[A-Za-z\d]{20,}|hvs\.[\w-]{20,}|AC[a-f\d]{32})/u,
    what: 'an access token',
  },
  {
    pattern: /hooks\.slack\.com\/services\/[\w/]{10,}|discord(?:app)?\.com\/api\/webhooks\/[\w/-]{10,}/u,
    what: 'an access token',
  },
  { pattern: /-----BEGIN [A-Z ]{1,40}-----/u, what: 'a private key' },
  { pattern: /(?<![\p{L}\d])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/u, what: 'a signed token' },
  {
    pattern: /(?<![\p{L}])(?:[Bb]earer|[Bb]asic|[Tt]oken) (?=[\w.~+/=-]*\d)[\w.~+/-]{16,}=*/u,
    what: 'an access token',
  },
  {
    pattern:
      /(?<![\p{L}])(?:password|passwd|passwort|kennwort|contraseña|senha|mot de passe|pwd|passphrase|secret|token|api[_ -]?key|access[_ -]?key|client[_ -]?secret)\s*[=:]\s*(?!\s)(?=[^\s,;]*[\d!@#$%^&*=_])[^\s,;]{4,}|(?<![\p{L}])(?:password|passwort|kennwort|passphrase|pwd|contraseña|senha|mot de passe|palavra-passe)(?: \p{L}+){0,2}? (?:(?:is|was|ist|lautet|es|est|é) )?(?=[^\s,;]*\d)(?=[^\s,;]*[A-Za-z])[^\s,;]{6,}/iu,
    what: 'a password',
  },
  {
    pattern: /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:@/]{1,80}:[^\s@/]{1,80}@[^\s]+/iu,
    what: 'an address with a password',
  },
  {
    pattern: /(?<![\p{L}\d])(?=[a-f\d]{0,80}\d)(?=[a-f\d]{0,80}[a-f])[a-f\d]{32,}(?![\p{L}\d])/u,
    what: 'a key or digest',
  },
  {
    pattern:
      /(?<![\p{L}\d.@+_-])[\p{L}\d][\p{L}\d._+-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[\p{L}\d-]{1,63}(?:(?:\.|\s?\(dot\)\s?)[\p{L}\d-]{1,63})+/u,
    what: 'the e-mail address of a person',
    but: ROLE_ADDRESS,
  },
  {
    pattern: /(?<![\d.\p{L}])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/u,
    what: 'an IP address',
    notAfter:
      /(?:versions?|releases?|v|builds?|firmware|app|software|updates?|patch|Fassung|chapter|section|table)[ :-]*(?:number |no\. )?$/iu,
  },
  {
    pattern: /(?<![\p{L}\d:.])(?=[a-f\d]{0,4}:)[a-f\d:]{2,45}(?:%\w{1,15})?(?![\p{L}\d:])/iu,
    what: 'an IP address',
    proves: isIpV6,
  },
  {
    pattern: /(?<![\p{L}\d:-])[a-f\d]{2}(?:[:-][a-f\d]{2}){5}(?![\p{L}\d:-])/iu,
    what: 'the address of a device',
  },
  { pattern: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/u, what: 'the number of a card', proves: isCard },
  {
    pattern: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\p{L}\d])/u,
    what: 'the number of a bank account',
    proves: isIban,
  },
]);

/** A telephone number; whose it is, the words before it say. Hotlines help, the number of a person leaks. */
const PHONE = /(?<![A-Za-z\d.])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d(?:[ /-]?\d){5,13}(?![\d.]*\d)/u;
const OF_A_PERSON =
  /(?:engineer|admin|administrator|DBA|on-call|technician|colleague|manager|developer|private|personal|mobile of|Techniker\p{L}*|Kolleg\p{L}+|Administrator\p{L}*|privat\p{L}*)(?![\p{L}])[^.!?\n]{0,40}$|(?:[Cc]all|[Rr]each|[Rr]ing|[Tt]ext|[Pp]hone|[Cc]ontact|[Rr]ufen Sie|appelez|llame a|ligue para) (?!(?:Our|The|Us|Support|Customer|Service|Hotline|Help|Dispatch|Claims|Billing|Sales|Reception|Emergency|Your|Den|Die|Das|Unser|Kunden|Hilfe|Reservations|Security|IT|Facilities)\p{L}*)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?(?: directly)? (?:on|at|under|unter|au|en|em)\s*$/u;

const CUSTOMER_SUFFIX =
  /[,.\s]+(?:inc|ltd|llc|plc|gmbh|ag|se|kg|corp|corporation|company|co|limited|s\.?a\.?|s\.?r\.?l\.?|s\.?a\.?s\.?|bv|b\.v|oy|ab|as|group|holdings?)\.?$/iu;

export const keepsSecrets: PlainRule = (draft) => {
  // Secrets hide in quotes and addresses too, so the whole text is read.
  const whole = { ...draft, own: draft.text };
  const leaks = SECRETS.flatMap((detector) =>
    found(draft, whole, detector).map((place) => leak(draft, place, detector.what)),
  );
  const phones = [...matches(whole, PHONE)]
    .filter(({ start }) => OF_A_PERSON.test(draft.text.slice(Math.max(0, start - 90), start)))
    .map((place) => leak(draft, place, 'the number of a person'));
  return unique([...leaks, ...phones, ...customers(draft)]);
};

const leak = (draft: Draft, at: { start: number; end: number }, what: string) =>
  finding(
    draft,
    'S01',
    'error',
    `This looks like ${what}. It must not be public; leave it out, and replace it if it is real.`,
    { at },
  );

/** Each place where a customer is named, with or without the legal form behind the name. */
function customers(draft: Draft) {
  const text = draft.text.toLowerCase();
  return (draft.facts.customerNames ?? []).flatMap((name) => {
    const bare = name.replace(CUSTOMER_SUFFIX, '').trim();
    const asked = (bare.length >= 4 ? bare : name).toLowerCase();
    if (asked.length < 3) return [];
    const places = [];
    for (let at = text.indexOf(asked); at >= 0 && places.length < 20; at = text.indexOf(asked, at + 1)) {
      const end = at + asked.length;
      if (/[\p{L}\d]/u.test(text[at - 1] ?? ' ') || /[\p{L}\d]/u.test(text[end] ?? ' ')) continue;
      places.push(
        finding(draft, 'S01', 'error', 'This names a customer. Do not name customers in public.', {
          at: { start: at, end },
        }),
      );
    }
    return places;
  });
}

const found = (draft: Draft, read: Draft, { pattern, but, notAfter, proves }: Detector) =>
  [...matches(read, pattern)].filter(
    ({ text, start }) =>
      !but?.test(text) &&
      !(notAfter?.test(draft.text.slice(Math.max(0, start - 30), start)) ?? false) &&
      (proves?.(text) ?? true),
  );

/** One finding a place. */
const unique = <T extends { start: number; end: number }>(all: readonly T[]): T[] =>
  all.filter((each, i) => all.findIndex((other) => other.start < each.end && other.end > each.start) === i);

function isIpV6(text: string): boolean {
  const bare = text.replace(/%.*$/, '');
  const groups = bare.split(':');
  const gaps = bare.split('::').length - 1;
  if (groups.some((group) => group.length > 4) || gaps > 1 || bare.length < 5) return false;
  // A time with seconds has no letters and only two colons.
  return gaps === 1
    ? groups.length <= 8 && groups.filter(Boolean).length >= 1 && (/[a-f]/i.test(bare) || groups.length > 4)
    : groups.length === 8 && groups.every(Boolean);
}

/** Luhn's check (ISO/IEC 7812). */
function isCard(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number);
  if (!/^[2-6]/.test(text) || digits.length < 13) return false;
  const sum = digits.reduce(
    (all, digit, i) => all + (i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
    0,
  );
  return sum % 10 === 0;
}

/** The check digits of ISO 13616. */
function isIban(text: string): boolean {
  const bare = text.replace(/ /g, '');
  if (bare.length < 15 || bare.length > 34) return false;
  let rest = 0;
  for (const sign of bare.slice(4) + bare.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
