/**
 * What the house says of planned work that no template says: that it comes late, that checks still fail, and that its
 * end was missed. One record for each language that the house speaks; pure.
 */
import { timesIn } from '@candor/page';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';

type Sentences = {
  lateStart(planned: string): string;
  stillFailing(components: string): string;
  overrunTitle(components: string): string;
  overrun(components: string, end: string): string;
  sorry(components: string): string;
};

const EN: Sentences = {
  lateStart: (planned) => `The planned start was ${planned}; we tell you later than we should have.`,
  stillFailing: (components) => `Our checks of ${components} still fail.`,
  overrunTitle: (components) => `Planned work on ${components} is not finished`,
  overrun: (components, end) =>
    `The planned work on ${components} was to end at ${end}, and it is not finished. You may not be able to use ${components} as usual.`,
  sorry: (components) => `We are sorry that you cannot use ${components} as usual.`,
};

const SENTENCES: Record<string, Sentences> = {
  en: EN,
  de: {
    lateStart: (planned) => `Geplant war der Beginn um ${planned}; wir melden ihn später, als wir sollten.`,
    stillFailing: (components) => `Unsere Prüfungen von ${components} schlagen noch fehl.`,
    overrunTitle: (components) => `Geplante Arbeiten an ${components} sind nicht fertig`,
    overrun: (components, end) =>
      `Die geplanten Arbeiten an ${components} sollten um ${end} enden und sind nicht fertig. Möglicherweise können Sie ${components} nicht wie gewohnt nutzen.`,
    sorry: (components) => `Es tut uns leid, dass Sie ${components} nicht wie gewohnt nutzen können.`,
  },
  fr: {
    lateStart: (planned) =>
      `Le début était prévu à ${planned} ; nous vous le disons plus tard que nous n’aurions dû.`,
    stillFailing: (components) => `Nos contrôles de ${components} échouent encore.`,
    overrunTitle: (components) => `Les travaux prévus sur ${components} ne sont pas terminés`,
    overrun: (components, end) =>
      `Les travaux prévus sur ${components} devaient se terminer à ${end} et ne sont pas terminés. Il se peut que vous ne puissiez pas utiliser ${components} comme d’habitude.`,
    sorry: (components) =>
      `Nous regrettons que vous ne puissiez pas utiliser ${components} comme d’habitude.`,
  },
  es: {
    lateStart: (planned) =>
      `El inicio estaba previsto a las ${planned}; se lo decimos más tarde de lo debido.`,
    stillFailing: (components) => `Nuestras comprobaciones de ${components} siguen fallando.`,
    overrunTitle: (components) => `Los trabajos previstos en ${components} no han terminado`,
    overrun: (components, end) =>
      `Los trabajos previstos en ${components} debían terminar a las ${end} y no han terminado. Es posible que no pueda usar ${components} como de costumbre.`,
    sorry: (components) => `Lamentamos que no pueda usar ${components} como de costumbre.`,
  },
  pt: {
    lateStart: (planned) =>
      `O início estava previsto para ${planned}; estamos a avisar mais tarde do que devíamos.`,
    stillFailing: (components) => `As nossas verificações de ${components} continuam a falhar.`,
    overrunTitle: (components) => `Os trabalhos previstos em ${components} não terminaram`,
    overrun: (components, end) =>
      `Os trabalhos previstos em ${components} deviam terminar às ${end} e não terminaram. É possível que não consiga usar ${components} como habitualmente.`,
    sorry: (components) => `Lamentamos que não consiga usar ${components} como habitualmente.`,
  },
  ja: {
    lateStart: (planned) => `予定の開始時刻は ${planned} でした。お知らせが遅くなりました。`,
    stillFailing: (components) => `${components} の確認はまだ失敗しています。`,
    overrunTitle: (components) => `${components} の計画作業が終わっていません`,
    overrun: (components, end) =>
      `${components} の計画作業は ${end} に終わる予定でしたが、まだ終わっていません。${components} を通常どおり利用できない場合があります。`,
    sorry: (components) => `${components} を通常どおりご利用いただけず、申し訳ございません。`,
  },
};

export type About = { nameOf: (componentId: string, locale: string) => string; nowIso: string };

const inLocale = (locale: string) => SENTENCES[locale.split('-')[0]!] ?? EN;
const listed = (names: readonly string[], locale: string) => new Intl.ListFormat(locale).format(names);
const clock = (instant: string, locale: string, now: string) => timesIn(locale, 'UTC', now).clock(instant);

/** A text with one more sentence in each of its languages that the house speaks. */
const added = (text: LocalizedText, make: (say: Sentences, locale: string) => string): LocalizedText =>
  Object.fromEntries(
    Object.entries(text).map(([locale, said]) => [locale, `${said}\n\n${make(inLocale(locale), locale)}`]),
  );

export const withLateStart = (text: LocalizedText, planned: string, now: string): LocalizedText =>
  added(text, (say, locale) => say.lateStart(clock(planned, locale, now)));

export const withFailing = (text: LocalizedText, red: readonly string[], { nameOf }: About): LocalizedText =>
  added(text, (say, locale) =>
    say.stillFailing(
      listed(
        red.map((id) => nameOf(id, locale)),
        locale,
      ),
    ),
  );

export const withSorry = (text: LocalizedText, ids: readonly string[], { nameOf }: About): LocalizedText =>
  added(text, (say, locale) =>
    say.sorry(
      listed(
        ids.map((id) => nameOf(id, locale)),
        locale,
      ),
    ),
  );

/** Title and impact of the incident that an overrun is. */
export function overrunWords(
  componentIds: readonly string[],
  endedAt: string,
  locales: readonly string[],
  { nameOf, nowIso }: About,
): { title: LocalizedText; impact: LocalizedText } {
  const each = (make: (say: Sentences, names: string, locale: string) => string) =>
    Object.fromEntries(
      locales.map((locale) => {
        const names = listed(
          componentIds.map((id) => nameOf(id, locale)),
          locale,
        );
        return [locale, make(inLocale(locale), names, locale)];
      }),
    );
  return {
    title: each((say, names) => say.overrunTitle(names).slice(0, 255)),
    impact: each((say, names, locale) => say.overrun(names, clock(endedAt, locale, nowIso))),
  };
}
