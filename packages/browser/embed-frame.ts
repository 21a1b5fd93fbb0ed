/**
 * What both embedded elements share: a shadow tree with its style, the page's language and direction, one line that
 * screen readers hear, and the life of the element. The attributes are the interface: `origin` (by default where the
 * script came from), `lang`, and the id of the thing; the `token` property takes the end user's JWT and is never
 * written into the document.
 */
import { createEmbedClient, type EmbedClient, subjectOf } from './embed-client.ts';
import { type EmbedWords, embedWordsFor } from './embed-words.ts';
import { make } from './make.ts';

export type Frame = {
  element: HTMLElement;
  /** Where the element draws. */
  body: HTMLElement;
  client: EmbedClient;
  /** Of the thing to show, with its leading slash. */
  path: string;
  origin: string;
  locale: string;
  words: EmbedWords;
  /** Says a line to everybody, also to those who do not see it. */
  say(text: string): void;
};

const STYLE = `:host{display:block;color-scheme:inherit}:host([hidden]),[hidden]{display:none!important}
section{font:1rem/1.5 system-ui,sans-serif;background:#fff;color:#1d1c1a;background:light-dark(#fff,#1d1d1c);color:light-dark(#1d1c1a,#ecebe8);border:1px solid #d9d4ca;border-color:light-dark(#d9d4ca,#3a3936);border-radius:8px;padding:1rem 1.25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:0 0 .3rem}p{margin:.3rem 0}
.soft{color:#5d5953;color:light-dark(#5d5953,#a9a59e);font-size:.92rem}
ol{list-style:none;margin:.6rem 0 0;padding:0}li,fieldset{border:0;border-top:1px solid #e4e0d8;border-top-color:light-dark(#e4e0d8,#33322f);padding:.7rem 0;margin:0;min-width:0}
label{display:flex;gap:.6rem;align-items:baseline;min-height:24px;padding:.15rem 0}legend{padding:.7rem 0 0;font-weight:600;float:inline-start;width:100%}legend+*{clear:both}
li fieldset{border:0;padding:0 0 .6rem}.t{font-weight:600}.done .t{text-decoration:line-through;text-decoration-thickness:1px}
input{width:1.1rem;height:1.1rem;flex:none;margin:0;accent-color:#2e7d5b;translate:0 .15rem}
.scale{display:flex;flex-wrap:wrap;gap:.2rem .4rem}.scale label{flex-direction:column-reverse;align-items:center;gap:.1rem;min-width:2.2rem;padding:.4rem 0}.ends{display:flex;justify-content:space-between;gap:1rem}
textarea{font:inherit;width:100%;box-sizing:border-box;min-height:5rem;padding:.5rem;color:inherit;background:transparent;border:1px solid #77736c;border-radius:6px}
progress{width:100%;height:.5rem;accent-color:#2e7d5b}
a{color:#1f5fa8;color:light-dark(#1f5fa8,#8ab8f0);display:inline-block;min-height:24px}
button{font:inherit;font-weight:600;padding:.45rem 1rem;border:1px solid #1d1c1a;border-radius:6px;cursor:pointer;background:#1d1c1a;color:#fff;background:light-dark(#1d1c1a,#ecebe8);color:light-dark(#fff,#1d1c1a);margin-inline-end:.5rem}
button.plain{background:none;color:inherit;border-color:currentColor}
:focus-visible{outline:3px solid #1f5fa8;outline-color:light-dark(#1f5fa8,#8ab8f0);outline-offset:2px}`;

const clients = new Map<string, EmbedClient>();
/** One client for all elements of an origin and a person: one outbox, one reader. */
function clientOf(origin: string, token: string | null): EmbedClient {
  const key = JSON.stringify([origin, token === null ? null : subjectOf(token)]);
  const known = clients.get(key);
  if (known) {
    if (token !== null) known.renew(token);
    return known;
  }
  const made = createEmbedClient({ origin, token });
  made.outbox.start();
  clients.set(key, made);
  return made;
}

/** Registers an element whose `attribute` names what `folder` holds; `draw` answers how to undraw it. */
export function defineEmbed(
  name: string,
  { attribute, folder, home }: { attribute: string; folder: string; home: string },
  draw: (frame: Frame) => (() => void) | undefined,
): void {
  if (customElements.get(name)) return;
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = [attribute, 'origin', 'lang'];
      #undraw: (() => void) | undefined;
      #token: string | null = null;
      #asked = false;

      set token(value: string | null) {
        this.#token = value;
        this.#soon();
      }
      connectedCallback() {
        // A token given before the element was defined lies on it as a plain property.
        const early = Object.getOwnPropertyDescriptor(this, 'token')?.value as string | undefined;
        if (early !== undefined) {
          Reflect.deleteProperty(this, 'token');
          this.#token = early;
        }
        this.#soon();
      }
      disconnectedCallback() {
        this.#undraw?.();
        this.#undraw = undefined;
      }
      attributeChangedCallback() {
        this.#soon();
      }

      /** Several attributes are set in one turn; it is drawn once after them. */
      #soon() {
        if (this.#asked) return;
        this.#asked = true;
        queueMicrotask(() => {
          this.#asked = false;
          this.#redraw();
        });
      }
      #redraw() {
        this.#undraw?.();
        this.#undraw = undefined;
        const id = this.getAttribute(attribute);
        if (!this.isConnected || !id) return;
        const origin = (this.getAttribute('origin') ?? home).replace(/\/+$/, '');
        const locale = this.closest<HTMLElement>('[lang]')?.lang || navigator.language || 'en';
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        const body = make('div', {});
        const said = make('p', { role: 'status', class: 'soft' });
        const section = make('section', { dir: getComputedStyle(this).direction }, body, said);
        root.replaceChildren(make('style', {}, STYLE), section);
        const client = clientOf(origin, this.#token);
        this.#undraw = draw({
          element: this,
          body,
          client,
          path: `/${folder}/${encodeURIComponent(id)}`,
          origin,
          locale,
          words: embedWordsFor(locale),
          say(text) {
            if (said.textContent !== text) said.textContent = text;
          },
        });
      }
    },
  );
}
