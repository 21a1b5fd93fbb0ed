/**
 * Accounts: the settings with which messages leave, one row for each relay, provider or bot. Settings are checked by
 * the provider's own schema; secrets are sealed before they reach the database and never come back out of the API.
 */
import { randomBytes } from 'node:crypto';
import { type CarrierAccount, CarrierAccountInput } from '@candor/protocol/carriers.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { SecretBox } from '#lib/secret-box.ts';
import type { Store } from '#store';
import type { Carrier, Provider } from '../carrier.ts';
import { coalesce } from '../coalesce.ts';
import { jsonText } from '../json.ts';
import type { CarriersTables } from '../tables.ts';
import { secretFields } from './settings-form.ts';

type Row = CarriersTables['carriersAccount'];
type Change = Partial<Omit<CarrierAccountInput, 'provider'>>;

/** With its secrets, for whoever opens the way; never for an answer. */
export type OpenAccount = {
  id: string;
  name: string;
  provider: Provider;
  settings: Record<string, unknown>;
  callbackToken: string;
  /** Changes with anything that matters to the way. */
  version: string;
};

export function createAccounts({
  store,
  clock,
  ids,
  box,
  carriers,
  changed,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  box: SecretBox;
  carriers: ReadonlyMap<string, Carrier>;
  changed: (carrier: string) => void;
}) {
  const db = () => store.db.withTables<CarriersTables>();

  function providerOf(carrier: string, name: string): Provider {
    const known = carriers.get(carrier);
    if (!known) throw new Problem('not-found', `There is no carrier "${carrier.slice(0, 40)}".`);
    const found = known.providers.find((one) => one.name === name);
    if (found) return found;
    const names = known.providers.map((one) => one.name);
    throw new Problem(
      'request.invalid',
      names.length > 0
        ? `${known.title} leaves through ${names.join(', ')}; "${name.slice(0, 40)}" is none of them.`
        : `${known.title} needs no account.`,
      { errors: [{ path: 'provider', message: 'is not one of this carrier’s' }] },
    );
  }

  /** The settings parted into what may be read and what is sealed. */
  function parted(id: string, provider: Provider, given: Record<string, unknown>) {
    const parsed = provider.settings.safeParse(given);
    if (!parsed.success)
      throw new Problem('request.invalid', `The settings of ${provider.title} could not be read.`, {
        errors: parsed.error.issues.map(({ path, message }) => ({
          path: ['settings', ...path].join('.'),
          message,
        })),
      });
    const hidden = secretFields(provider);
    const entries = Object.entries(parsed.data);
    const secrets = Object.fromEntries(
      entries.filter(([name, value]) => hidden.has(name) && value !== undefined),
    );
    const settings = Object.fromEntries(entries.filter(([name]) => !hidden.has(name)));
    return {
      settings: jsonText(settings),
      secrets: Object.keys(secrets).length > 0 ? box.seal(id, JSON.stringify(secrets)) : null,
    };
  }

  const secretsOf = (row: Row): Record<string, unknown> =>
    row.secrets === null ? {} : (JSON.parse(box.open(row.id, row.secrets)) as Record<string, unknown>);

  function toView(row: Row): CarrierAccount {
    const { id, carrier, provider, name, enabled, position, createdAt, updatedAt } = row;
    const kind = providerOf(carrier, provider);
    const hidden = secretFields(kind);
    return {
      id,
      carrier,
      provider,
      name,
      enabled,
      position,
      // Null stands for a secret that is there; sent back, it stays as it is.
      settings: { ...row.settings, ...Object.fromEntries([...hidden].map((field) => [field, null])) },
      address: kind.addressOf?.(row.settings) ?? null,
      createdAt,
      updatedAt,
    };
  }

  async function row(id: string): Promise<Row> {
    const found = await db()
      .selectFrom('carriersAccount')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) throw new Problem('not-found', `There is no account ${id.slice(0, 64)}.`);
    return found as unknown as Row;
  }

  const rows = async (carrier?: string): Promise<Row[]> => {
    let query = db()
      .selectFrom('carriersAccount')
      .selectAll()
      .orderBy('carrier')
      .orderBy('position')
      .orderBy('id');
    if (carrier) query = query.where('carrier', '=', carrier);
    return (await query.execute()) as unknown as Row[];
  };

  // Every carrier looks at its own again and again, all at the same moment: they share one question.
  const enabled = coalesce<string, Row[]>(async (names) => {
    const all = await rows();
    return names.map((name) => all.filter((each) => each.enabled && each.carrier === name));
  });

  return {
    list: async (carrier?: string): Promise<CarrierAccount[]> => (await rows(carrier)).map(toView),
    get: async (id: string): Promise<CarrierAccount> => toView(await row(id)),
    callbackToken: async (id: string): Promise<string> => (await row(id)).callbackToken,

    async create(carrier: string, given: CarrierAccountInput): Promise<CarrierAccount> {
      const input = CarrierAccountInput.parse(given);
      const provider = providerOf(carrier, input.provider);
      const id = ids.next('acc');
      const position = input.position ?? (await rows(carrier)).length;
      await db()
        .insertInto('carriersAccount')
        .values({
          id,
          carrier,
          provider: provider.name,
          name: input.name,
          enabled: input.enabled,
          position,
          ...parted(id, provider, input.settings),
          callbackToken: randomBytes(24).toString('base64url'),
          createdAt: clock.now(),
          updatedAt: clock.now(),
        } as never)
        .execute();
      changed(carrier);
      return toView(await row(id));
    },

    /** What is left out stays, and so does a secret that comes back as null. */
    async update(id: string, { settings, ...change }: Change): Promise<CarrierAccount> {
      const old = await row(id);
      const provider = providerOf(old.carrier, old.provider);
      const hidden = secretFields(provider);
      const given = Object.entries(settings ?? {}).filter(
        ([name, value]) => !(hidden.has(name) && value === null),
      );
      const merged = { ...old.settings, ...secretsOf(old), ...Object.fromEntries(given) };
      await db()
        .updateTable('carriersAccount')
        .set({
          ...change,
          ...(settings ? parted(id, provider, merged) : {}),
          updatedAt: clock.now(),
        } as never)
        .where('id', '=', id)
        .execute();
      changed(old.carrier);
      return toView(await row(id));
    },

    async remove(id: string): Promise<void> {
      const { carrier } = await row(id);
      await db().deleteFrom('carriersAccount').where('id', '=', id).execute();
      changed(carrier);
    },

    /** Enabled ones in their order, with secrets. One whose secrets cannot be opened is no reason to lose the others. */
    async opened(carrier: string): Promise<(OpenAccount | { id: string; name: string; locked: string })[]> {
      return (await enabled(carrier)).map((each) => {
        const { id, name, callbackToken } = each;
        const version = sha256(canonical([name, each.provider, each.settings, each.secrets]));
        try {
          const provider = providerOf(carrier, each.provider);
          const settings = provider.settings.parse({ ...each.settings, ...secretsOf(each) });
          return { id, name, provider, settings, callbackToken, version };
        } catch {
          return {
            id,
            name,
            locked: 'Its settings cannot be read with this data folder’s key; enter them again.',
          };
        }
      });
    },

    async byCallbackToken(token: string): Promise<{ id: string; carrier: string } | null> {
      const found = await db()
        .selectFrom('carriersAccount')
        .select(['id', 'carrier'])
        .where('callbackToken', '=', token)
        .where('enabled', '=', true)
        .executeTakeFirst();
      return found ?? null;
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
