/**
 * The page in a few lines, for a frame on another site: the sentence, how old it is, and the open incidents. It has
 * no script and asks nobody for anything; it renews itself by the document's own refresh, and where that does not
 * come through it turns to "out of date" by itself.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { activeMaintenances, headline, openIncidents } from './headline.ts';
import { html, render, trusted } from './html.ts';
import { isRtl, languageOf, textIn } from './strings.ts';
import { viewOf } from './view.ts';

const SHOWN = 3;
const REFRESH_SECONDS = 60;

const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--ink:#1d1c1a;--soft:#5d5953;--line:#e4e0d8;--link:#1f5fa8;--ok:#2e7d5b;--deg:#8a5a00;--maj:#b3261e;--mnt:#2a5ea8;--unk:#5d5953}
@media(prefers-color-scheme:dark){:root{--bg:#1d1d1c;--ink:#ecebe8;--soft:#a9a59e;--line:#33322f;--link:#8ab8f0;--ok:#7fc9a4;--deg:#e8b84a;--maj:#ff8a80;--mnt:#8ab8f0;--unk:#a9a59e}}
*{box-sizing:border-box}
body{margin:0;padding:.8rem 1rem;background:var(--bg);color:var(--ink);font:.95rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;border:1px solid var(--line);border-radius:8px;overflow-wrap:anywhere}
a{color:var(--link)}p{margin:.2rem 0}ul{margin:.4rem 0 0;padding:0;list-style:none}li{margin:.35rem 0}
.h{font-weight:650;font-size:1.05rem;display:flex;gap:.55rem;align-items:baseline}
.h svg{flex:none;width:.75rem;height:.75rem}
.operational{--c:var(--ok)}.degraded_performance,.partial_outage{--c:var(--deg)}.major_outage{--c:var(--maj)}.under_maintenance{--c:var(--mnt)}.unknown{--c:var(--unk)}
.age,.by{color:var(--soft);font-size:.84rem}
.stale{visibility:hidden;max-height:0;margin:0;font-weight:600;animation:old 0s 180s forwards}
.h,ul{animation:grey 0s 180s forwards}
@keyframes old{to{visibility:visible;max-height:9rem}}
@keyframes grey{to{filter:grayscale(1);opacity:.75}}
`.replaceAll('\n', '');

/** The state as a shape too, because colour alone is not read by everybody. */
const SHAPES: Record<string, string> = {
  operational: '<circle cx="6" cy="6" r="5"/>',
  degraded_performance: '<path d="M6 1l5 10H1z"/>',
  partial_outage: '<path d="M6 0l6 6-6 6-6-6z"/>',
  major_outage: '<rect x="1" y="1" width="10" height="10"/>',
  under_maintenance: '<rect x="1" y="4" width="10" height="4"/>',
  unknown:
    '<circle cx="6" cy="6" r="4.5" fill="none" stroke="var(--c)" stroke-width="1.5" stroke-dasharray="2 1.5"/>',
};

export const EMBED_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

export function renderEmbed(snapshot: Snapshot, locale: string): string {
  const { strings, times, link } = viewOf(snapshot, locale);
  const { state, sentence } = headline(snapshot, strings, locale);
  const { name, url } = snapshot.page;
  const told = [...openIncidents(snapshot), ...activeMaintenances(snapshot)];
  const out = (path: string, text: string) =>
    html`<a href="${url}${link(path)}" target="_blank" rel="noopener">${text}</a>`;
  return render(html`<!doctype html>
<html lang="${languageOf(locale)}" dir="${isRtl(languageOf(locale)) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="${REFRESH_SECONDS}"><meta name="robots" content="noindex"><title>${name}: ${sentence}</title><style>${trusted(STYLE)}</style></head><body class="${state}"><main><p class="h"><svg viewBox="0 0 12 12" fill="var(--c)" aria-hidden="true">${trusted(SHAPES[state]!)}</svg><span>${sentence}</span></p><p class="stale" role="status">${strings.expired}</p>${
    told.length > 0 &&
    html`<ul>${told
      .slice(0, SHOWN)
      .map(
        (each) =>
          html`<li>${out(`/incidents/${each.id}`, textIn(each.title, locale))} <span class="by">${strings.phase[each.phase]}${
            'nextUpdateBy' in each &&
            each.nextUpdateBy &&
            html` · ${strings.nextWordBy} ${times.time(each.nextUpdateBy)}`
          }</span></li>`,
      )}</ul>`
  }<p class="age">${strings.asOf(times.clock(snapshot.madeAt))} ${strings.treatAsUnknown(times.clock(snapshot.validUntil))} ${out('/', name)}</p></main></body></html>`);
}

/** Browsers refuse the document's own refresh where no script may run; its policy lets none run all the same. */
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';

/** `<script src="https://…/embed.js" async></script>` puts the frame where it stands. `data-locale`, `data-height`. */
export const EMBED_SCRIPT =
  `(()=>{const s=document.currentScript;if(!s)return;const f=document.createElement('iframe'),l=s.dataset.locale;
f.src=new URL((l?l+'/':'')+'embed',s.src.replace(/[^/]*$/,'')).href;f.title=s.dataset.title||'Status';f.loading='lazy';
f.setAttribute('sandbox','${SANDBOX}');f.style.cssText='border:0;width:100%';s.after(f);f.style.height=(parseInt(s.dataset.height,10)||(f.offsetWidth<480?240:160))+'px'})()
`.replaceAll('\n', '');

export const OEMBED_SIZE = { width: 480, height: 160 };

/** The answer of an oEmbed provider (type `rich`); sizes are what the asker has room for, within reason. */
export function oembedDocument(
  page: Pick<Snapshot['page'], 'name' | 'url'>,
  { path, maxWidth, maxHeight }: { path: string; maxWidth: number | null; maxHeight: number | null },
): Record<string, unknown> {
  const width = Math.min(OEMBED_SIZE.width, maxWidth ?? OEMBED_SIZE.width);
  const height = Math.min(OEMBED_SIZE.height, maxHeight ?? OEMBED_SIZE.height);
  return {
    type: 'rich',
    version: '1.0',
    title: page.name,
    provider_name: page.name,
    provider_url: `${page.url}/`,
    cache_age: 60,
    width,
    height,
    html: render(
      html`<iframe src="${page.url}${path}" width="${width}" height="${height}" title="${page.name}" style="border:0" loading="lazy" sandbox="${SANDBOX}"></iframe>`,
    ),
  };
}
