import * as z from 'zod';
import { CHOICES } from './asking/willingness.ts';

export const LONGEST_PROBLEM = 2000;

/** Whom to invite: by id in the form, by handle for programs. */
export const invited = z.object({ person: z.coerce.number('expertise.error.person').int().positive('expertise.error.person') });
export const invitedByHandle = z.object({ person: z.string().trim().min(1, 'expertise.error.person').max(100, 'expertise.error.person') });

export const asking = z.object({
  weekly: z.coerce
    .number('expertise.error.weekly')
    .refine((n): n is (typeof CHOICES)[number] => (CHOICES as readonly number[]).includes(n), 'expertise.error.weekly'),
});

/** How one declines: this time only; and seldomer from now on; and never again. Mail programs send the last by themselves (RFC 8058). */
export const declining = z
  .object({ how: z.enum(['no', 'less', 'never']).default('no'), 'List-Unsubscribe': z.string().optional() })
  .transform((form) => (form['List-Unsubscribe'] === 'One-Click' ? 'never' : form.how));
export type Declining = z.output<typeof declining>;
