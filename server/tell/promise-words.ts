/** What the house adds to a word about its promise: that the next one comes later, and why. Pure. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';

type Words = {
  /** Business hours moved the next word. */
  hours: string;
  later(reason: string): string;
};

const sentence = (text: string) => (/[.!?。！？]$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`);

const WORDS: Record<string, Words> = {
  en: {
    hours: 'We write about this during our business hours, so the next word comes later than usual.',
    later: (reason) => `**The next word comes later than promised:** ${sentence(reason)}`,
  },
  de: {
    hours:
      'Wir schreiben dazu während unserer Geschäftszeiten, deshalb kommt die nächste Meldung später als sonst.',
    later: (reason) => `**Die nächste Meldung kommt später als zugesagt:** ${sentence(reason)}`,
  },
  fr: {
    hours:
      'Nous écrivons à ce sujet pendant nos heures d’ouverture ; le prochain message arrive donc plus tard que d’habitude.',
    later: (reason) => `**Le prochain message arrivera plus tard qu’annoncé :** ${sentence(reason)}`,
  },
  es: {
    hours:
      'Escribimos sobre esto en nuestro horario laboral; por eso el próximo mensaje llega más tarde de lo habitual.',
    later: (reason) => `**El próximo mensaje llegará más tarde de lo prometido:** ${sentence(reason)}`,
  },
  pt: {
    hours:
      'Escrevemos sobre isto durante o nosso horário comercial; por isso a próxima mensagem chega mais tarde que o habitual.',
    later: (reason) => `**A próxima mensagem chegará mais tarde do que o prometido:** ${sentence(reason)}`,
  },
  ja: {
    hours: 'この件についてのお知らせは営業時間内に行うため、次のお知らせは通常より遅くなります。',
    later: (reason) =>
      `**次のお知らせは、お約束した時刻より遅くなります。** ${reason.trim()}${/[.!?。！？]$/u.test(reason.trim()) ? '' : '。'}`,
  },
};

const wordsFor = (locale: string): Words =>
  WORDS[locale] ?? WORDS[locale.split('-')[0]!.toLowerCase()] ?? WORDS['en']!;

export const laterThanUsual = (locale: string, reason: string): string => wordsFor(locale).later(reason);

/** The text in each language, with the reason why the next word comes later than the cadence alone would have it. */
export const withHours = (text: LocalizedText, moved: boolean): LocalizedText =>
  moved
    ? Object.fromEntries(
        Object.entries(text).map(([locale, said]) => [locale, `${said}\n\n${wordsFor(locale).hours}`]),
      )
    : text;
