/** What of this room reaches outside by itself, joined: copies of the page, holding pages, and the rules that move them. */
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Web } from '#web';
import { createHolding, type Learned } from './holding/index.ts';
import { createOutside } from './outside/index.ts';
import type { Deps } from './workflows/deps.ts';
import { createWorkflows } from './workflows/index.ts';

export type Outward = ReturnType<typeof createOutward>;

export function createOutward({
  tell,
  web,
  folders,
  learned,
  ...deps
}: Omit<Deps, 'box' | 'holding' | 'publisher' | 'drafts' | 'gate'> & {
  tell: Pick<Deps, 'publisher' | 'drafts' | 'gate'>;
  web: Pick<Web, 'shelf' | 'readiness' | 'sites'>;
  log: Log;
  loops: Loops;
  dataFolder: string;
  /** CANDOR_OUTSIDE_FOLDERS. */
  folders: string;
  learned: () => Promise<Learned[]>;
}) {
  const { publisher, drafts, gate } = tell;
  const holding = createHolding({
    ...deps,
    findings: gate.findings,
    learned,
    pageUrl: web.sites.urlOf,
    carry: () => outside.kick(),
  });
  const outside = createOutside({ ...deps, web, folders, key: deps.timeline.key, held: holding.copyOf });
  const workflows = createWorkflows({ ...deps, publisher, drafts, gate, holding });
  return {
    outside,
    holding,
    workflows,
    /** For imports. */
    telling: { sets: holding.sets, rules: workflows.rules, places: holding.placements.list },
    start() {
      outside.start();
      holding.start();
      workflows.start();
    },
  };
}
