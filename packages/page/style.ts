/** One style for every public document: one column, type and space do the work, colour is kept for state. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d1c1a;--soft:#5d5953;--line:#e4e0d8;--link:#1f5fa8;
--ok:#2e7d5b;--okbar:#8dbfa6;--deg:#8a5a00;--degbar:#d9a021;--maj:#b3261e;--majbar:#c9362c;--mnt:#2a5ea8;--mntbar:#5b8bd0;--unk:#5d5953;--unkbar:#a8a29a}
@media(prefers-color-scheme:dark){:root{--bg:#141414;--card:#1d1d1c;--ink:#ecebe8;--soft:#a9a59e;--line:#33322f;--link:#8ab8f0;
--ok:#7fc9a4;--okbar:#3f7d61;--deg:#e8b84a;--degbar:#c08a16;--maj:#ff8a80;--majbar:#d8483e;--mnt:#8ab8f0;--mntbar:#4a7cc0;--unk:#a9a59e;--unkbar:#6d6962}}
*{box-sizing:border-box}[hidden]{display:none!important}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
.w{max-width:44rem;margin-inline:auto;padding:1.25rem 1.25rem 3rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.vh{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem;top:.5rem;background:var(--card);padding:.5rem;z-index:2}
header.top{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:baseline;padding-block:.25rem 1.75rem;color:var(--soft)}
header.top>a{color:inherit;text-decoration:none;font-weight:600}
header.top nav{display:flex;gap:1rem;align-items:baseline}header.top nav a{color:inherit;text-decoration:none}header.top nav a:hover{text-decoration:underline}
.lang{position:relative}.lang summary{padding:0}.lang div{position:absolute;inset-inline-end:0;z-index:1;display:grid;grid-template-columns:1fr 1fr;gap:0 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.5rem 1rem;box-shadow:0 6px 24px #0002}.lang div a{padding:.3rem 0;white-space:nowrap}
h1{font-size:clamp(1.55rem,1.1rem + 2.2vw,2.15rem);line-height:1.22;font-weight:650;letter-spacing:-.015em;margin:0 0 .6rem;text-wrap:balance}
:lang(ar) h1,:lang(he) h1,:lang(ja) h1,:lang(zh) h1{letter-spacing:0}
h1::before,.mark::before{content:"";display:inline-block;width:.62em;height:.62em;margin-inline-end:.5em;border-radius:50%;background:var(--c)}
h1.plain::before{content:none}
h2{font-size:1.05rem;font-weight:650;margin:2.6rem 0 .8rem}
h3{font-size:1rem;line-height:1.35;margin:1.2rem 0 .4rem}.card :is(h2,h3){font-size:1.15rem;line-height:1.35;margin:0 0 .5rem;text-wrap:balance}
.card h2{font-size:1.25rem}
.card :is(h2,h3) a{color:inherit;text-decoration-color:var(--line)}.card :is(h2,h3) a:hover{text-decoration-color:currentColor}
p{margin:.5rem 0}
.age{color:var(--soft);margin:0 0 2rem;font-size:.93rem}
.operational{--c:var(--ok);--b:var(--okbar)}.degraded_performance,.partial_outage{--c:var(--deg);--b:var(--degbar)}
.major_outage{--c:var(--maj);--b:var(--majbar)}.under_maintenance{--c:var(--mnt);--b:var(--mntbar)}.unknown,.no_data{--c:var(--unk);--b:var(--unkbar)}
h1.partial_outage::before,.mark.partial_outage::before{border-radius:0;transform:rotate(45deg) scale(.85)}
h1.degraded_performance::before,.mark.degraded_performance::before{border-radius:0;clip-path:polygon(50% 0,100% 100%,0 100%)}
h1.major_outage::before,.mark.major_outage::before{border-radius:2px}
h1.under_maintenance::before,.mark.under_maintenance::before{border-radius:0;height:.4em}
h1.unknown::before,.mark.unknown::before{background:repeating-linear-gradient(45deg,var(--c) 0 2px,transparent 2px 4px);border:1px solid var(--c)}
.card{background:var(--card);border:1px solid var(--line);border-inline-start:4px solid var(--c);border-radius:8px;padding:1.1rem 1.25rem 1.2rem;margin:0 0 1.25rem}
.past{background:none;border:0;border-top:1px solid var(--line);border-radius:0;padding:1rem 0 .9rem;margin:0}.past ol.u{margin:.3rem 0 0}.past ol.u>li{border:0;padding:0}.past .pill{border-color:transparent;padding:0}
.meta{color:var(--soft);font-size:.93rem;margin:.2rem 0}
.pill{display:inline-block;margin-inline-end:.4rem;padding:.02rem .55rem;border:1px solid var(--c);border-radius:99px;color:var(--c);font-weight:600;font-size:.85rem}
.f{margin:.9rem 0 0}.f:empty{display:none}.f>div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:0 1rem;padding:.22rem 0}
.f dt{color:var(--soft);font-size:.93rem}.f dd{margin:0}.f dd p{margin:0 0 .3rem}.f+.f{margin-top:0}
.next{font-size:1.02rem;margin:.9rem 0;padding:.55rem .8rem;background:color-mix(in srgb,var(--c) 9%,transparent);border-radius:6px}
.next b{font-weight:650}.late{color:var(--maj)}.rel{font-variant-numeric:tabular-nums}.next time+.rel+.late,time[data-r=due]+.rel~.late{display:none}
ol.u{list-style:none;margin:1rem 0 0;padding:0}
ol.u>li{border-top:1px solid var(--line);padding:.8rem 0 .2rem}.uh{margin:0}
.ph{font-weight:650;margin-inline-end:.5rem}
.by{color:var(--soft);font-size:.88rem}
ins{text-decoration:underline;text-underline-offset:.15em;font-weight:600}
.was{color:var(--soft);border-inline-start:3px solid var(--line);padding-inline-start:.8rem;font-size:.93rem}
ul.c{list-style:none;margin:0;padding:0}
ul.c>li{padding:.85rem 0;border-top:1px solid var(--line)}
.cl{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;align-items:baseline}
.cn{font-weight:600}a.cn{color:inherit;text-decoration:none}a.cn:hover{text-decoration:underline}.cs{color:var(--c);font-size:.93rem}
.cd{color:var(--soft);font-size:.9rem;margin:.1rem 0 0}
.bar{position:relative;overflow:hidden;height:24px;margin:.5rem 0 .15rem;touch-action:pan-y}
.bar svg{display:block;width:100%;height:24px}[dir=rtl] :is(.bar,.lat) svg,[dir=rtl] svg.lat{transform:scaleX(-1)}
.d{fill:url(#d)}.n{fill:url(#n)}.bar path{stroke:var(--b);stroke-width:3}
.bar.on::after{content:"";position:absolute;inset-block:0;left:calc(var(--x) - 1px);width:2px;background:var(--ink)}
.sc{display:flex;justify-content:space-between;gap:.5rem;color:var(--soft);font-size:.8rem}.up{text-align:center;font-variant-numeric:tabular-nums}
.lat{display:block;width:100%;height:6rem;border-bottom:1px solid var(--line)}.lat .band{fill:var(--mntbar);opacity:.22}.lat .half{fill:none;stroke:var(--mnt);stroke-width:2;vector-effect:non-scaling-stroke}
.ax{color:var(--soft);font-size:.8rem;border-bottom:1px dashed var(--line)}
@media(max-width:34rem){.bar svg{width:300%;margin-inline-start:-200%}.ago{font-size:0}.ago::before{content:attr(data-n);font-size:.8rem}.w{padding-inline:1rem}.f>div{grid-template-columns:1fr;padding:.35rem 0}}
summary{cursor:pointer;padding:.35rem 0}
.g{border-top:1px solid var(--line)}.g>summary{padding:.7rem 0}.g>summary .by{margin-inline-start:.4rem}.g ul.c{padding-inline-start:1.1rem}
details.days summary{color:var(--soft);font-size:.8rem;padding:.1rem 0}
details.days ul{margin:.2rem 0 .4rem;padding-inline-start:1.1rem;font-size:.88rem}
.acts{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin:1.25rem 0;align-items:start}
.act{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:0 1.1rem}.act[open]{grid-column:1/-1;padding-bottom:1rem}
.act>summary{padding:.75rem 0;font-weight:600}a.act{padding-block:.75rem;color:inherit;font-weight:600}
@media(max-width:34rem){.acts{grid-template-columns:1fr}}
.ck{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:0 1rem}
.ways{font-size:.93rem;border-top:1px solid var(--line);padding-top:.7rem;margin-top:1rem}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
form{margin:0}
label{display:block;margin:.6rem 0 .2rem;font-weight:600}
fieldset{border:0;padding:0;margin:.8rem 0}legend{padding:0;font-weight:600}
fieldset label{font-weight:400;display:flex;gap:.5rem;align-items:center;margin:.15rem 0;min-height:1.8rem}
input:not([type=checkbox],[type=radio]),select,textarea{font:inherit;width:100%;padding:.55rem .7rem;border:1px solid var(--soft);border-radius:6px;background:var(--bg);color:inherit}
input[type=checkbox],input[type=radio]{width:1.1rem;height:1.1rem;flex:none}
:is(form:has([data-w=m]:checked) :is(.wp,.wr),form:has([data-w=p]:checked) :is(.wm,.wr),form:has([data-w=r]:checked) :is(.wm,.wp)){display:none}
button,.button{font:inherit;font-weight:600;padding:.6rem 1.1rem;border:0;border-radius:6px;background:var(--ink);color:var(--bg);cursor:pointer;margin-top:.6rem}
button.plain{background:none;color:inherit;border:1px solid var(--soft);font-weight:400;padding:.35rem .8rem}
ol.u>li>form{margin-bottom:.8rem}.follow{grid-column:1/-1;padding-block:.3rem 1rem}
.find{margin:0 0 1rem}.months{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.93rem;margin:0 0 1rem}
.hint,footer{color:var(--soft);font-size:.9rem;font-weight:400}
footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:1.25rem}footer h2{margin-top:0;color:var(--ink)}
footer ul{padding-inline-start:1.1rem}
table{border-collapse:collapse;width:100%;font-size:.93rem;display:block;overflow-x:auto}
th[scope=row]{min-width:7.5rem;font-weight:400}
th,td{text-align:start;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;font-variant-numeric:tabular-nums}
td:first-child:not(:only-child),td time{white-space:nowrap;overflow-wrap:normal}
.stale{display:none}.isstale .stale{display:block}.stale::before{content:attr(data-say)}
.isstale main>:not(.keep){opacity:.75;filter:grayscale(1)}
.stale{border:1px dashed var(--unk);border-radius:8px;padding:.8rem 1rem;margin:0 0 1.2rem;font-weight:600}
@media(forced-colors:active){.bar svg *,.lat path,h1::before,.mark::before{forced-color-adjust:none}.card{border-inline-start-color:CanvasText}}
@media print{.skip,form,nav,.acts,.rel{display:none}body{background:#fff;color:#000}.w{max-width:none;padding:0}.card,ul.c>li{break-inside:avoid}h2,h3{break-after:avoid}.bar,.mark::before,h1::before{print-color-adjust:exact}a{color:inherit}}
`.replaceAll('\n', '');
