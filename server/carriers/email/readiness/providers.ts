/** What is known of mail providers: what a relay of theirs needs in SPF, and whose readers have which domain or MX. Pure. */

/** Hosts of relays, and what SPF has to include for them. */
const INCLUDES: [host: RegExp, include: string][] = [
  [/^email-smtp\.[a-z0-9-]+\.amazonaws\.com$/, 'amazonses.com'],
  [/^smtp\.sendgrid\.net$/, 'sendgrid.net'],
  [/^smtp(\.eu)?\.mailgun\.org$/, 'mailgun.org'],
  [/^smtp(-broadcasts)?\.postmarkapp\.com$/, 'spf.mtasv.net'],
  [/^smtp(-relay)?\.gmail\.com$/, '_spf.google.com'],
  [/^smtp\.office365\.com$|\.mail\.protection\.outlook\.com$/, 'spf.protection.outlook.com'],
  [/^in-v3\.mailjet\.com$/, 'spf.mailjet.com'],
  [/^smtp-relay\.brevo\.com$/, 'spf.brevo.com'],
  [/^smtp\.resend\.com$/, 'amazonses.com'],
];
export const includeOf = (host: string): string | null =>
  INCLUDES.find(([at]) => at.test(host.toLowerCase()))?.[1] ?? null;

const MAILBOXES: [name: string, domain: RegExp, mx: RegExp][] = [
  ['Gmail', /^(gmail|googlemail)\.com$/, /(^|\.)(google|googlemail)\.com$/],
  [
    'Outlook',
    /^(outlook|hotmail|live|msn|passport)\.[a-z.]+$/,
    /\.(protection\.outlook\.com|olc\.protection\.outlook\.com)$|\.mx\.microsoft$/,
  ],
  ['Yahoo', /^(yahoo|ymail|rocketmail|aol)\.[a-z.]+$/, /\.yahoodns\.net$/],
  ['iCloud', /^(icloud|me|mac)\.com$/, /\.mail\.icloud\.com$/],
  ['GMX and WEB.DE', /^(gmx\.[a-z.]+|web\.de|mail\.com)$/, /\.(gmx|web)\.(net|de)$/],
  ['Proton', /^(proton\.me|protonmail\.[a-z]+|pm\.me)$/, /\.protonmail\.ch$/],
];
/** Those that publish rules for bulk senders. */
export const BULK = new Set(['Gmail', 'Outlook', 'Yahoo']);

export const mailboxProviderOf = (domain: string): string | null =>
  MAILBOXES.find(([, at]) => at.test(domain))?.[0] ?? null;
export const providerByMx = (host: string): string | null =>
  MAILBOXES.find(([, , at]) => at.test(host))?.[0] ?? null;
