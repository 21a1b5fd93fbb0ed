/** Every action there is. A new one is a file and a line here. */
import type { Deps } from '../deps.ts';
import type { Action } from '../kinds.ts';
import { holdingActions } from './holding.ts';
import { postAction } from './post.ts';
import { staffActions } from './staff.ts';
import { taskAction } from './task.ts';
import { tellAction } from './tell.ts';
import { updateAction } from './update.ts';
import { webhookAction } from './webhook.ts';

export const actionsOf = (deps: Deps): ReadonlyMap<string, Action> =>
  new Map(
    [
      ...holdingActions(deps),
      updateAction(deps),
      tellAction(deps),
      postAction(deps),
      ...staffActions(deps),
      taskAction(deps),
      webhookAction(deps),
    ].map((one) => [one.kind, one]),
  );
