import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDueHeap } from './heap.ts';

const command = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    ms: fc.nat(50),
  }),
  fc.record({ do: fc.constant('remove' as const), key: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('pop' as const), ms: fc.nat(60) }),
);

test('property: the heap answers as a sorted list would', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const heap = createDueHeap();
      const model = new Map<string, number>();
      for (const step of commands) {
        if (step.do === 'set') {
          heap.set(step.key, step.ms);
          model.set(step.key, step.ms);
        } else if (step.do === 'remove') {
          heap.remove(step.key);
          model.delete(step.key);
        } else {
          const least = Math.min(...model.values());
          const key = heap.pop(step.ms);
          if (least > step.ms) assert.equal(key, null);
          else {
            assert.equal(model.get(key!), least);
            model.delete(key!);
          }
        }
        assert.equal(heap.size(), model.size);
        assert.equal(heap.nextMs(), model.size === 0 ? null : Math.min(...model.values()));
      }
    }),
  );
});
