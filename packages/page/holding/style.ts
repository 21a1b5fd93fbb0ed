/** The style of holding pages: small, in one element, readable in light and dark, in both directions and on paper. */
export const holdingStyle = ({
  accent,
  font,
}: {
  accent: { light: string; dark: string } | null;
  font: string | null;
}): string =>
  `:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d1c1a;--soft:#5d5953;--line:#e4e0d8;--a:${accent?.light ?? '#1f5fa8'};--on:#fff;--ok:#2e7d5b;--deg:#8a5a00;--maj:#b3261e;--mnt:#2a5ea8;--unk:#5d5953}
@media(prefers-color-scheme:dark){:root{--bg:#141414;--card:#1d1d1c;--ink:#ecebe8;--soft:#a9a59e;--line:#33322f;--a:${accent?.dark ?? '#8ab8f0'};--on:#141414;--ok:#7fc9a4;--deg:#e8b84a;--maj:#ff8a80;--mnt:#8ab8f0;--unk:#a9a59e}}
*{box-sizing:border-box}[hidden]{display:none!important}
body{margin:0;background:var(--bg);color:var(--ink);font:1.0625rem/1.6 ${font ?? 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif'};overflow-wrap:anywhere;border-top:6px solid var(--a)}
.l{max-width:38rem;margin-inline:auto;padding:clamp(1.5rem,8vh,5rem) 1.25rem 3rem}
.l+.l{border-top:1px solid var(--line)}
@supports selector(:has(*)){html:not(.js) .l{display:none}html:not(.js) .l:target,html:not(.js):not(:has(.l:target)) .f{display:block}}
.js .l{display:none}.js .l.on{display:block}
.b{margin:0 0 2.5rem;font-weight:650;font-size:1.1rem}.b img{display:block;height:2.5rem;max-width:15rem;object-fit:contain;object-position:left}[dir=rtl] .b img{object-position:right}
h1{font-size:clamp(1.75rem,1.2rem + 3vw,2.5rem);line-height:1.18;font-weight:680;letter-spacing:-.018em;margin:0 0 1rem;text-wrap:balance}
:lang(ar) h1,:lang(he) h1,:lang(ja) h1,:lang(zh) h1{letter-spacing:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.7rem 0}ul{padding-inline-start:1.2rem}
a{color:var(--a);text-underline-offset:.15em}:focus-visible{outline:3px solid var(--a);outline-offset:2px;border-radius:4px}
.go{display:inline-block;margin:1rem 0 0;padding:.7rem 1.3rem;border-radius:8px;background:var(--a);color:var(--on);font-weight:650;text-decoration:none}
.live{--c:var(--unk);margin:1.75rem 0;padding:.9rem 1.1rem;background:var(--card);border:1px solid var(--line);border-inline-start:5px solid var(--c);border-radius:8px}
.live p{margin:.15rem 0}.live .s{font-weight:650}.live .n:empty{display:none}.q,.live .a,.t{color:var(--soft);font-size:.92rem}
.operational{--c:var(--ok)}.degraded_performance,.partial_outage{--c:var(--deg)}.major_outage{--c:var(--maj)}.under_maintenance{--c:var(--mnt)}
.w{margin-top:2rem;padding-top:1.1rem;border-top:1px solid var(--line)}
nav{margin-top:1.5rem}nav a{margin-inline-end:1rem;white-space:nowrap}
@media print{body{background:#fff;color:#000;border:0}.go,nav,.live{display:none}a[href^=http]::after{content:" (" attr(href) ")"}}`.replaceAll(
    '\n',
    '',
  );
