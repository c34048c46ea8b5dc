import * as z from 'zod';

const listed = (value: unknown) => (value === undefined ? [] : [value].flat());
const months = z.preprocess(
  (value) => (value === '' || value === undefined ? null : value),
  z.coerce.number('communities.error.term').int('communities.error.term').min(1, 'communities.error.term').max(60, 'communities.error.term').nullable(),
);

/** A role that a community names: what it is, what it lets its holder do, and for how long. */
export const namedRoleForm = z.object({
  name: z.string().trim().min(1, 'communities.error.name').max(60, 'communities.error.name_long'),
  about: z.string().trim().max(500, 'errors.too_long').nullish().transform((text) => text || null),
  grants: z.preprocess(listed, z.array(z.string()).max(50)),
  term_months: months,
});
export type NamedRoleForm = z.output<typeof namedRoleForm>;

export const appointment = z.object({ handle: z.string().trim().transform((text) => text.replace(/^@/, '').toLowerCase()).pipe(z.string().min(1, 'communities.error.handle')) });
