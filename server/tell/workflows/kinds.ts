/**
 * What a trigger and an action have to be: one file each, which describes itself. The console's form, the manual and
 * the checks of a rule are made from that description.
 */
import type { z } from 'zod';
import type { Tx } from '#store';
import type { Fact, FactKind, Incident } from '#timeline';

/** One fact of an incident, with the incident before and after it. */
export type Moment = {
  fact: Fact;
  before: Incident | null;
  after: Incident;
  /** Whether the conditions of the rule speak of this component. */
  concerns: (componentId: string) => boolean;
  /** Whether the incident touches one of those; true for every incident when the rule names none. */
  touches: (incident: Incident) => boolean;
};

export type Trigger<Settings = Record<string, unknown>> = {
  kind: string;
  title: string;
  summary: string;
  settings: z.ZodType<Settings> & z.ZodObject;
  /** The kinds of facts at which it can happen. */
  facts: readonly FactKind[];
  /** Pure. */
  happens(settings: Settings, moment: Moment): boolean;
  /** Of triggers that happen when nothing happens: at which time, as the incident is now. */
  due?(settings: Settings, incident: Incident): string | null;
  /** "Checkout has an incident of severity major or worse" */
  sentence(settings: Settings): string;
};

/** What an action is given: everything in one transaction, under the name of its rule. */
export type Doing = {
  tx: Tx;
  incident: Incident;
  rule: { id: string; name: string; version: number };
  /** `rule:wfr-…`: who says what is said. */
  by: string;
  /** The fact that set the rule off. */
  because: string;
  /** Equal for every attempt at this step. */
  stepId: string;
};
/** `result` is what its undoing has to know. `asks`: the steps behind it wait until a person answers. */
export type Done = { detail: string; result?: Record<string, unknown>; asks?: true };

/** Names for sentences. */
export type Names = Record<'place' | 'set' | 'person' | 'component', (id: string) => string>;

export type Action<Settings = Record<string, unknown>> = {
  kind: string;
  title: string;
  summary: string;
  settings: z.ZodType<Settings> & z.ZodObject;
  /** Refuses what can never work, when the rule is saved. */
  check(settings: Settings): Promise<void>;
  /** Writes facts, rows and ledger entries only. Throws a Problem when it cannot be done now. */
  run(settings: Settings, doing: Doing): Promise<Done>;
  /** What taking it back means, for the form; and doing it, which may find that there is nothing to take back. */
  undo?: {
    title: string;
    run(settings: Settings, result: Record<string, unknown>, doing: Doing): Promise<string>;
  };
  sentence(settings: Settings, names: Names): string;
  /** For the dry run: what would refuse it at this moment, as far as the incident alone says. Pure. */
  foresee?(settings: Settings, incident: Incident): string | null;
};

/** Keeps the type of the settings between schema and use, and forgets it for the list of all. */
export const trigger = <S extends z.ZodObject>(
  one: Omit<Trigger<z.output<S>>, 'settings'> & { settings: S },
): Trigger => one as unknown as Trigger;
export const action = <S extends z.ZodObject>(
  one: Omit<Action<z.output<S>>, 'settings'> & { settings: S },
): Action => one as unknown as Action;
