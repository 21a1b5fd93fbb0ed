/**
 * `<candor-status>`: the open incident on the customer's own page, with its newest word and the time of the next.
 * Lives in its own shadow tree, takes its language, direction and colour scheme from the page, and is empty when
 * there is nothing to say. Only a new word is announced to screen readers; the countdown is not.
 */
import type { Env } from './env.ts';
import { clockTime, distance, headlineOf } from './headline.ts';
import { make } from './make.ts';
import type { Status } from './status.ts';
import { wordsFor } from './words.ts';

export type BannerOptions = {
  status: Status;
  /** Where incidents are read in full. */
  origin: string;
  components: readonly string[] | null;
  env: Env;
};

const STYLE = `:host{display:block;color-scheme:inherit}[hidden]{display:none!important}
section{font:14px/1.5 system-ui,sans-serif;display:flex;flex-wrap:wrap;gap:.25em 1em;align-items:baseline;padding:.6em 1em;background:#fff4e0;color:#3a2a00;background:light-dark(#fff4e0,#332600);color:light-dark(#3a2a00,#ffe9bf);border-inline-start:4px solid #c77700}
.unknown{background:#eee;color:#222;background:light-dark(#eee,#2a2a2a);color:light-dark(#222,#eee);border-color:#777}
.ok{background:#e6f5ea;color:#0b3d1c;background:light-dark(#e6f5ea,#0d2a17);color:light-dark(#0b3d1c,#d5f5df);border-color:#2a8a4a}
div{flex:1 1 20em}b{margin-inline-end:.5em}a{color:inherit}
button{font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;cursor:pointer;min-width:24px;min-height:24px;padding:0 .6em}`;
const DISMISSED = 'candor:dismissed';
const TICK_MS = 1_000;

/** Registers the element once; every one on the page shows this status from then on. */
export function defineBanner({ status, origin, components, env }: BannerOptions): void {
  if (!globalThis.customElements || customElements.get('candor-status')) return;
  customElements.define(
    'candor-status',
    class extends HTMLElement {
      static observedAttributes = ['always', 'lang'];
      #said = '';
      #stop: (() => void) | undefined;
      #timer: ReturnType<typeof setInterval> | undefined;

      connectedCallback() {
        if (!this.shadowRoot) {
          const root = this.attachShadow({ mode: 'open' });
          const style = document.createElement('style');
          style.textContent = STYLE;
          // The live region stands empty before it speaks: one that arrives with its text is often not read out.
          root.append(style, make('section', { hidden: '' }, make('div', { role: 'status' })));
        }
        this.#stop = status.subscribe(() => this.#draw());
        this.#timer = setInterval(() => this.#draw(), TICK_MS);
      }
      disconnectedCallback() {
        this.#stop?.();
        clearInterval(this.#timer);
      }
      attributeChangedCallback() {
        if (this.shadowRoot) this.#draw();
      }

      #draw() {
        const locale = this.closest<HTMLElement>('[lang]')?.lang || navigator.language || 'en';
        const words = wordsFor(locale);
        const nowMs = env.nowMs();
        const always = this.hasAttribute('always');
        const headline = headlineOf(status.current(), { nowMs, locale, components, always });
        const section = this.shadowRoot!.querySelector('section')!;
        section.hidden = !headline || (!always && env.store.get(DISMISSED) === headline.key);
        if (!headline || section.hidden) return;
        const said = JSON.stringify([headline, locale]);
        if (said !== this.#said) {
          this.#said = said;
          section.className = headline.tone;
          section.ariaLabel = words.region;
          section.dir = getComputedStyle(this).direction;
          section.querySelector('div')!.replaceChildren(make('b', {}, headline.title), headline.text);
          while (section.children.length > 1) section.lastChild!.remove();
          if (headline.next) section.append(make('span', {}));
          if (headline.tone !== 'ok')
            section.append(
              make(
                'a',
                { href: headline.incidentId ? `${origin}/incidents/${headline.incidentId}` : `${origin}/` },
                words.more,
              ),
            );
          if (!always) {
            const button = make('button', {}, words.dismiss);
            button.onclick = () => {
              env.store.set(DISMISSED, headline.key);
              this.#draw();
            };
            section.append(button);
          }
        }
        const { next } = headline;
        if (next)
          section.querySelector('span')!.textContent =
            `${next.label} ${clockTime(next.atMs, locale)} (${distance(next.atMs, nowMs, locale)})`;
      }
    },
  );
}
