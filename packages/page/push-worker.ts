/**
 * The service worker behind "notify me in this browser": shows what comes, opens the incident at a click, and follows
 * when the browser changes its subscription. It has no `fetch` handler, so that it never stands between a reader and
 * the page. The message is made by the web push carrier; a message that cannot be read is still shown as something,
 * because browsers punish silence.
 */
export const pushWorker = (icon?: string): string =>
  `${HEAD}const icon=${JSON.stringify(icon)};${BODY}`.replaceAll('\n', '');

const HEAD = `'use strict';
addEventListener('install',()=>skipWaiting());
`;

/** What the page keeps for the worker: what was subscribed and chosen, under the address that it was sent to. */
const BODY = `
addEventListener('push',e=>{let m={};try{m=e.data.json()}catch{}
e.waitUntil(registration.showNotification(m.title||location.host,{body:m.body||'',tag:m.tag||'',renotify:!!m.tag,dir:m.dir||'auto',timestamp:Date.parse(m.at)||Date.now(),data:m.url,icon}))});
addEventListener('notificationclick',e=>{e.notification.close();
e.waitUntil((async()=>{const url=new URL(e.notification.data||'',registration.scope).href;
const open=(await clients.matchAll({type:'window',includeUncontrolled:true})).find(c=>c.url===url);
return open?open.focus():clients.openWindow(url)})())});
addEventListener('pushsubscriptionchange',e=>e.waitUntil((async()=>{
const to=new URL('subscribers/push',registration.scope).href,box=await caches.open('push'),kept=await box.match(to),was=kept?await kept.json():null;
const next=e.newSubscription||await registration.pushManager.subscribe({userVisibleOnly:true,applicationServerKey:(await(await fetch(to)).json()).key});
const wish={...was,...next.toJSON()};
const answer=await fetch(to,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({...wish,was})});
if(answer.ok)await box.put(to,new Response(JSON.stringify(wish)))})()));
`;
