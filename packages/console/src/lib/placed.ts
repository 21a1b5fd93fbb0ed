/** The items of a list with their places: for items that have no name of their own and are known by where they stand. */
export const placed = <T>(items: readonly T[]): { item: T; place: number }[] =>
  items.map((item, place) => ({ item, place }));
