/** The title of an incident that a monitor opened: what users most likely see, until a person says it better. */
import type { ComponentStatus, LocalizedText } from '@candor/protocol/words-of-state.ts';

type Verb = { one: string; many: string };

const SYMPTOM: Record<ComponentStatus, { en: Verb; de: Verb }> = {
  major_outage: {
    en: { one: 'is not working', many: 'are not working' },
    de: { one: 'funktioniert nicht', many: 'funktionieren nicht' },
  },
  partial_outage: {
    en: { one: 'is failing for some users', many: 'are failing for some users' },
    de: {
      one: 'funktioniert für einen Teil der Nutzer nicht',
      many: 'funktionieren für einen Teil der Nutzer nicht',
    },
  },
  degraded_performance: {
    en: { one: 'is slow or unreliable', many: 'are slow or unreliable' },
    de: { one: 'ist langsam oder unzuverlässig', many: 'sind langsam oder unzuverlässig' },
  },
  under_maintenance: {
    en: { one: 'is under maintenance', many: 'are under maintenance' },
    de: { one: 'wird gewartet', many: 'werden gewartet' },
  },
  unknown: {
    en: { one: 'may not be working', many: 'may not be working' },
    de: { one: 'funktioniert möglicherweise nicht', many: 'funktionieren möglicherweise nicht' },
  },
  operational: {
    en: { one: 'may have had a problem', many: 'may have had a problem' },
    de: { one: 'hatte möglicherweise eine Störung', many: 'hatten möglicherweise eine Störung' },
  },
};

/** More than these are counted instead of named. */
const NAMED = 3;
const SERVICES = { en: 'services', de: 'Dienste' };

/** `names` of the components that are hit, in the order in which they failed; `status` is the worst of theirs. */
export function titleFor(names: readonly LocalizedText[], status: ComponentStatus): LocalizedText {
  const inLanguage = (locale: 'en' | 'de') => {
    const who =
      names.length > NAMED
        ? `${names.length} ${SERVICES[locale]}`
        : new Intl.ListFormat(locale).format(names.map((name) => name[locale] ?? name['en'] ?? ''));
    return `${who} ${SYMPTOM[status][locale][names.length === 1 ? 'one' : 'many']}`;
  };
  return { en: inLanguage('en'), de: inLanguage('de') };
}
