/** The manual's page on carriers, made from what they say of themselves; a test keeps the page and this equal. Pure. */
import { settingFields } from './accounts/settings-form.ts';
import type { Carrier, Provider } from './carrier.ts';

const AUDIENCES: Record<Carrier['audience'], string> = {
  reader: 'readers choose it themselves',
  staff: 'added by staff',
  house: 'the house’s own account',
};

export function carriersDocument(carriers: readonly Carrier[]): string {
  const rows = carriers.map(
    ({ name, title, summary, audience }) =>
      `| [${title}](#${anchor(title)}) | \`${name}\` | ${AUDIENCES[audience]} | ${cell(summary)} |`,
  );
  return [
    '# Carriers and their accounts',
    'What every carrier says of itself; the console makes its forms from the same words. How delivery works stands under [Carriers and delivery](carriers-and-delivery.md).',
    '',
    'An account is one set of settings of one provider: `POST /api/v1/carriers/NAME/accounts` with `{"provider": …, "name": …, "settings": {…}}`, or the console under Carriers. Secrets are sealed with a key in the data folder and never shown again. Several accounts of a carrier are tried in their order: when one fails, the next takes over at once.',
    '',
    '| carrier | name in the API | who is told by it | what it is |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...carriers.flatMap(section),
  ].join('\n');
}

function section(carrier: Carrier): string[] {
  const { title, address, receiptMeaning, limits, providers } = carrier;
  return [
    `## ${title}`,
    `${carrier.summary}`,
    '',
    `- **${address.label}**: ${address.help} Such as \`${address.example}\`.`,
    `- **Accepted means**: ${receiptMeaning}`,
    `- **Limits**: ${limits.inFlight} at once, ${limits.perEndpoint} per receiver, ${limits.timeoutMs / 1_000} s each.`,
    ...(carrier.threads ? ['- Words of one incident answer one another.'] : []),
    '',
    ...providers.flatMap(account),
  ];
}

function account(provider: Provider): string[] {
  const fields = settingFields(provider).map(
    ({ name, title, help, required, secret, fallback, options }) =>
      `| \`${name}\` | ${cell([title, help].filter(Boolean).join('. '))}${options ? ` (${options.join(', ')})` : ''} | ${required ? 'yes' : fallback === null ? 'no' : `no, \`${fallback}\``}${secret ? ', secret' : ''} |`,
  );
  return [
    `### ${provider.title} (\`${provider.name}\`)`,
    provider.detail,
    '',
    ...provider.setUp.map((step, at) => `${at + 1}. ${step}`),
    ...(provider.setUp.length > 0 ? [''] : []),
    '| setting | what | needed |',
    '|---|---|---|',
    ...fields,
    '',
  ];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const anchor = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
