/**
 * The policy that Candor brings as a draft. It says only what Candor itself does with its default settings, and leaves
 * open what nobody but the operator can promise: targets, credits and support hours. Nobody but staff sees it before
 * somebody has read it, mended it and published it.
 */
import { PolicyDocument } from '@candor/protocol/prepare.ts';

export const SHIPPED_POLICY: PolicyDocument = PolicyDocument.parse({
  title: {
    en: 'What you can expect when something fails',
    de: 'Was Sie erwarten können, wenn etwas ausfällt',
  },
  intro: {
    en: 'Every service fails at some time. This page says what we do then, when you hear from us, and what you can do yourself.',
    de: 'Jeder Dienst fällt irgendwann aus. Diese Seite sagt, was wir dann tun, wann Sie von uns hören und was Sie selbst tun können.',
  },
  targets: [],
  channels: [
    {
      id: 'status-page',
      name: { en: 'Status page', de: 'Statusseite' },
      url: '/',
      hours: { en: 'at all times', de: 'jederzeit' },
    },
  ],
  handling: {
    text: {
      en: 'Our monitors check the service from outside. When a failure is confirmed, we say so on the status page and to everybody who subscribed. Each word names the time of the next one. If there is nothing new by then, we say that too. Whether we kept these times can be read on the status page.\n\nAfter recovery we say what happened, and what we change because of it.',
      de: 'Wir prüfen den Dienst laufend von außen. Sobald eine Störung bestätigt ist, sagen wir das auf der Statusseite und allen, die sich eingetragen haben. Jede Nachricht nennt die Zeit der nächsten. Gibt es bis dahin nichts Neues, sagen wir auch das. Ob wir diese Zeiten eingehalten haben, steht auf der Statusseite.\n\nWenn der Dienst wieder läuft, sagen wir, was geschehen ist und was wir deshalb ändern.',
    },
    cadence: [
      {
        severity: 1,
        meaning: { en: 'Critical: hardly anybody can use it', de: 'Kritisch: kaum jemand kann ihn benutzen' },
        everyMinutes: 20,
      },
      {
        severity: 2,
        meaning: {
          en: 'Major: an important part fails, or it fails for many',
          de: 'Schwer: ein wichtiger Teil fällt aus, oder er fällt für viele aus',
        },
        everyMinutes: 30,
      },
      {
        severity: 3,
        meaning: {
          en: 'Minor: slow or unreliable, or it fails for few',
          de: 'Gering: langsam oder unzuverlässig, oder er fällt für wenige aus',
        },
        everyMinutes: 30,
      },
      {
        severity: 4,
        meaning: { en: 'No effect on users', de: 'Ohne Folgen für Nutzer' },
        everyMinutes: 60,
      },
    ],
  },
  credits: {
    text: {
      en: 'This page promises no credits. If your contract promises some, that contract counts.',
      de: 'Diese Seite verspricht keine Gutschriften. Wenn Ihr Vertrag welche verspricht, gilt Ihr Vertrag.',
    },
    rules: [],
  },
  reporting: {
    en: 'First look at the status page. If your problem is not there, tell us:\n\n- what you wanted to do and what happened instead\n- since when, with your time zone\n- whether it fails every time or only sometimes\n- the exact words of the error, if there are any',
    de: 'Sehen Sie zuerst auf die Statusseite. Wenn Ihr Problem dort nicht steht, sagen Sie uns:\n\n- was Sie tun wollten und was stattdessen geschah\n- seit wann, mit Ihrer Zeitzone\n- ob es immer oder nur manchmal fehlschlägt\n- den genauen Wortlaut der Fehlermeldung, wenn es eine gibt',
  },
  recovery: {
    en: '- While it lasts, repeat payments and orders only once we say that it is safe.\n- When we say that it works again, reload the page or restart the app.\n- Check what you did last before the failure; do it again only if it is missing.\n- If it still fails for you, report it as described above.',
    de: '- Solange die Störung dauert, wiederholen Sie Zahlungen und Bestellungen erst, wenn wir sagen, dass es sicher ist.\n- Wenn wir sagen, dass es wieder läuft, laden Sie die Seite neu oder starten Sie die App neu.\n- Sehen Sie nach, was Sie vor der Störung zuletzt getan haben; wiederholen Sie es nur, wenn es fehlt.\n- Wenn es bei Ihnen weiter fehlschlägt, melden Sie es wie oben beschrieben.',
  },
});
