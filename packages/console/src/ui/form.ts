/** A form's values, with the server's field errors beside the fields they are about. */
import { type ChangeEvent, useState } from 'react';
import type { Problem } from '../api.ts';

type Changed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;

export function useForm<Values extends object>(initial: Values, problem?: Problem | null) {
  const [values, setValues] = useState(initial);
  const set = (change: Partial<Values>) => setValues((now) => ({ ...now, ...change }));
  /** The server's word on a field, by its path (`target.url`). */
  const errorOf = (path: string): string | undefined =>
    problem?.errors.find((error) => error.path === path || error.path === `/${path.replaceAll('.', '/')}`)
      ?.message;
  return {
    values,
    set,
    reset: (to: Values = initial) => setValues(to),
    errorOf,
    /** For TextInput, Textarea, PasswordInput, NativeSelect. */
    text: <K extends keyof Values & string>(name: K) => ({
      name,
      value: String(values[name] ?? ''),
      error: errorOf(name),
      onChange: (event: Changed) => set({ [name]: event.currentTarget.value } as unknown as Partial<Values>),
    }),
    /** For NumberInput; an empty field is left as it was. */
    number: <K extends keyof Values & string>(name: K) => ({
      name,
      value: values[name] as number,
      error: errorOf(name),
      onChange: (value: number | string) => {
        if (typeof value === 'number') set({ [name]: value } as unknown as Partial<Values>);
      },
    }),
    /** For Checkbox and Switch. */
    checked: <K extends keyof Values & string>(name: K) => ({
      name,
      checked: Boolean(values[name]),
      onChange: (event: ChangeEvent<HTMLInputElement>) =>
        set({ [name]: event.currentTarget.checked } as unknown as Partial<Values>),
    }),
  };
}
