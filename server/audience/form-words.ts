/** What the small public forms of subscribing say. */
import type { Subscriber } from '@candor/protocol/audience.ts';
import { ar } from './form-words/ar.ts';
import { de } from './form-words/de.ts';
import { en } from './form-words/en.ts';
import { es } from './form-words/es.ts';
import { fr } from './form-words/fr.ts';
import { he } from './form-words/he.ts';
import { it } from './form-words/it.ts';
import { ja } from './form-words/ja.ts';
import { nl } from './form-words/nl.ts';
import { pl } from './form-words/pl.ts';
import { pt } from './form-words/pt.ts';
import { zh } from './form-words/zh.ts';

export type FormWords = Record<
  | 'checkMailTitle'
  | 'checkMail'
  | 'confirmTitle'
  | 'confirmAsk'
  | 'confirmButton'
  | 'confirmedTitle'
  | 'confirmed'
  | 'manage'
  | 'whichComponents'
  | 'everyNote'
  | 'save'
  | 'savedTitle'
  | 'saved'
  | 'unsubscribeTitle'
  | 'unsubscribeAsk'
  | 'unsubscribeButton'
  | 'unsubscribedTitle'
  | 'unsubscribed'
  | 'wayLabel'
  | 'roomAddress'
  | 'signingSecret'
  | 'newSecret'
  | 'oldSecret'
  | 'addressWrong'
  | 'phone'
  | 'wholeGroup'
  | 'kinds'
  | 'kindsBoth'
  | 'kindsIncidents'
  | 'kindsMaintenance'
  | 'severity'
  | 'severityAll'
  | 'severityMinor'
  | 'severityMajor'
  | 'severityCritical'
  | 'digest'
  | 'digestInstant'
  | 'digestHourly'
  | 'digestDaily'
  | 'quiet'
  | 'quietPair'
  | 'quietExcept'
  | 'timeZone'
  | 'pause'
  | 'onlyIncident'
  | 'proofTitle'
  | 'proofAsk'
  | 'proofWait'
  | 'proofButton'
  | 'tooMany'
  | 'codeAsk'
  | 'codeLabel'
  | 'codeWrong'
  | 'codeOver'
  | 'codeMessage'
  | 'myData'
  | 'forgetTitle'
  | 'forgetAsk'
  | 'forgetButton'
  | 'forgotten'
  | 'paused'
  | 'lostTitle'
  | 'lost'
  | 'letterSubject'
  | 'letterWhy'
  | 'letterAsk'
  | 'letterIgnore'
  | 'alreadySubject'
  | 'alreadyWhy'
  | 'alreadyAsk',
  string
> & { state: Record<Subscriber['state'], string> };

const LANGUAGES: Readonly<Record<string, FormWords>> = { en, de, fr, es, pt, it, nl, pl, ja, zh, ar, he };

/** In the reader's language, else in English. */
export const formWords = (locale: string): FormWords => LANGUAGES[locale.split('-')[0]!] ?? en;

/** `{page}` and the like take their values; the words around them are each language's own. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
