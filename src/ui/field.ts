/** What a field says about itself to every control it may hold. */
export interface ControlAttributes {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
  required: boolean | undefined;
}

export interface Choice {
  value: string;
  label: string;
  help?: string;
  disabled?: boolean;
}

/** The id that a field's control carries, so that an error summary can lead to it. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

/** The attributes of the control called `name`, tied to its help and error. `key` tells it from others of that name on the page. */
export function controlAttributes(name: string, help?: string, error?: string, required?: boolean, key = name): ControlAttributes {
  const id = fieldId(key);
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? 'true' : undefined,
    required: required || undefined,
  };
}
