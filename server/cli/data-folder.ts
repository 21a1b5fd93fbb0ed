/** For commands that look at a Candor which has to be there: reading never makes a new one by mistake. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#config';
import { Complaint } from './complaint.ts';

export function needCandor({ databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>): void {
  if (databaseUrl !== '' || existsSync(join(dataFolder, 'keys'))) return;
  throw new Complaint(
    `There is no Candor in ${dataFolder}. CANDOR_DATA names another folder, DATABASE_URL a database elsewhere.`,
  );
}
