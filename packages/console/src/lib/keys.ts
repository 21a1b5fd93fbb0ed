/**
 * Keys of the whole page. Letters work only outside fields and dialogs, and a viewer can switch them off (WCAG 2.1.4);
 * sequences such as `g i` are two letters within a second.
 */
import { useEffect, useRef } from 'react';
import { remembered } from './remember.ts';

const SEQUENCE_MS = 1_000;
let before = '';
let beforeMs = 0;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `{ 'mod+k': …, '?': …, 'g n': … }`; the handler of a letter runs only when nobody is typing. */
export function useKeys(map: Record<string, (event: KeyboardEvent) => void>): void {
  const current = useRef(map);
  current.current = map;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        const run = current.current[`mod+${key}`];
        if (run) {
          event.preventDefault();
          run(event);
        }
        return;
      }
      if (event.altKey || isTyping(event.target) || remembered('letters') === 'off') return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
      const withinMs = event.timeStamp - beforeMs < SEQUENCE_MS;
      const run = (withinMs && current.current[`${before} ${key}`]) || current.current[key];
      if (run) {
        event.preventDefault();
        run(event);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Remembers the first letter of a sequence, once for the whole page. */
export function watchSequences(): void {
  window.addEventListener('keydown', (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    // After the handlers of this same key have looked at the letter before it.
    setTimeout(() => {
      before = event.key.toLowerCase();
      beforeMs = event.timeStamp;
    });
  });
}
