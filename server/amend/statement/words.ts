/** What a customer's own credit says in six languages: on the statement's page and in messages. Pure. */
import { currencyExponent, type Money } from '#lib/money.ts';
import type { Statement } from '../sla/credit.ts';

type Said = {
  title: (period: string) => string;
  receive: string;
  nothing: string;
  /** Not approved yet. */
  preview: string;
  promise: (contract: string, target: string) => string;
  measured: (period: string, pct: string) => string;
  percent: (pct: string) => string;
  days: (days: string) => string;
  multiple: (times: string) => string;
  booked: (day: string) => string;
  bookingOpen: string;
  /** Before the link to the statement. */
  own: string;
  outages: string;
  from: string;
  until: string;
  sum: string;
  step: string;
  result: string;
  agrees: string;
  data: string;
};

const WORDS = {
  en: {
    title: (period) => `Your credit for ${period}`,
    receive: 'You receive',
    nothing: 'No credit is due for this period.',
    preview: 'This is not approved yet; the amount may still change.',
    promise: (contract, target) => `“${contract}” promises ${target} of the time.`,
    measured: (period, pct) => `In ${period} it was ${pct}.`,
    percent: (pct) => `For this the contract grants ${pct} of the fee.`,
    days: (days) => `For this the contract grants the fee of this many days: ${days}.`,
    multiple: (times) => `For this the contract grants ${times} times the fee of the time that was lost.`,
    booked: (day) => `We book it on ${day}.`,
    bookingOpen: 'The day on which we book it is not set yet; your statement will name it.',
    own: 'Your own statement, with every step of the sum',
    outages: 'What was counted',
    from: 'From',
    until: 'Until',
    sum: 'The sum, step by step',
    step: 'Step',
    result: 'Result',
    agrees: 'The sum was done again just now from nothing but this statement, and it agrees.',
    data: 'The statement as data, to do the sum yourself',
  },
  de: {
    title: (period) => `Ihre Gutschrift für ${period}`,
    receive: 'Sie erhalten',
    nothing: 'Für diesen Zeitraum steht Ihnen keine Gutschrift zu.',
    preview: 'Dies ist noch nicht freigegeben; der Betrag kann sich noch ändern.',
    promise: (contract, target) => `„${contract}“ verspricht ${target} der Zeit.`,
    measured: (period, pct) => `In ${period} waren es ${pct}.`,
    percent: (pct) => `Dafür gewährt der Vertrag ${pct} des Entgelts.`,
    days: (days) => `Dafür gewährt der Vertrag das Entgelt für so viele Tage: ${days}.`,
    multiple: (times) => `Dafür gewährt der Vertrag das ${times}-Fache des Entgelts der verlorenen Zeit.`,
    booked: (day) => `Wir buchen sie am ${day}.`,
    bookingOpen: 'Der Tag der Buchung steht noch nicht fest; Ihre Abrechnung wird ihn nennen.',
    own: 'Ihre eigene Abrechnung mit jedem Schritt der Rechnung',
    outages: 'Was gezählt wurde',
    from: 'Von',
    until: 'Bis',
    sum: 'Die Rechnung, Schritt für Schritt',
    step: 'Schritt',
    result: 'Ergebnis',
    agrees: 'Die Rechnung wurde eben noch einmal allein aus dieser Abrechnung gemacht und stimmt überein.',
    data: 'Die Abrechnung als Daten, zum Nachrechnen',
  },
  fr: {
    title: (period) => `Votre avoir pour ${period}`,
    receive: 'Vous recevez',
    nothing: 'Aucun avoir ne vous est dû pour cette période.',
    preview: 'Cet avoir n’est pas encore approuvé\u202f; le montant peut encore changer.',
    promise: (contract, target) => `«\u202f${contract}\u202f» garantit ${target} du temps.`,
    measured: (period, pct) => `Pour ${period}, le taux était de ${pct}.`,
    percent: (pct) => `Le contrat accorde pour cela ${pct} du tarif.`,
    days: (days) => `Le contrat accorde pour cela le tarif de ce nombre de jours\u202f: ${days}.`,
    multiple: (times) => `Le contrat accorde pour cela ${times} fois le tarif du temps perdu.`,
    booked: (day) => `Nous le portons à votre compte le ${day}.`,
    bookingOpen: 'Le jour de l’écriture n’est pas encore fixé\u202f; votre relevé l’indiquera.',
    own: 'Votre propre relevé, avec chaque étape du calcul',
    outages: 'Ce qui a été compté',
    from: 'De',
    until: 'À',
    sum: 'Le calcul, étape par étape',
    step: 'Étape',
    result: 'Résultat',
    agrees: 'Le calcul vient d’être refait à partir de ce seul relevé, et il concorde.',
    data: 'Le relevé sous forme de données, pour refaire le calcul',
  },
  es: {
    title: (period) => `Su crédito por ${period}`,
    receive: 'Usted recibe',
    nothing: 'No le corresponde ningún crédito por este periodo.',
    preview: 'Todavía no está aprobado; el importe aún puede cambiar.',
    promise: (contract, target) => `«${contract}» promete el ${target} del tiempo.`,
    measured: (period, pct) => `En ${period} fue el ${pct}.`,
    percent: (pct) => `Por ello el contrato concede el ${pct} de la tarifa.`,
    days: (days) => `Por ello el contrato concede la tarifa de estos días: ${days}.`,
    multiple: (times) => `Por ello el contrato concede ${times} veces la tarifa del tiempo perdido.`,
    booked: (day) => `Lo abonamos el ${day}.`,
    bookingOpen: 'El día del abono aún no está fijado; su extracto lo indicará.',
    own: 'Su propio extracto, con cada paso del cálculo',
    outages: 'Lo que se contó',
    from: 'Desde',
    until: 'Hasta',
    sum: 'El cálculo, paso a paso',
    step: 'Paso',
    result: 'Resultado',
    agrees: 'El cálculo se acaba de repetir solo con este extracto, y coincide.',
    data: 'El extracto como datos, para repetir el cálculo',
  },
  pt: {
    title: (period) => `O seu crédito referente a ${period}`,
    receive: 'Recebe',
    nothing: 'Não há crédito a receber por este período.',
    preview: 'Ainda não foi aprovado; o valor pode mudar.',
    promise: (contract, target) => `“${contract}” promete ${target} do tempo.`,
    measured: (period, pct) => `Em ${period} foi ${pct}.`,
    percent: (pct) => `Por isso, o contrato concede ${pct} da tarifa.`,
    days: (days) => `Por isso, o contrato concede a tarifa deste número de dias: ${days}.`,
    multiple: (times) => `Por isso, o contrato concede ${times} vezes a tarifa do tempo perdido.`,
    booked: (day) => `Lançamos o crédito em ${day}.`,
    bookingOpen: 'O dia do lançamento ainda não está definido; o seu extrato vai indicá-lo.',
    own: 'O seu próprio extrato, com cada passo do cálculo',
    outages: 'O que foi contado',
    from: 'De',
    until: 'Até',
    sum: 'O cálculo, passo a passo',
    step: 'Passo',
    result: 'Resultado',
    agrees: 'O cálculo acabou de ser refeito só a partir deste extrato, e confere.',
    data: 'O extrato como dados, para refazer o cálculo',
  },
  ja: {
    title: (period) => `${period}分のクレジット`,
    receive: 'お受け取りになる金額',
    nothing: 'この期間に付与されるクレジットはありません。',
    preview: 'まだ承認されていません。金額は変わることがあります。',
    promise: (contract, target) => `「${contract}」は、期間の${target}の稼働をお約束しています。`,
    measured: (period, pct) => `${period}の実績は${pct}でした。`,
    percent: (pct) => `これに対し、ご契約に基づいて料金の${pct}を付与します。`,
    days: (days) => `これに対し、ご契約に基づいて料金の${days}日分を付与します。`,
    multiple: (times) => `これに対し、ご契約に基づいて失われた時間の料金の${times}倍を付与します。`,
    booked: (day) => `${day}に計上します。`,
    bookingOpen: '計上日はまだ決まっていません。決まり次第、明細に記載します。',
    own: 'お客様の明細（計算の各段階つき）',
    outages: '計算に含めた時間',
    from: '開始',
    until: '終了',
    sum: '計算の各段階',
    step: '段階',
    result: '結果',
    agrees: 'この明細だけを使ってもう一度計算し、一致することを確かめました。',
    data: 'データとしての明細（ご自身で計算を確かめられます）',
  },
} satisfies Record<string, Said>;

/** Languages in which a credit is told; any other reads English. */
export const spokenIn = (locale: string): string => (locale.split('-')[0]! in WORDS ? locale : 'en');

export function creditWords(locale: string) {
  const spoken = spokenIn(locale);
  const words: Said = (WORDS as Record<string, Said>)[spoken.split('-')[0]!]!;
  // As the rest of the product writes English where no country is named.
  const intl = spoken === 'en' ? 'en-GB' : spoken;
  const number = (text: string) =>
    new Intl.NumberFormat(intl, { maximumFractionDigits: 10, useGrouping: false }).format(Number(text));
  const percent = (text: string) => (spoken.startsWith('ja') ? `${number(text)}%` : `${number(text)}\u00a0%`);
  const day = (date: string) =>
    new Intl.DateTimeFormat(intl, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  const periodOf = (label: string) =>
    /^\d{4}-\d\d$/.test(label)
      ? new Intl.DateTimeFormat(intl, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
          Date.parse(`${label}-01`),
        )
      : label;
  return {
    ...words,
    locale: spoken,
    /** Between a name and its value, and between two sentences. */
    colon: spoken.startsWith('ja') ? '：' : spoken.startsWith('fr') ? '\u202f: ' : ': ',
    stop: spoken.startsWith('ja') ? '。' : '. ',
    periodOf,
    percentOf: percent,
    dayOf: day,
    amountOf({ amountMinor, currency }: Money) {
      const digits = currencyExponent(currency);
      return new Intl.NumberFormat(intl, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(amountMinor / 10 ** digits);
    },
    /** What the contract promised, what was measured, and what it grants for that. */
    term({ contract, period, uptimePct, tier }: Statement): string {
      const grant = tier?.creditPct
        ? words.percent(percent(tier.creditPct))
        : tier?.creditDays
          ? words.days(number(tier.creditDays))
          : contract.multiplier
            ? words.multiple(number(contract.multiplier))
            : '';
      const measured = uptimePct === null ? '' : words.measured(periodOf(period.label), percent(uptimePct));
      const space = spoken.startsWith('ja') ? '' : ' ';
      return [words.promise(contract.name, percent(contract.target)), measured, grant]
        .filter(Boolean)
        .join(space);
    },
    booking: (bookedOn: string | null) => (bookedOn ? words.booked(day(bookedOn)) : words.bookingOpen),
  };
}
