/**
 * The trust report as everybody may read it: every figure with its interval, "cannot tell" where it cannot be told,
 * and beside them how often this method is wrong on this very site. Pure.
 */
import { type Html, html, renderDocument, textIn } from '@candor/page';
import type { Claim, Loss, MeasuredMetric, StoredTrustReport, SurveyView } from '@candor/protocol/listen.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { type ReportWords, reportWords, SPOKEN } from './words.ts';

type Page = Snapshot['page'];
type Shown = { report: StoredTrustReport; surveys: SurveyView[] };

export function trustDocuments(page: Page, shown: readonly Shown[]): Map<string, ShelfItem> {
  const documents = new Map<string, ShelfItem>();
  if (shown.length === 0) return documents;
  const locales = page.locales.filter((locale) => SPOKEN.includes(locale));
  const spoken = locales.length > 0 ? locales : ['en'];
  const put = (path: string, make: (words: ReportWords, locale: string) => { title: string; body: Html }) => {
    for (const locale of spoken) {
      const { title, body } = make(reportWords(locale), locale);
      documents.set(locale === spoken[0] ? path : `/${locale}${path}`, {
        contentType: 'text/html; charset=utf-8',
        body: renderDocument({ ...page, locales: spoken }, { locale, path, title, body }),
      });
    }
  };
  for (const { report, surveys } of shown) {
    const path = `/incidents/${report.incidentId}/trust`;
    put(path, (words, locale) => ({
      title: words.title(textIn(report.title, locale)),
      body: reportBody(report, surveys, words, locale),
    }));
    documents.set(`${path}.json`, {
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(publicReport(report, surveys)),
    });
  }
  put('/trust', (words, locale) => ({
    title: words.listTitle,
    body: html`<p>${words.listIntro}</p><ul>${shown.map(
      ({ report }) =>
        html`<li><a href="${linkOf(report.incidentId, locale, spoken)}">${textIn(report.title, locale)}</a> (${words.day(report.down.from)}): ${sentenceOf(report, words)}</li>`,
    )}</ul>`,
  }));
  return documents;
}

const linkOf = (incidentId: string, locale: string, spoken: readonly string[]) =>
  `${locale === spoken[0] ? '' : `/${locale}`}/incidents/${incidentId}/trust`;

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

function sentenceOf({ recovery }: StoredTrustReport, words: ReportWords): string {
  return words.recovery(recovery.answer, recovery.afterSeconds);
}

function reportBody(
  report: StoredTrustReport,
  surveys: readonly SurveyView[],
  words: ReportWords,
  locale: string,
): Html {
  const { metrics, cost, down, overlaps, bucketSeconds } = report;
  const yardstick = metrics.find(({ whileDown }) => whileDown.falseFlags !== null)?.whileDown;
  return html`<p class="age">${words.window(down.from, down.until)} ${words.measured(report.measuredAt)}</p><p>${words.incident} <a href="/incidents/${report.incidentId}">${textIn(report.title, locale)}</a>.</p><h2>${words.recoveryTitle}</h2><p>${sentenceOf(report, words)} ${words.recoveryMeaning(report.seasonSeconds, report.marginShare)}</p><h2>${words.changedTitle}</h2><table><thead><tr><th scope="col">${words.metricColumn}</th><th scope="col">${words.whileDownColumn}</th><th scope="col">${words.afterColumn}</th></tr></thead><tbody>${metrics.map((metric) => metricRow(metric, words))}</tbody></table><p>${words.intervalMeaning}</p><h2>${words.costTitle}</h2><ul>${(['sessions', 'conversions', 'value'] as const).map((what) => html`<li>${lossText(what, cost[what], words)}</li>`)}</ul>${
    overlaps.length > 0 && html`<p>${words.overlaps(overlaps.length)}</p>`
  }${surveyPart(surveys, words, locale)}<h2>${words.methodTitle}</h2><p>${words.method(bucketSeconds)} ${
    yardstick ? yardstickText(yardstick, words) : words.noYardstick
  }</p><p><a href="/incidents/${report.incidentId}/trust.json">JSON</a></p>`;
}

const metricRow = ({ metric, whileDown, lasting, cameBack }: MeasuredMetric, words: ReportWords): Html =>
  html`<tr><th scope="row">${words.metrics[metric]}</th><td>${claimText(whileDown, words)}</td><td>${claimText(lasting ?? cameBack, words)}</td></tr>`;

function claimText(claim: Claim | null, words: ReportWords): string {
  if (claim === null) return words.notYet;
  if (claim.verdict === 'cannot tell' || !claim.effect)
    return words.cannotTell(claim.reasons.map((reason) => words.reasons[reason] ?? reason));
  const { value, low, high } = claim.effect;
  const range = words.range(words.percent(low), words.percent(high));
  if (claim.verdict === 'no effect seen') return words.noEffect(words.percent(value), range);
  return words.effect(words.percent(value), range);
}

function lossText(what: 'sessions' | 'conversions' | 'value', { lost, reasons }: Loss, words: ReportWords) {
  const name = words.losses[what];
  if (!lost) return `${name}: ${words.cannotTell(reasons.map((reason) => words.reasons[reason] ?? reason))}`;
  const seen = lost.low <= 0 && lost.high >= 0 ? `${words.noLoss}: ` : '';
  return `${name}: ${seen}${words.number(lost.value)} (${words.range(words.number(lost.low), words.number(lost.high))})`;
}

function yardstickText({ falseFlags, power }: Claim, words: ReportWords): string {
  return `${words.falseFlags(words.plainPercent(falseFlags!.share), falseFlags!.of)}${power ? ` ${words.power(words.plainPercent(power.share))}` : ''}`;
}

function surveyPart(surveys: readonly SurveyView[], words: ReportWords, locale: string): Html {
  return html`${surveys
    .filter(isWorthShowing)
    .map(
      ({ results }) =>
        html`<h2>${words.surveyTitle}</h2><p>${words.responses(results.answered, results.invited, words.plainPercent(results.responseRate?.share ?? 0))}</p><table><tbody>${results.scales
          .filter(({ topTwo, tooFew }) => topTwo && !tooFew)
          .map(
            ({ text, topTwo, mean, max }) =>
              html`<tr><th scope="row">${textIn(text, locale)}</th><td>${words.topTwo(words.plainPercent(topTwo!.share), words.range(words.plainPercent(topTwo!.low), words.plainPercent(topTwo!.high)), words.number(mean!), max)}</td></tr>`,
          )}</tbody></table>`,
    )}`;
}
