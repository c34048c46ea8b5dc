import type { Translate } from '#platform/i18n/index.ts';
import { allCapabilities } from '../permissions/capabilities.ts';
import { allSwitches } from '../switches/registry.ts';
import type { LogDetail } from './actions.ts';

const ROLE_VALUES = new Set(['from', 'to']);

/** A change in words: `log.<action>` with the values of its detail, each by the name that people know it by. */
export function sayChange(t: Translate, action: string, detail: LogDetail, names: Map<number, string>): string {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(detail)) {
    if (key === 'personId') values.person = names.get(Number(value)) ?? t('communities.somebody');
    else if (key === 'capability') values.capability = t(allCapabilities().find(({ name }) => name === value)?.label ?? String(value));
    else if (key === 'feature') values.feature = t(allSwitches().find(({ feature }) => feature === value)?.label ?? String(value));
    else if (ROLE_VALUES.has(key) && (action === 'role' || action === 'rule')) values[key] = t(`communities.role.${value}`);
    else values[key] = String(value ?? '');
  }
  return t(`log.${action}`, values);
}
