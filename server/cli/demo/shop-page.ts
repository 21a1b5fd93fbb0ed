/**
 * The shop's page: it goes on being useful while its API is dead. It shows what it last knew with its age, keeps an
 * order in the browser until the API has taken it, and lets Candor's banner say what is going on. All of it with the
 * browser SDK, as any shop could.
 */
const STYLE = `
:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d1c1a;--soft:#5d5953;--line:#e4e0d8;--tile:#efe9dd;--mark:#1f6f54;--warn:#7a4d00}
@media(prefers-color-scheme:dark){:root{--bg:#141414;--card:#1d1d1c;--ink:#ecebe8;--soft:#a9a59e;--line:#33322f;--tile:#2a2824;--mark:#7fc9a4;--warn:#e8b84a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
.w{max-width:58rem;margin-inline:auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.2rem);line-height:1.2;letter-spacing:-.015em;margin:0 0 .3rem}
h2{font-size:1.1rem;margin:2.5rem 0 .6rem}
p{margin:.3rem 0}
.soft{color:var(--soft)}
#age{margin:.2rem 0 1.4rem;color:var(--mark);min-height:1.6em}
#age.old{color:var(--warn)}
#products{list-style:none;margin:0;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr))}
#products li{background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden;display:flex;flex-direction:column}
.tile{background:var(--tile);display:grid;place-items:center;height:8.5rem}
.tile svg{width:4.5rem;height:4.5rem;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.about{padding:.9rem 1.1rem 1.1rem;display:flex;flex-direction:column;gap:.2rem;flex:1}
h3{margin:0;font-size:1.05rem}
.price{font-weight:650;margin-top:auto;padding-top:.4rem}
button{font:inherit;font-weight:600;padding:.5rem 1rem;margin-top:.5rem;border:0;border-radius:6px;background:var(--ink);color:var(--bg);cursor:pointer}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
/* Heard, not seen. */
.off{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
#order:not(:empty){position:sticky;bottom:.5rem;margin-top:1rem;padding:.7rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
`.replaceAll('\n', '');

const DRAWINGS = {
  lamp: '<path d="M6 21h9M10.500 21v-3.500L6.500 10l5-4M9.800 3.800l7.400 4.700-6.600 2.600z"/>',
  kettle:
    '<path d="M6 10h10l2 9a1.500 1.500 0 0 1-1.500 2h-11A1.500 1.500 0 0 1 4 19zM16.400 12l3.600-2.500M7 10a4 4 0 0 1 8 0M11 5V3.500"/>',
  notebook:
    '<path d="M6 3h11a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6zM9 3v18M4.500 7H7M4.500 12H7M4.500 17H7M12 8h3.500M12 11h3.500"/>',
};

/** The script as it stands in the page; `config` comes before it. */
const SCRIPT = `
const candor = Candor.createCandor({
  origin: config.candorUrl,
  beacon: true,
  breaker: { failures: 3, openMs: 500, openMaxMs: 4000, shares: [0.01, 0.1, 1], stepMs: 400 },
});
candor.banner();
const at = (id) => document.getElementById(id);
const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const money = (minor, currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100);
const since = new Intl.RelativeTimeFormat('en');
const ago = (seconds) => seconds < 90 ? since.format(-seconds, 'second') : since.format(-Math.round(seconds / 60), 'minute');

let shown = '';
function draw({ products, currency }) {
  const now = JSON.stringify(products);
  if (now === shown) return;
  shown = now;
  at('products').replaceChildren(...products.map(({ id, name, about, priceMinor }) => {
    const tile = make('div', { class: 'tile', 'aria-hidden': 'true' });
    tile.append(...[at('drawing-' + id)].filter(Boolean).map((found) => found.content.cloneNode(true)));
    const button = make('button', { 'data-product': id, 'aria-label': 'Order: ' + name }, 'Order');
    button.onclick = () => order(id, name);
    return make('li', {}, tile, make('div', { class: 'about' }, make('h3', {}, name),
      make('p', { class: 'soft' }, about), make('p', { class: 'price' }, money(priceMinor, currency)), button));
  }));
}

async function show() {
  const age = at('age');
  try {
    const response = await candor.fetch(config.apiUrl + '/products', {
      ...(config.component ? { component: config.component } : {}),
      timeoutMs: 1500, retries: 0, patienceMs: 600, staleForSeconds: 86400,
      good: async (answer) => Array.isArray((await answer.json()).products),
    });
    if (!response.ok) throw new Error(String(response.status));
    const seconds = response.headers.get('candor-age');
    draw(await response.json());
    age.className = seconds === null ? '' : 'old';
    say(age, seconds === null ? 'Prices are live.'
      : 'Prices as of ' + ago(Number(seconds)) + '. Our shop system does not answer right now.');
    say(at('state'), seconds === null ? 'Prices are live.' : 'Our shop system does not answer. The prices shown are the last we know.');
  } catch {
    age.className = 'old';
    say(age, 'Prices cannot be shown right now. We try again by ourselves.');
    say(at('state'), age.textContent);
  }
}
async function watch() {
  for (;;) {
    await show();
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? 5000 : 500));
  }
}

// An order is kept in the browser until the API has taken it, always with the same key: never lost, never twice.
const outbox = import('/candor-outbox.js').then(({ createOutbox }) => {
  const made = createOutbox({
    name: 'shop',
    async onAnswer({ body }, response) {
      const name = JSON.parse(body).name;
      const taken = response.ok && (await response.json()).order;
      say(at('order'), taken ? name + ' is ordered (' + taken.id + ').' : name + ' could not be ordered.');
    },
  });
  made.start();
  setInterval(() => { if (made.pending().length > 0 && at('age').className === '') void made.drain(); }, 500);
  return made;
}).catch(() => null);
async function order(productId, name) {
  const box = await outbox;
  if (!box || !box.put({ method: 'POST', url: config.apiUrl + '/orders', body: { productId, name } }))
    return say(at('order'), 'The order could not be taken. Please try again later.');
  candor.conversion('order');
  await box.drain();
  if (box.pending().length > 0)
    say(at('order'), name + ': your order is kept in this browser and sent as soon as our shop system answers.');
}
watch();
`;

/** JSON that cannot end the script element it stands in. */
const inScript = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
const inAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export const shopPage = (config: {
  candorUrl: string;
  apiUrl: string;
  component: string | null;
}): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Demo Shop</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main class="w"><h1>Demo Shop</h1><p class="soft">A pretend shop. Its API can be broken on purpose; this page goes on.</p>
<p id="age"></p><p id="state" class="off" role="status"></p>
<h2 class="off">Products</h2><ul id="products"></ul><p id="order" role="status"></p>
<h2>Before anything fails</h2><candor-checklist list="ready-for-an-outage" origin="${inAttribute(config.candorUrl)}"></candor-checklist></main>
${Object.entries(DRAWINGS)
  .map(([id, path]) => `<template id="drawing-${id}"><svg viewBox="0 0 24 24">${path}</svg></template>`)
  .join('')}
<script src="/candor.iife.js"></script>
<script>const config = ${inScript(config)};${SCRIPT}</script>
<script type="module" src="/candor-embed.js"></script></body></html>`;
