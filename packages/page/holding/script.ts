/**
 * What a holding page does where script runs: it picks the reader's language, and asks the status page for the newest
 * word, again and again with pauses. What does not answer within five seconds, is not signed by the known key or is
 * older than what was seen leaves the static words as they are; what has expired is shown with its age.
 */
export const HOLDING_SCRIPT = `(()=>{
const d=document,h=d.documentElement,o=d.body.dataset,all=[...d.querySelectorAll('.l')],low=s=>s.toLowerCase();
const pick=()=>{const hash=all.find(s=>'#'+s.id===location.hash);let f=hash;
if(!f)for(const w of navigator.languages||[]){f=all.find(s=>low(s.lang)===low(w))||all.find(s=>low(s.lang).split('-')[0]===low(w).split('-')[0]);if(f)break}
f=f||all[0];for(const s of all)s.classList.toggle('on',s===f);h.classList.add('js');h.lang=f.lang;h.dir=f.dir;d.title=f.querySelector('h1').textContent};
addEventListener('hashchange',pick);pick();
if(!o.from)return;
const canon=v=>Array.isArray(v)?'['+v.map(canon)+']':v&&typeof v==='object'?'{'+Object.keys(v).sort().map(k=>JSON.stringify(k)+':'+canon(v[k]))+'}':JSON.stringify(v);
const raw=t=>Uint8Array.from(atob(t),c=>c.charCodeAt(0));
const wrong=async a=>{let k;try{k=await crypto.subtle.importKey('raw',raw(o.key),'Ed25519',false,['verify'])}catch{return 0}
return!await crypto.subtle.verify('Ed25519',k,raw(a.signature),new TextEncoder().encode(canon(a.now)))};
let now;
const draw=()=>{if(!now)return;const t=Date.now(),made=Date.parse(now.madeAt),old=t>Date.parse(now.validUntil);
for(const s of all){const b=s.querySelector('.live'),L=s.lang+'-u-ca-gregory-nu-latn',at=x=>new Date(x).toLocaleString(L,{hour:'2-digit',minute:'2-digit',hourCycle:'h23',timeZoneName:'short',...(t-Date.parse(x)>864e5?{day:'numeric',month:'short'}:{})});
const m=Math.max(0,Math.round((t-made)/6e4)),ago=new Intl.RelativeTimeFormat(L,{numeric:'auto'}).format(...(m<90?[-m,'minute']:m<2160?[-Math.round(m/60),'hour']:[-Math.round(m/1440),'day']));
const say=(c,w)=>{b.querySelector(c).textContent=w};
const sentence=now.sentences[s.lang]||now.sentences[s.lang.split('-')[0]]||Object.values(now.sentences)[0];
b.className='live '+(old?'unknown':now.state);say('.s',sentence);
say('.n',!old&&now.nextUpdateBy&&Date.parse(now.nextUpdateBy)>t?b.dataset.next+' '+at(now.nextUpdateBy):'');
say('.a',b.dataset.as.replace('\\u0001',at(now.madeAt)+' ('+ago+')')+(old?' '+b.dataset.old:''));b.hidden=false}};
const load=async()=>{const c=new AbortController(),t=setTimeout(()=>c.abort(),5e3);
try{const r=await fetch(o.from,{signal:c.signal,mode:'cors',credentials:'omit',referrerPolicy:'no-referrer',cache:'no-cache'});if(r.ok){const a=await r.json();
if(a.now.schema==='candor.now/1'&&a.publicKey===o.key&&(!now||a.now.version>=now.version)&&!await wrong(a))now=a.now}}catch{}
clearTimeout(t);try{draw()}catch{}setTimeout(load,6e4*(.8+Math.random()*.7))};
load()
})()`.replaceAll('\n', '');
