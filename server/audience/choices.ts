/** Which components somebody may choose to hear of, so that no form names what only other pages show. */
import type { Subscriber } from '@candor/protocol/audience.ts';
import { type Catalog, type Component, chosenComponents, type Page } from '#catalog';

export const createChoices = (catalog: Catalog) => ({
  /** What readers of this page may choose from, and what they hear of who choose nothing. */
  async on(page: Page): Promise<{ components: Component[]; everything: string[] | null }> {
    const components = await catalog.components.list();
    const chosen = chosenComponents(page, components);
    return {
      components: components.filter(({ id }) => chosen === null || chosen.has(id)),
      everything: chosen === null ? null : [...chosen],
    };
  },
  /** What the default page shows, and what the subscriber has already. */
  async of({ componentIds }: Pick<Subscriber, 'componentIds'>): Promise<Component[]> {
    const components = await catalog.components.list();
    const chosen = chosenComponents(await catalog.pages.default(), components);
    return components.filter(({ id }) => chosen === null || chosen.has(id) || componentIds?.includes(id));
  },
});
