/**
 * DEGRADE: how the service's own users get through an outage. Serves the browser SDK from Candor's own address, so
 * that embedding is one line and works while the service is down. It records no facts and asks no database; a page
 * that was built without the SDK simply has no such address.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ShelfItem } from '#web';

export type Degrade = {
  /** The SDK's files under `/sdk/`, for any site to load. */
  publicDocuments(): Promise<Map<string, ShelfItem>>;
};

const SDK_FOLDER = fileURLToPath(new URL('../../packages/browser/dist', import.meta.url));

export function createDegrade({ sdkFolder = SDK_FOLDER }: { sdkFolder?: string } = {}): Degrade {
  let read: Promise<Map<string, ShelfItem>> | undefined;

  async function sdk(): Promise<Map<string, ShelfItem>> {
    const names = await readdir(sdkFolder).catch(() => []);
    return new Map(
      await Promise.all(
        names
          .filter((name) => name.endsWith('.js'))
          .map(
            async (name): Promise<[string, ShelfItem]> => [
              `/sdk/${name}`,
              {
                contentType: 'text/javascript; charset=utf-8',
                body: await readFile(join(sdkFolder, name)),
                // The host app goes on with the copy it has for a week when this server cannot be reached.
                cacheControl: 'public, max-age=3600, stale-if-error=604800',
                headers: {
                  'Access-Control-Allow-Origin': '*',
                  'Cross-Origin-Resource-Policy': 'cross-origin',
                },
              },
            ],
          ),
      ),
    );
  }

  return {
    publicDocuments() {
      read ??= sdk();
      return read;
    },
  };
}
