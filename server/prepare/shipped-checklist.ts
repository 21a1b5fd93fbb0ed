/** The checklist that every installation begins with: what a user should know before an outage. Staff may edit it. */
import { ChecklistInput } from '@candor/protocol/prepare.ts';

export const SHIPPED_CHECKLIST: ChecklistInput = ChecklistInput.parse({
  slug: 'ready-for-an-outage',
  title: { en: 'Ready for an outage', de: 'Bereit für eine Störung' },
  intro: {
    en: 'A few minutes now save an hour of guessing later.',
    de: 'Ein paar Minuten jetzt ersparen Ihnen später eine Stunde Rätselraten.',
  },
  items: [
    {
      id: 'policy',
      kind: 'policy',
      title: { en: 'Read what you can expect from us', de: 'Lesen Sie, was Sie von uns erwarten können' },
      text: {
        en: 'Here you say that you have read and accepted it, in the version of today.',
        de: 'Hier sagen Sie, dass Sie es in der heutigen Fassung gelesen haben und annehmen.',
      },
      url: '/policy',
      needsPolicy: true,
    },
    {
      id: 'status-page',
      title: { en: 'Find the status page', de: 'Finden Sie die Statusseite' },
      text: {
        en: 'Bookmark it. It says what works, and in an outage when you will hear more.',
        de: 'Setzen Sie ein Lesezeichen. Sie sagt, was läuft, und bei einer Störung, wann Sie mehr hören.',
      },
      url: '/',
    },
    {
      id: 'subscribe',
      title: { en: 'Let us tell you', de: 'Lassen Sie sich benachrichtigen' },
      text: {
        en: 'Subscribe by mail or feed, so that you hear it from us first.',
        de: 'Tragen Sie sich für E-Mail oder Feed ein, damit Sie es zuerst von uns hören.',
      },
      url: '/#subscribe',
    },
    {
      id: 'report',
      title: { en: 'Know how to report a problem', de: 'Wissen, wie man ein Problem meldet' },
      text: {
        en: 'What to tell us, and where.',
        de: 'Was Sie uns sagen sollten, und wo.',
      },
      url: '/policy#reporting',
      needsPolicy: true,
    },
    {
      id: 'recovery',
      title: { en: 'Know the way back', de: 'Den Weg zurück kennen' },
      text: {
        en: 'What to do while it lasts, and when it works again.',
        de: 'Was Sie tun, solange die Störung dauert und wenn alles wieder läuft.',
      },
      url: '/policy#recovery',
      needsPolicy: true,
    },
    {
      id: 'first-look',
      kind: 'question',
      title: {
        en: 'Something does not work. Where do you look first?',
        de: 'Etwas funktioniert nicht. Wo sehen Sie zuerst nach?',
      },
      options: [
        { id: 'social', text: { en: 'In social media', de: 'In sozialen Medien' } },
        { id: 'status', text: { en: 'On the status page', de: 'Auf der Statusseite' }, right: true },
        {
          id: 'retry',
          text: { en: 'I try again until it works', de: 'Ich versuche es, bis es funktioniert' },
        },
      ],
      feedback: {
        en: 'Look at the status page first: it says whether we know of it, and when you will hear more.',
        de: 'Sehen Sie zuerst auf die Statusseite: Sie sagt, ob wir davon wissen und wann Sie mehr hören.',
      },
    },
  ],
});
