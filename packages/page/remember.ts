/**
 * Memory for pure renderers: a part of a document is made again only when the thing that it shows, or what else its
 * words depend on, changed. Things are known by identity, so whoever makes snapshots keeps the objects of what did not
 * change. One answer is kept per thing and slot, so memory does not grow with time.
 */
const FORMATS = 512;

export function remembering<T extends object, V, R>(
  make: (thing: T, view: V) => R,
  /** `slot`: which of several renderings (a language); `key`: everything besides the thing that the words depend on. */
  needs: (view: V, thing: T) => { slot: string; key: string },
): (thing: T, view: V) => R {
  const made = new WeakMap<T, Map<string, { key: string; result: R }>>();
  return (thing, view) => {
    const { slot, key } = needs(view, thing);
    let slots = made.get(thing);
    if (!slots) {
      slots = new Map();
      made.set(thing, slots);
    }
    const last = slots.get(slot);
    if (last?.key === key) return last.result;
    const result = make(thing, view);
    slots.set(slot, { key, result });
    return result;
  };
}

/** Making a formatter of Intl takes longer than most of what is formatted with it. */
function formatters<O, F>(make: (locale: string, options: O) => F): (locale: string, options: O) => F {
  const made = new Map<string, F>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let format = made.get(key);
    if (!format) {
      if (made.size >= FORMATS) made.clear();
      format = make(locale, options);
      made.set(key, format);
    }
    return format;
  };
}

export const dateFormat = formatters(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const numberFormat = formatters(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const listFormat = formatters(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);
