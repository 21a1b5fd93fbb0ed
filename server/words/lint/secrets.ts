/** What must not go out: P04 the names of our inside, S01 secrets, addresses and names of customers. */
import { finding, matches, type PlainRule } from './draft.ts';

/** Hosts by role and number, pods, private domains, severity codes, tickets. Public regions (eu-west-1) are no secret. */
const INTERNAL: readonly [pattern: RegExp, what: string][] = [
  [
    /(?<![\p{L}\d-])(?:ip|host|node|server|srv|db|sql|pg|mysql|postgres|mongo|es|web|app|cache|redis|kafka|worker|pod|lb|proxy|nginx|haproxy|gw|queue|mq|vm|k8s|prod|prd|stage|staging|dev|auth|mail|smtp|ns|edge)(?:[-_][a-z\d]+)*[-_]?\d{2,}(?:[-_.][a-z\d]+)*(?![\p{L}\d])/u,
    'the name of a machine',
  ],
  [
    /(?<![\p{L}\d-])(?:prod|prd|stage|staging|db|host|srv|k8s|kafka|redis|pg)-[a-z\d]+(?:-[a-z\d]+)*-\d+(?![\p{L}\d])/u,
    'the name of a machine',
  ],
  [
    /(?<![\p{L}\d-])[a-z]{2,}-(?:[a-z]{2,}-)+\d{2,}(?![\p{L}\d-])|(?<![\p{L}\d-])[a-z]{2,}-0\d+(?![\p{L}\d-])/u,
    'the name of a machine',
  ],
  [/(?<![\p{L}\d-])[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,10}-[a-z\d]{5}(?![\p{L}\d-])/u, 'the name of a pod'],
  [
    /(?<![\p{L}\d.-])[a-z\d][a-z\d.-]*\.(?:internal|local|corp|lan|intranet|svc|cluster\.local)(?![\p{L}\d])/u,
    'an internal address',
  ],
  [
    /(?<![\p{L}\d-])(?:SEV|Sev)[- ]?\d(?![\p{L}\d])|(?<![\p{L}\d-])P[0-4](?= (?:incident|outage|issue|Störung|Vorfall))/u,
    'a severity code',
  ],
  [
    /(?<![\p{L}\d-])(?!(?:COVID|UTF|ISO|SHA|AES|RSA|TLS|SSL|HTTP|RFC|CVE|GPT|UTC|GMT|IPV|WCAG|MP|USB|WPA|WI|EU|US|AP|UK|CO|PM|AM|DIN|EN|IEC|IEEE|PCI|ES|PHP|MD|Q|CAT|A|B)-)[A-Z][A-Z\d]{1,9}-\d{2,6}(?![\p{L}\d-])/u,
    'the number of a ticket',
  ],
  [/(?<![\p{L}\d])(?:inc|ticket|jira|bug|ops)[ -]?#?\d{3,}(?![\p{L}\d])/iu, 'the number of a ticket'],
];

export const keepsInsideInside: PlainRule = (draft) =>
  INTERNAL.flatMap(([pattern, what]) =>
    [...matches(draft, pattern)].map((place) =>
      finding(
        draft,
        'P04',
        'error',
        `"${place.text}" looks like ${what}, which helps nobody outside. Say what it does for users instead.`,
        { at: place },
      ),
    ),
  ).filter((each, i, all) => all.findIndex((other) => other.start === each.start) === i);

const ROLE_ADDRESS =
  /^(?:support|help|hello|hilfe|status|security|privacy|contact|kontakt|info|service|kundenservice|kundendienst|datenschutz|abuse|billing|press|care|team|feedback|trust)\b/i;

const SECRETS: readonly [pattern: RegExp, what: string, but?: RegExp][] = [
  [/(?<![\p{L}\d])(?:AKIA|ASIA)[A-Z\d]{16}(?![\p{L}\d])/u, 'an access key'],
  [
    /(?<![\p{L}\d])(?:gh[pousr]_[A-Za-z\d]{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|[sr]k_(?:live|test)_[A-Za-z\d]{10,}|glpat-[\w-]{15,}|AIza[\w-]{30,}|npm_[A-Za-z\d]{30,}|sk-[A-Za-z\d_-]{20,})/u,
    'an access token',
  ],
  [/-----BEGIN [A-Z ]+-----/u, 'a private key'],
  [/(?<![\p{L}\d])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/u, 'a signed token'],
  [
    /(?<![\p{L}])(?:password|passwd|passwort|kennwort|pwd|secret|token|api[_-]?key)\s*[=:]\s*(?!\s)[^\s,.;]{4,}/iu,
    'a password',
  ],
  [/\b[a-z][a-z\d+.-]*:\/\/[^\s:@/]+:[^\s@/]+@[^\s]+/iu, 'an address with a password'],
  [/(?<![\p{L}\d])(?=[a-f\d]*\d)(?=[a-f\d]*[a-f])[a-f\d]{32,}(?![\p{L}\d])/u, 'a key or digest'],
  [/(?<![\p{L}\d.@])[\w.+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u, 'the e-mail address of a person', ROLE_ADDRESS],
  [
    /(?<![\d.\p{L}])(?<!(?:version|release|v)\s?)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/iu,
    'an IP address',
  ],
  [
    /(?<![\p{L}\d:])(?:[a-f\d]{1,4}:){3,7}[a-f\d]{1,4}(?![\p{L}\d:])|(?<![\p{L}\d:])(?:[a-f\d]{1,4}:){2,6}:(?:[a-f\d]{1,4})?(?![\p{L}\d:])/iu,
    'an IP address',
  ],
];

export const keepsSecrets: PlainRule = (draft) => {
  // Secrets hide in quotes and addresses too, so the whole text is read.
  const whole = { ...draft, own: draft.text };
  const leaks = SECRETS.flatMap(([pattern, what, but]) =>
    [...matches(whole, pattern)]
      .filter(({ text }) => !but?.test(text))
      .map((place) =>
        finding(
          draft,
          'S01',
          'error',
          `This looks like ${what}. It must not be public; leave it out, and replace it if it is real.`,
          { at: place },
        ),
      ),
  );
  const names = (draft.facts.customerNames ?? []).flatMap((name) => {
    const at = name.length > 2 ? draft.text.toLowerCase().indexOf(name.toLowerCase()) : -1;
    return at < 0
      ? []
      : [
          finding(draft, 'S01', 'error', 'This names a customer. Do not name customers in public.', {
            at: { start: at, end: at + name.length },
          }),
        ];
  });
  return [...leaks, ...names].filter(
    (each, i, all) => all.findIndex((other) => other.start === each.start) === i,
  );
};
