/** Fields that the settings of several providers share. */
import { z } from 'zod';

/** Sealed at rest and never shown again. */
export const credential = (title: string, description?: string) =>
  z
    .string()
    .trim()
    .min(1, 'Enter it.')
    .max(8_000)
    .meta({ title, ...(description ? { description } : {}), secret: true });

/** Where the provider's API is; another one speaks the same, or a proxy stands before it. */
export const baseUrl = (usual: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(300)
    .default(usual)
    .meta({
      title: 'Address of the API',
      description: 'Leave it unless you use a compatible service or a proxy.',
      example: usual,
    });
