/**
 * What the page does where script runs: relative times and countdowns, refresh when something changes, and falling
 * to "unknown" by the reader's own clock when nothing new has come. Without it the page says the same in words.
 */
export const PAGE_SCRIPT = `(()=>{
const d=document,h=d.documentElement,r=new Intl.RelativeTimeFormat(h.lang,{numeric:'auto'});
const ago=s=>{const a=Math.abs(s);return a<90?r.format(Math.round(s),'second'):a<5400?r.format(Math.round(s/60),'minute'):a<129600?r.format(Math.round(s/3600),'hour'):r.format(Math.round(s/86400),'day')};
const tick=()=>{const now=Date.now();
for(const t of d.querySelectorAll('time[data-r]')){const s=(Date.parse(t.dateTime)-now)/1e3;let e=t.nextElementSibling;if(!e||e.className!=='rel'){e=d.createElement('span');e.className='rel';t.after(e)}
const x=t.dataset.r==='due'&&s<0?' ('+t.dataset.o+')':' ('+ago(s)+')';if(e.textContent!==x)e.textContent=x}
const m=d.querySelector('main[data-until]');if(m)d.body.classList.toggle('isstale',now>Date.parse(m.dataset.until))};
let tag='';const load=async()=>{try{const a=await fetch(location.href,{cache:'no-cache',headers:{accept:'text/html'}});if(!a.ok)return;const e=a.headers.get('etag');if(e&&e===tag)return;tag=e||'';
const n=new DOMParser().parseFromString(await a.text(),'text/html').querySelector('main'),o=d.querySelector('main');
if(!n||!o||d.activeElement&&d.activeElement.closest('form'))return;
const open=[...o.querySelectorAll('details')].map(x=>x.open);o.replaceWith(n);n.querySelectorAll('details').forEach((x,i)=>{if(open[i])x.open=true});tick()}catch{}};
tick();setInterval(tick,1e3);
if(d.querySelector('main[data-until]')){setInterval(()=>{if(!d.hidden)load()},45e3);d.addEventListener('visibilitychange',()=>{if(!d.hidden)load()});
if(window.EventSource){const s=new EventSource((h.dataset.base||'')+'/live');let w;for(const k of ['snapshot','message'])s.addEventListener(k,()=>{clearTimeout(w);w=setTimeout(load,200+Math.random()*1300)})}}
})()`.replaceAll('\n', '');
