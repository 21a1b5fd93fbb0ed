/** What the embedded elements say by themselves, in English and German; the questions are the owner's own words. */
const EN = {
  progress: (done: number, of: number) => `${done} of ${of} done`,
  complete: 'All done. You are prepared.',
  open: 'Open',
  accept: 'I have read and accept this',
  check: 'Check my answer',
  noAnswer: 'Choose an answer first.',
  kept: 'Saved in this browser; it is sent as soon as we can be reached.',
  held: 'Keep this page open; it is sent as soon as we can be reached.',
  notSaved: 'This could not be saved. Try again later.',
  offline: 'We cannot be reached right now. This is how it was last time.',
  unreachable: 'This cannot be shown right now.',
  send: 'Send',
  later: 'Not now',
  thanks: 'Thank you. Your answers help us do better.',
  refused: 'Your answers were not accepted; the survey may have closed.',
  closed: 'This survey is closed. Thank you.',
  optional: 'optional',
  required: 'Please answer every question that is not optional.',
};
const DE: typeof EN = {
  progress: (done, of) => `${done} von ${of} erledigt`,
  complete: 'Alles erledigt. Sie sind vorbereitet.',
  open: 'Öffnen',
  accept: 'Ich habe das gelesen und stimme zu',
  check: 'Antwort prüfen',
  noAnswer: 'Wählen Sie zuerst eine Antwort.',
  kept: 'In diesem Browser gespeichert; wird gesendet, sobald wir erreichbar sind.',
  held: 'Lassen Sie diese Seite offen; es wird gesendet, sobald wir erreichbar sind.',
  notSaved: 'Das konnte nicht gespeichert werden. Versuchen Sie es später noch einmal.',
  offline: 'Wir sind zurzeit nicht erreichbar. So war es beim letzten Mal.',
  unreachable: 'Das kann zurzeit nicht angezeigt werden.',
  send: 'Senden',
  later: 'Nicht jetzt',
  thanks: 'Danke. Ihre Antworten helfen uns, es besser zu machen.',
  refused: 'Ihre Antworten wurden nicht angenommen; vielleicht ist die Umfrage beendet.',
  closed: 'Diese Umfrage ist beendet. Vielen Dank.',
  optional: 'freiwillig',
  required: 'Bitte beantworten Sie alle Fragen, die nicht freiwillig sind.',
};

export type EmbedWords = typeof EN;
export const embedWordsFor = (locale: string): EmbedWords => (/^de\b/i.test(locale) ? DE : EN);
