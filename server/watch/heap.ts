/** Who is due next: a binary heap of due times with one entry a key; an entry that was replaced is skipped when met. */
export type DueHeap = {
  set(key: string, dueMs: number): void;
  remove(key: string): void;
  dueOf(key: string): number | null;
  nextMs(): number | null;
  /** Takes out the earliest key that is due; null when none is. */
  pop(nowMs: number): string | null;
  size(): number;
};

type Entry = { key: string; dueMs: number };

export function createDueHeap(): DueHeap {
  const heap: Entry[] = [];
  const current = new Map<string, Entry>();

  const swap = (i: number, j: number) => {
    const entry = heap[i]!;
    heap[i] = heap[j]!;
    heap[j] = entry;
  };
  function push(entry: Entry) {
    let i = heap.push(entry) - 1;
    for (let parent = (i - 1) >> 1; i > 0 && heap[parent]!.dueMs > heap[i]!.dueMs; parent = (i - 1) >> 1) {
      swap(i, parent);
      i = parent;
    }
  }
  function take() {
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && heap[left]!.dueMs < heap[least]!.dueMs) least = left;
      if (right < heap.length && heap[right]!.dueMs < heap[least]!.dueMs) least = right;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  }
  /** The earliest entry that still counts. */
  function top(): Entry | null {
    for (let entry = heap[0]; entry; entry = heap[0]) {
      if (current.get(entry.key) === entry) return entry;
      take();
    }
    return null;
  }

  return {
    set(key, dueMs) {
      const entry = { key, dueMs };
      current.set(key, entry);
      push(entry);
    },
    remove: (key) => void current.delete(key),
    dueOf: (key) => current.get(key)?.dueMs ?? null,
    nextMs: () => top()?.dueMs ?? null,
    pop(nowMs) {
      const entry = top();
      if (!entry || entry.dueMs > nowMs) return null;
      take();
      current.delete(entry.key);
      return entry.key;
    },
    size: () => current.size,
  };
}
