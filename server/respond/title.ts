/** The title of an incident that a monitor opened: what users most likely see, until a person says it better. */
import type { ComponentStatus, LocalizedText } from '@candor/protocol/words-of-state.ts';

type Verb = { one: string; many: string };
type Words = { services: (count: number) => string; symptom: Readonly<Record<ComponentStatus, Verb>> };

const same = (words: string): Verb => ({ one: words, many: words });

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    services: (count) => `${count} services`,
    symptom: {
      major_outage: { one: ' is not working', many: ' are not working' },
      partial_outage: { one: ' is failing for some users', many: ' are failing for some users' },
      degraded_performance: { one: ' is slow or unreliable', many: ' are slow or unreliable' },
      under_maintenance: { one: ' is under maintenance', many: ' are under maintenance' },
      unknown: same(' may not be working'),
      operational: same(' may have had a problem'),
    },
  },
  de: {
    services: (count) => `${count} Dienste`,
    symptom: {
      major_outage: { one: ' funktioniert nicht', many: ' funktionieren nicht' },
      partial_outage: {
        one: ' funktioniert für einen Teil der Nutzer nicht',
        many: ' funktionieren für einen Teil der Nutzer nicht',
      },
      degraded_performance: {
        one: ' ist langsam oder unzuverlässig',
        many: ' sind langsam oder unzuverlässig',
      },
      under_maintenance: { one: ' wird gewartet', many: ' werden gewartet' },
      unknown: { one: ' funktioniert möglicherweise nicht', many: ' funktionieren möglicherweise nicht' },
      operational: { one: ' hatte möglicherweise eine Störung', many: ' hatten möglicherweise eine Störung' },
    },
  },
  fr: {
    services: (count) => `${count} services`,
    symptom: {
      major_outage: { one: ' ne fonctionne pas', many: ' ne fonctionnent pas' },
      partial_outage: {
        one: ' ne fonctionne pas pour une partie des utilisateurs',
        many: ' ne fonctionnent pas pour une partie des utilisateurs',
      },
      degraded_performance: {
        one: ' fonctionne lentement ou par intermittence',
        many: ' fonctionnent lentement ou par intermittence',
      },
      under_maintenance: { one: ' est en maintenance', many: ' sont en maintenance' },
      unknown: { one: ' ne fonctionne peut-être pas', many: ' ne fonctionnent peut-être pas' },
      operational: { one: ' a peut-être connu un problème', many: ' ont peut-être connu un problème' },
    },
  },
  es: {
    services: (count) => `${count} servicios`,
    symptom: {
      major_outage: { one: ' no funciona', many: ' no funcionan' },
      partial_outage: {
        one: ' no funciona para una parte de los usuarios',
        many: ' no funcionan para una parte de los usuarios',
      },
      degraded_performance: {
        one: ' funciona con lentitud o con errores',
        many: ' funcionan con lentitud o con errores',
      },
      under_maintenance: { one: ' está en mantenimiento', many: ' están en mantenimiento' },
      unknown: { one: ' podría no funcionar', many: ' podrían no funcionar' },
      operational: { one: ' pudo haber tenido un problema', many: ' pudieron haber tenido un problema' },
    },
  },
  pt: {
    services: (count) => `${count} serviços`,
    symptom: {
      major_outage: { one: ' não funciona', many: ' não funcionam' },
      partial_outage: {
        one: ' não funciona para parte das pessoas que usam o serviço',
        many: ' não funcionam para parte das pessoas que usam o serviço',
      },
      degraded_performance: {
        one: ' funciona com lentidão ou com erros',
        many: ' funcionam com lentidão ou com erros',
      },
      under_maintenance: { one: ' está em manutenção', many: ' estão em manutenção' },
      unknown: { one: ' pode não estar funcionando', many: ' podem não estar funcionando' },
      operational: { one: ' pode ter tido um problema', many: ' podem ter tido um problema' },
    },
  },
  ja: {
    services: (count) => `${count}件のサービス`,
    symptom: {
      major_outage: same('が動作していません'),
      partial_outage: same('を利用できない方がいます'),
      degraded_performance: same('の動作が遅い、または不安定です'),
      under_maintenance: same('はメンテナンス中です'),
      unknown: same('が動作していない可能性があります'),
      operational: same('で問題が発生していた可能性があります'),
    },
  },
};

/** More than these are counted instead of named. */
const NAMED = 3;

/** `names` of the components that are hit, in the order in which they failed; `status` is the worst of theirs. */
export function titleFor(names: readonly LocalizedText[], status: ComponentStatus): LocalizedText {
  const inLanguage = ([locale, words]: [string, Words]): [string, string] => {
    const who =
      names.length > NAMED
        ? words.services(names.length)
        : new Intl.ListFormat(locale).format(names.map((name) => name[locale] ?? name['en'] ?? ''));
    return [locale, `${who}${words.symptom[status][names.length === 1 ? 'one' : 'many']}`];
  };
  return Object.fromEntries(Object.entries(WORDS).map(inLanguage));
}
