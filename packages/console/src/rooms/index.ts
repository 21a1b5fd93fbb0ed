/**
 * Every room of the console. To add one: make `rooms/NAME/index.tsx` that exports an array of `RoomRoute` (address,
 * title, component, its place in the loop, and `nav` when it stands in the navigation), import it here, and spread it
 * into the list; the order here is the order in the navigation. Give `component` as `lazy(() => import('./X.tsx'))`
 * when the page is heavy. A room asks the API through `useGet`, `useList` and `useSend` (`query.ts`) and is built of
 * `ui/`; rooms never import one another.
 */
import { account } from './account/index.tsx';
import { amend } from './amend/index.tsx';
import { audience } from './audience/index.tsx';
import { carriers } from './carriers/index.tsx';
import { components } from './components/index.tsx';
import { deliveries } from './deliveries/index.tsx';
import { escalation } from './escalation/index.tsx';
import { followUp } from './followup/index.tsx';
import { holding } from './holding/index.tsx';
import { incidents } from './incidents/index.tsx';
import { learn } from './learn/index.tsx';
import { listen } from './listen/index.tsx';
import { maintenance } from './maintenance/index.tsx';
import { monitors } from './monitors/index.tsx';
import { now } from './now/index.tsx';
import { outside } from './outside/index.tsx';
import { pages } from './pages/index.tsx';
import { prepare } from './prepare/index.tsx';
import type { RoomRoute } from './room.ts';
import { settings } from './settings/index.tsx';
import { templates } from './templates/index.tsx';
import { transfer } from './transfer/index.tsx';

export const rooms: readonly RoomRoute[] = [
  ...now,
  ...monitors,
  ...components,
  ...incidents,
  ...followUp,
  ...escalation,
  ...maintenance,
  ...pages,
  ...deliveries,
  ...templates,
  ...holding,
  ...outside,
  ...audience,
  ...learn,
  ...amend,
  ...listen,
  ...prepare,
  ...carriers,
  ...settings,
  ...transfer,
  ...account,
];
