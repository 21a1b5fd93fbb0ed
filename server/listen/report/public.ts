/**
 * The trust report as everybody may read it: every figure with its interval, "cannot tell" where it cannot be told,
 * and beside them how often this method is wrong on this very site. Pure.
 */
import { type Html, html, renderDocument, textIn } from '@candor/page';
import type { Claim, Loss, MeasuredMetric, StoredTrustReport, SurveyView } from '@candor/protocol/listen.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { isSpoken, type ReportWords, reportWords, type Written, writtenIn } from './words.ts';

type Page = Snapshot['page'];
type Shown = { report: StoredTrustReport; surveys: SurveyView[] };
/** A reader's language: its words, how it writes figures, and what stands before its addresses. */
type Speech = { words: ReportWords; written: Written; locale: string; prefix: string };

const INTERVAL = 0.95;
/** The dip by which the method's power is told. */
const DIP = 0.2;

export function trustDocuments(page: Page, shown: readonly Shown[]): Map<string, ShelfItem> {
  const documents = new Map<string, ShelfItem>();
  if (shown.length === 0) return documents;
  const put = (path: string, make: (speech: Speech) => { title: string; body: Html }) => {
    for (const locale of page.locales) {
      const prefix = locale === page.locales[0] ? '' : `/${locale}`;
      const { title, body } = make({
        words: reportWords(locale),
        written: writtenIn(isSpoken(locale) ? locale : 'en', page.timeZone),
        locale,
        prefix,
      });
      documents.set(`${prefix}${path}`, {
        contentType: 'text/html; charset=utf-8',
        body: renderDocument(page, {
          locale,
          path,
          title,
          body: isSpoken(locale) ? body : html`<div lang="en">${body}</div>`,
        }),
      });
    }
  };
  for (const { report, surveys } of shown) {
    const path = `/incidents/${report.incidentId}/trust`;
    put(path, (speech) => ({
      title: speech.words.title(textIn(report.title, speech.locale)),
      body: reportBody(report, surveys, speech),
    }));
    documents.set(`${path}.json`, {
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(publicReport(report, surveys)),
    });
  }
  put('/trust', ({ words, written, locale, prefix }) => ({
    title: words.listTitle,
    body: html`<p>${words.listIntro}</p><ul>${shown.map(
      ({ report }) =>
        html`<li><a href="${prefix}/incidents/${report.incidentId}/trust">${textIn(report.title, locale)}</a> (${written.day(report.down.from)}): ${sentenceOf(report, words, written)}</li>`,
    )}</ul>`,
  }));
  return documents;
}

/** Without who measured and published it, and without what anybody wrote. */
export function publicReport(
  { publishedBy: _, ...report }: StoredTrustReport,
  surveys: readonly SurveyView[],
) {
  return {
    ...report,
    surveys: surveys.filter(isWorthShowing).map(({ results: { comments: __, ...results }, closesAt }) => ({
      closesAt,
      ...results,
    })),
  };
}

/** A handful of answers may say who gave them. */
const isWorthShowing = ({ results }: SurveyView) => results.scales.some(({ tooFew }) => !tooFew);

function sentenceOf({ recovery }: StoredTrustReport, words: ReportWords, written: Written): string {
  if (recovery.answer === 'not yet') return words.notBack;
  if (recovery.answer === 'cannot tell') return words.recoveryUnknown;
  return recovery.afterSeconds ? words.backAfter(written.span(recovery.afterSeconds)) : words.neverLeft;
}

function reportBody(report: StoredTrustReport, surveys: readonly SurveyView[], speech: Speech): Html {
  const { metrics, cost, down, overlaps, bucketSeconds } = report;
  const { words, written, locale, prefix } = speech;
  const yardstick = metrics.find(({ whileDown }) => whileDown.falseFlags !== null)?.whileDown;
  const meaning = words.recoveryMeaning(
    written.span(report.seasonSeconds),
    written.plainPercent(report.marginShare),
  );
  return html`<p class="age">${words.window(written.time(down.from), written.time(down.until))} ${words.measured(written.time(report.measuredAt))}</p><p>${words.incident} <a href="${prefix}/incidents/${report.incidentId}">${textIn(report.title, locale)}</a></p><h2>${words.recoveryTitle}</h2><p>${sentenceOf(report, words, written)} ${meaning}</p><h2>${words.changedTitle}</h2><table><thead><tr><th scope="col">${words.metricColumn}</th><th scope="col">${words.whileDownColumn}</th><th scope="col">${words.afterColumn}</th></tr></thead><tbody>${metrics.map((metric) => metricRow(metric, speech))}</tbody></table><p>${words.intervalMeaning(written.plainPercent(INTERVAL))}</p><h2>${words.costTitle}</h2><ul>${(['sessions', 'conversions', 'value'] as const).map((what) => html`<li>${lossText(what, cost[what], speech)}</li>`)}</ul>${
    overlaps.length > 0 && html`<p>${words.overlaps(overlaps.length)}</p>`
  }${surveyPart(surveys, speech)}<h2>${words.methodTitle}</h2><p>${words.method(written.span(bucketSeconds))} ${
    yardstick ? yardstickText(yardstick, speech) : words.noYardstick
  }</p><p><a href="/incidents/${report.incidentId}/trust.json">JSON</a></p>`;
}

const metricRow = ({ metric, whileDown, lasting, cameBack }: MeasuredMetric, speech: Speech): Html =>
  html`<tr><th scope="row">${speech.words.metrics[metric]}</th><td>${claimText(whileDown, speech)}</td><td>${claimText(lasting ?? cameBack, speech)}</td></tr>`;

/** Reasons that an older version gave are told as they were written. */
const reasonsIn = (reasons: readonly string[], { reasons: known }: ReportWords): string[] =>
  reasons.map((reason) => (known as Readonly<Record<string, string>>)[reason] ?? reason);

function claimText(claim: Claim | null, { words, written }: Speech): string {
  if (claim === null) return words.notYet;
  if (claim.verdict === 'cannot tell' || !claim.effect)
    return words.cannotTell(reasonsIn(claim.reasons, words));
  const { value, low, high } = claim.effect;
  const range = words.range(written.percent(low), written.percent(high));
  if (claim.verdict === 'no effect seen') return words.noEffect(written.percent(value), range);
  return words.effect(written.percent(value), range);
}

function lossText(
  what: 'sessions' | 'conversions' | 'value',
  { lost, reasons }: Loss,
  { words, written }: Speech,
): string {
  const name = words.losses[what];
  if (!lost) return words.named(name, words.cannotTell(reasonsIn(reasons, words)));
  const figure = words.effect(
    written.number(lost.value),
    words.range(written.number(lost.low), written.number(lost.high)),
  );
  return words.named(name, lost.low <= 0 && lost.high >= 0 ? words.noLoss(figure) : figure);
}

const yardstickText = ({ falseFlags, power }: Claim, { words, written }: Speech): string =>
  [
    words.falseFlags(written.plainPercent(falseFlags!.share), written.count(falseFlags!.of)),
    power && words.power(written.plainPercent(DIP), written.plainPercent(power.share)),
  ]
    .filter(Boolean)
    .join(' ');

function surveyPart(surveys: readonly SurveyView[], { words, written, locale }: Speech): Html {
  const share = written.plainPercent;
  return html`${surveys
    .filter(isWorthShowing)
    .map(
      ({ results }) =>
        html`<h2>${words.surveyTitle}</h2><p>${words.responses(written.count(results.answered), written.count(results.invited), share(results.responseRate?.share ?? 0))}</p><table><tbody>${results.scales
          .filter(({ topTwo, tooFew }) => topTwo && !tooFew)
          .map(
            ({ text, topTwo, mean, max }) =>
              html`<tr><th scope="row">${textIn(text, locale)}</th><td>${words.topTwo(share(topTwo!.share), words.range(share(topTwo!.low), share(topTwo!.high)), written.number(mean!), written.count(max))}</td></tr>`,
          )}</tbody></table>`,
    )}`;
}
