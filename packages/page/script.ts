/**
 * What the page does where script runs: relative times and countdowns; a refresh when something changes, by the live
 * stream and, while that fails, by asking with growing pauses; falling to "unknown" by the reader's own clock when
 * nothing new has come; the numbers of a day at its bar; a search in the past; notifications in
 * this browser, where it can. A form that somebody has begun stays
 * where it is, and what changed is said aloud in one sentence. Without script the page says the same in words.
 */
export const PAGE_SCRIPT = `(()=>{
const d=document,h=d.documentElement,L=h.lang+'-u-ca-gregory-nu-latn',q=(s,o)=>(o||d).querySelector(s),all=(s,o)=>[...(o||d).querySelectorAll(s)];
let old=false;const say=w=>{const s=q('#news');s.textContent='';setTimeout(()=>{s.textContent=w},100)};
const R=new Intl.RelativeTimeFormat(L,{numeric:'auto'}),D=new Intl.DateTimeFormat(L,{day:'numeric',month:'short',timeZone:'UTC'});
const ago=s=>{const a=Math.abs(s);return a<90?R.format(Math.round(s),'second'):a<5400?R.format(Math.round(s/60),'minute'):a<129600?R.format(Math.round(s/3600),'hour'):R.format(Math.round(s/86400),'day')};
const tick=()=>{const now=Date.now();
for(const t of all('time[data-r]')){const s=(Date.parse(t.dateTime)-now)/1e3;let e=t.nextElementSibling;if(!e||e.className!=='rel'){e=d.createElement('span');e.className='rel';t.after(e)}
const x=t.dataset.r==='due'&&s<0?' ('+t.dataset.o+')':' ('+ago(s)+')';if(e.textContent!==x)e.textContent=x}
for(const p of all('.own:empty')){const F=new Intl.DateTimeFormat(L,{weekday:'short',day:'numeric',month:'short',hour:'2-digit',minute:'2-digit',timeZoneName:'short'});if(F.resolvedOptions().timeZone!==p.dataset.zone){p.textContent=F.formatRange(Date.parse(p.dataset.from),Date.parse(p.dataset.to));p.hidden=false}}
const m=q('main[data-until]');if(m&&d.body.classList.toggle('isstale',now>Date.parse(m.dataset.until))!==old){old=!old;if(old)say(q('.stale').dataset.say)}};

const bars=()=>{const main=q('main');for(const b of all('.bar')){
const n=q('svg',b).viewBox.baseVal.width/4,p=b.parentNode,up=q('.up',p),list=new Map(all('.days li',p).map(l=>[+l.dataset.i,l.textContent])),told=up.textContent;let at=n-1;
const words=i=>list.get(i)||D.format(Date.parse(b.dataset.day)-(n-1-i)*864e5)+': '+(all('.n',b).some(r=>i*4>=+r.getAttribute('x')&&i*4<+r.getAttribute('x')+ +r.getAttribute('width'))?main.dataset.no:main.dataset.ok);
const show=i=>{at=Math.max(0,Math.min(n-1,i));up.textContent=words(at);const v=q('svg',b).getBoundingClientRect(),o=b.getBoundingClientRect(),f=(at+.5)/n;
b.style.setProperty('--x',(h.dir==='rtl'?v.right-f*v.width:v.left+f*v.width)-o.left+'px');b.classList.add('on');b.setAttribute('aria-valuenow',at);b.setAttribute('aria-valuetext',up.textContent)};
const hide=()=>{if(d.activeElement!==b){up.textContent=told;b.classList.remove('on')}};
const point=e=>{const v=q('svg',b).getBoundingClientRect(),f=(e.clientX-v.left)/v.width;show(Math.floor((h.dir==='rtl'?1-f:f)*n))};
b.onpointermove=b.onpointerdown=point;b.onpointerleave=e=>{if(e.pointerType==='mouse')hide()};
if(list.size){b.removeAttribute('aria-hidden');q('svg',b).setAttribute('aria-hidden',true);b.tabIndex=0;const c=q('.cn',p)||q('h1');
for(const[k,v]of[['role','slider'],['aria-label',c.textContent],['aria-valuemin',0],['aria-valuemax',n-1],['aria-valuenow',at],['aria-valuetext',told]])b.setAttribute(k,v);
b.onfocus=()=>show(at);b.onblur=hide;
b.onkeydown=e=>{const k=e.key,w=h.dir==='rtl'?-1:1,near=s=>[...list.keys()].filter(i=>s*(i-at)>0).sort((a,c)=>s*(a-c))[0];
const to=k==='ArrowRight'?at+w:k==='ArrowLeft'?at-w:k==='ArrowUp'||k==='PageUp'?near(1):k==='ArrowDown'||k==='PageDown'?near(-1):k==='Home'?0:k==='End'?n-1:null;
if(to!==null){e.preventDefault();if(to!==undefined)show(to)}}}}};

const find=q('#find');if(find){find.hidden=false;find.onsubmit=e=>e.preventDefault();
const i=q('input',find),out=q('[role=status]',find);
i.oninput=()=>{const w=i.value.toLocaleLowerCase(h.lang).split(/\\s+/).filter(Boolean);let c=0;
for(const m of all('.m')){let any=0;for(const a of all('article,:scope>ul>li',m)){const t=a.textContent.toLocaleLowerCase(h.lang),ok=w.every(x=>t.includes(x));a.hidden=!ok;any+=ok}m.hidden=!any;c+=any}
out.textContent=w.length?out.dataset.found+': '+c:''}}

const spot=f=>{if(f.id)return[f.id];const c=f.closest('main [id],main');return c?[c.id,f.tagName,all(f.tagName,c).indexOf(f)]:['']};
const at=p=>{const c=d.getElementById(p[0]);return c&&p[1]?all(p[1],c)[p[2]]:c};
const folds=new Map();d.addEventListener('click',e=>{const s=e.target.closest('main summary');if(s){const p=spot(s.parentNode);folds.set(p.join(),[p,!s.parentNode.open])}});
const begun=a=>a&&(a.contains(d.activeElement)||q(':disabled',a)||all('input,select,textarea',a).some(x=>x.type==='checkbox'?x.checked!==x.defaultChecked:x.tagName==='SELECT'?x.selectedIndex>0:x.value!==x.defaultValue));
const said=m=>q('h1',m).textContent+all('ol.u>li',m).map(x=>x.id+x.textContent.length).join();
const swap=(o,n)=>{const was=said(o),k=q('.acts',o),t=q('.acts',n),focus=spot(d.activeElement);let m=n;
if(begun(k)&&t){while(k.previousSibling)k.previousSibling.remove();while(k.nextSibling)k.nextSibling.remove();
while(n.firstChild!==t)k.before(n.firstChild);t.remove();k.after(...n.childNodes);Object.assign(o.dataset,n.dataset);for(const a of k.getAnimations())a.currentTime=0;m=o}else o.replaceWith(n);
for(const[p,open]of folds.values()){const x=at(p);if(x)x.open=open}
tick();bars();push().catch(()=>{});const f=at(focus);if(f&&d.activeElement===d.body)f.focus({preventScroll:true});
if(said(m)!==was)say(q('#news').dataset.changed+' '+q('h1',m).textContent)};
let tag='',busy=0;const load=async()=>{if(busy)return 1;busy=1;try{const a=await fetch(location.href,{cache:'no-cache',headers:{accept:'text/html'}});if(!a.ok)return 0;
const e=a.headers.get('etag');if(e&&e===tag)return 1;tag=e||'';
const n=q('main',new DOMParser().parseFromString(await a.text(),'text/html')),o=q('main');if(n&&o)swap(o,d.adoptNode(n));return 1}catch{return 0}finally{busy=0}};

const push=async()=>{const p=q('#push'),W=navigator.serviceWorker;if(!p||!W||!window.PushManager||!window.Notification)return;
const b=q('button',p),o=q('[role=status]',p),base=h.dataset.base||'',to=base+'/subscribers/push';if(b.onclick)return;
const send=async(method,x)=>{const a=await fetch(to,{method,headers:{'content-type':'application/json'},body:JSON.stringify(x)});if(!a.ok)throw a};
let s;const show=()=>{b.textContent=s?p.dataset.stop:p.dataset.start};
b.onclick=async()=>{b.disabled=true;o.textContent='';let n;try{
if(s){await send('DELETE',s.toJSON());await s.unsubscribe();s=null}
else if(await Notification.requestPermission()!=='granted')o.textContent=p.dataset.no;
else{const r=await W.register(base+'/push-worker.js',{scope:base+'/'}),v=r.installing||r.waiting;
if(v)await new Promise(f=>{v.onstatechange=()=>/activated|redundant/.test(v.state)&&f()});
n=await r.pushManager.subscribe({userVisibleOnly:true,applicationServerKey:(await(await fetch(to)).json()).key});
const c=all('#subscribe [name=componentIds]:checked').map(x=>x.value),w={...n.toJSON(),locale:q('#subscribe [name=locale]').value,timeZone:Intl.DateTimeFormat().resolvedOptions().timeZone,componentIds:c.length?c:null};
await send('POST',w);await(await caches.open('push')).put(to,new Response(JSON.stringify(w)));s=n}
}catch{o.textContent=p.dataset.bad;if(n)n.unsubscribe()}b.disabled=false;show()};
const r=await W.getRegistration(base+'/');s=r&&r.scope.endsWith(location.host+base+'/')&&await r.pushManager.getSubscription();show();p.hidden=false};

tick();bars();push().catch(()=>{});setInterval(tick,1e3);
if(q('main[data-until]')){let live=0,miss=0,falls=0,w;const jit=()=>.8+Math.random()*.4;
const again=()=>setTimeout(async()=>{if(!d.hidden)miss=await load()?0:miss+1;again()},Math.min(3e5,(live?6e4:3e4)*2**Math.min(miss,4))*jit());again();
const soon=()=>{clearTimeout(w);w=setTimeout(load,200+Math.random()*1300)};
const stream=()=>{const s=new EventSource((h.dataset.base||'')+'/live');s.onopen=()=>{live=1;falls=0};
for(const k of ['snapshot','message'])s.addEventListener(k,soon);
s.onerror=()=>{live=0;if(s.readyState===2)setTimeout(stream,Math.min(3e5,5e3*2**Math.min(falls++,6))*jit())}};
if(window.EventSource)stream();
d.addEventListener('visibilitychange',()=>{if(!d.hidden)load()});addEventListener('pageshow',e=>{if(e.persisted)load()})}
})()`.replaceAll('\n', '');
