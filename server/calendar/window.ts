/** When does a maintenance window cover a component? Pure: half-open, the start belongs to it, the end does not. */

export type Window = { id: string; componentIds: string[]; startsAt: string; endsAt: string };

const covers = (window: Window, componentId: string, atMs: number): boolean =>
  window.componentIds.includes(componentId) &&
  Date.parse(window.startsAt) <= atMs &&
  atMs < Date.parse(window.endsAt);

/** The window that covers the component at an instant; of several, the one that ends last. */
export function windowAt(windows: readonly Window[], componentId: string, atMs: number): Window | null {
  return (
    windows
      .filter((window) => covers(window, componentId, atMs))
      .sort((a, b) => b.endsAt.localeCompare(a.endsAt) || a.id.localeCompare(b.id))[0] ?? null
  );
}

/** When the cover that holds at `atMs` ends, following windows that meet or overlap; null when nothing covers it. */
export function coverEndsMs(windows: readonly Window[], componentId: string, atMs: number): number | null {
  let endMs: number | null = null;
  for (
    let window = windowAt(windows, componentId, atMs);
    window;
    window = windowAt(windows, componentId, endMs)
  )
    endMs = Date.parse(window.endsAt);
  return endMs;
}
