import * as z from 'zod';

export const leavingForm = z.object({ posts: z.enum(['keep', 'unname']).default('keep') });
export const removalForm = z.object({ reason: z.string().trim().min(1, 'joining.error.reason_removal').max(1000, 'errors.too_long') });
