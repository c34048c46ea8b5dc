import type { Organisation } from '../tables.ts';
import { FIELD_NAMES } from '../audience.ts';
import type { asInput } from './actions.ts';
import { languageCodes, languageName } from './languages.ts';
import { MOST_ORGANISATIONS } from './schema.ts';

/** The form of a profile as it is typed: every control is a text. */
export type ProfileValues = Record<string, string>;

const PLAIN = ['name', 'headline', 'country', 'time_zone', 'practice', 'looking_for', 'bio', 'sex'] as const;

/** A profile as the form shows it. */
export function asValues(input: ReturnType<typeof asInput>, reader: string): ProfileValues {
  const values: ProfileValues = {};
  for (const name of PLAIN) values[name] = input[name] ?? '';
  for (const [index, one] of input.organisations.entries())
    for (const part of ['name', 'from', 'to'] as const) values[`organisations.${index}.${part}`] = one[part] ?? '';
  values.languages = input.languages.map((code) => languageName(code, reader)).join(', ');
  values.can_help = input.can_help.join(', ');
  for (const field of FIELD_NAMES) values[`audience.${field}`] = input.audiences[field] ?? '';
  return values;
}

/** How many rows for organisations a form has: those filled in, and one to fill. */
export function rowsOf(values: ProfileValues): number {
  const filled = indexes(values).filter((index) => values[`organisations.${index}.name`]);
  return Math.min(MOST_ORGANISATIONS, Math.max(1, Number(values.rows) || 0, (filled.at(-1) ?? -1) + 1));
}

function indexes(values: ProfileValues): number[] {
  return Array.from({ length: MOST_ORGANISATIONS }, (_, index) => index).filter((index) => values[`organisations.${index}.name`] !== undefined);
}

/** What the form says, as `profileInput` takes it, and which row of the form each organisation came from. */
export function fromValues(values: ProfileValues, reader: string): { input: object; rows: number[] } {
  const blank = (index: number) => (['name', 'from', 'to'] as const).every((part) => !values[`organisations.${index}.${part}`]?.trim());
  const rows = indexes(values).filter((index) => !blank(index));
  const organisations = rows.map((index) => ({
    name: values[`organisations.${index}.name`] ?? '',
    from: values[`organisations.${index}.from`] ?? '',
    to: values[`organisations.${index}.to`] ?? '',
  })) satisfies Record<keyof Organisation, string>[];
  const input = {
    ...Object.fromEntries(PLAIN.map((name) => [name, values[name]])),
    organisations,
    languages: languageCodes(values.languages ?? '', reader),
    can_help: (values.can_help ?? '').split(/[,;\n]/),
    audiences: Object.fromEntries(FIELD_NAMES.flatMap((field) => (values[`audience.${field}`] ? [[field, values[`audience.${field}`]]] : []))),
  };
  return { input, rows };
}
