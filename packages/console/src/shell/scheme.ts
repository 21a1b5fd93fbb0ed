/** Dark, light, or as the system has it. */
import { useMantineColorScheme } from '@mantine/core';

export type Scheme = 'light' | 'dark' | 'auto';

export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { now: colorScheme as Scheme, set: (scheme: Scheme) => setColorScheme(scheme) };
}
