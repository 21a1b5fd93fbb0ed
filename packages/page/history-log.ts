/** The document at /log: what can be checked about this page's history, and how, in plain words. In English. */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { html } from './html.ts';
import { renderDocument } from './page.ts';

export type HistoryLog = { origin: string; size: number; root: string; verifierKey: string };

export function renderHistoryLog(
  page: Pick<Snapshot['page'], 'name' | 'supportUrl' | 'locales' | 'url'>,
  { origin, size, root, verifierKey }: HistoryLog,
): string {
  const locale = page.locales.includes('en') ? 'en' : (page.locales[0] ?? 'en');
  const body = html`<div lang="en"><p>Everything that was published here (each update, each correction, each promise kept or missed, each change of title or severity) is also written into a public log that can only grow. Whoever remembers how it looked can prove later that nothing in it was changed, moved or taken out: by us or by anybody else.</p>
<table><tbody>
<tr><th scope="row">Entries</th><td>${size}</td></tr>
<tr><th scope="row">Root</th><td><code>${root}</code></td></tr>
<tr><th scope="row">Log</th><td><code>${origin}</code></td></tr>
<tr><th scope="row">Key</th><td><code>${verifierKey}</code></td></tr>
</tbody></table>
<p class="hint">Signed, this is the <a href="/log/checkpoint">checkpoint</a>.</p>
<h2>Check it yourself</h2>
<p>Read the <a href="/log/candor-verify.mjs">verifier</a>: two hundred lines that need nothing but Node 18. Then run it:</p>
<p><code>node candor-verify.mjs ${page.url} --remember history.json</code></p>
<p>It reads the whole log and says in a sentence whether it holds. With <code>--remember</code> it keeps the root in a file on your machine; the next time it proves that the log you saw then is the beginning of the log of now. It also works on a folder with a copy of this page.</p>
<h2>What it proves</h2>
<ul><li>Each entry stands where it stood and says what it said: one changed letter gives another root.</li>
<li>Each entry holds the hash of the one before it, and the root over all of them is signed.</li>
<li>A text that had to be removed (a telephone number, a name) is gone for good; that one stood there stays proven, and an entry says that it was removed.</li>
<li>When the signing key is changed, the old key signs the new one. The <a href="/log/keys.json">keys</a> can be followed from the first, whose hash is the name of the log.</li></ul>
<h2>What it does not prove</h2>
<p>That what was said was true, or that everything was said. And a log that you never looked at before could have been made this morning: what counts is a root that you, or somebody you trust, wrote down earlier.</p>
<h2>For machines</h2>
<p>The log has the form of <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a> with the prefix <code>/log</code>: <code>/log/checkpoint</code>, <code>/log/tile/0/000</code>, <code>/log/tile/entries/000</code>. The texts, which can be removed, lie beside it: <code>/log/texts/000</code>.</p></div>`;
  return renderDocument(page, {
    locale,
    path: '/log',
    title: 'The history of this page, provable',
    body,
    noindex: true,
  });
}
