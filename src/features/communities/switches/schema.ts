import * as z from 'zod';
import { allSwitches } from './registry.ts';

const REASON = 300;
const listed = (value: unknown) => (value === undefined ? [] : [value].flat());

/** The form of the feature page: one box `on` and one text `why.<feature>` for each. */
export const switchSettings = z
  .looseObject({ on: z.preprocess(listed, z.array(z.string()).max(100)) })
  .transform((form, issues) => {
    const why: Record<string, string> = {};
    for (const { feature } of allSwitches()) {
      const given = form[`why.${feature}`];
      if (typeof given !== 'string') continue;
      why[feature] = given.trim();
      if (why[feature].length > REASON) issues.addIssue({ code: 'custom', message: 'errors.too_long', path: [`why.${feature}`] });
    }
    return { on: form.on, why };
  });
export type SwitchSettings = z.output<typeof switchSettings>;
