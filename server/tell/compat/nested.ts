/**
 * Form fields with brackets as the object that they stand for: `incident[name]=x`, `incident[component_ids][]=a`,
 * `incident[components][cmp_a]=operational`. Bodies in JSON pass as they are.
 */
const DEEPEST = 6;

export function nested(fields: Record<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const path = pathOf(name);
    if (!path) {
      put(whole, name, value);
      continue;
    }
    let at = whole;
    for (const step of path.slice(0, -1)) {
      const next = Object.hasOwn(at, step) ? at[step] : undefined;
      at = isObject(next) ? next : put(at, step, {});
    }
    const last = path.at(-1)!;
    put(at, last, name.endsWith('[]') && !Array.isArray(value) ? [value] : value);
  }
  return whole;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names come from outside: `__proto__` is a name like any other. */
function put<T>(at: Record<string, unknown>, name: string, value: T): T {
  Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
  return value;
}

/** `a[b][c][]` is a, b, c; null for a name without brackets, or with too many. */
function pathOf(name: string): string[] | null {
  if (!/^[^[\]]+(\[[^[\]]*\])+$/.test(name)) return null;
  const path = name.replace(/\[\]$/, '').replaceAll(']', '').split('[');
  return path.length > DEEPEST ? null : path;
}
