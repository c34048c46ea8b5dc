import * as z from 'zod';
import { PASSWORD_LENGTH } from './auth.ts';

/** Passwords that everyone tries first. */
const COMMONEST = new Set(
  'password12 password123 password1234 1234567890 12345678910 qwertyuiop 0123456789 qwerty12345 1q2w3e4r5t iloveyou123 adminadmin letmein123 welcome123 aaaaaaaaaa 1111111111 0000000000 9876543210 passwordpassword changeme123'.split(' '),
);

export const address = z.string().trim().toLowerCase().max(254, 'people.error.address').pipe(z.email('people.error.address'));

export const password = z
  .string()
  .min(PASSWORD_LENGTH.least, 'people.error.password_short')
  .max(PASSWORD_LENGTH.most, 'people.error.password_long')
  .refine((text) => !COMMONEST.has(text.toLowerCase()), 'people.error.password_common');

export const line = (limit: number) => z.string().trim().max(limit, 'errors.too_long').nullish().transform((text) => text || null);

export const personName = z
  .string()
  .trim()
  .transform((text) => text.replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'people.error.name').max(80, 'people.error.name_long'));

/** By any name that the time zone database has had for it. */
function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

export const timeZone = z
  .string()
  .max(64, 'people.error.time_zone')
  .refine((zone) => /^[A-Z]/.test(zone) && isTimeZone(zone), 'people.error.time_zone');

export const signUp = z.object({
  name: personName,
  address,
  password,
  time_zone: timeZone.optional().catch(undefined),
});

export const signIn = z.object({ address, password: z.string().min(1, 'people.error.password_missing').max(1000, 'people.error.sign_in') });
export const onlyAddress = z.object({ address });
export const newPassword = z.object({ token: z.string().min(1, 'people.error.link'), password });

export const setUp = z.object({
  name: personName,
  address,
  password,
  host: z.string().trim().min(1, 'people.error.host').max(80, 'errors.too_long'),
});

export const settings = z.object({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'people.error.language'),
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
});

export const changedPassword = z.object({ current: z.string().min(1, 'people.error.password_missing'), password });
export const newToken = z.object({
  name: z.string().trim().min(1, 'people.error.token_name').max(80, 'errors.too_long'),
  scope: z.enum(['read', 'write']),
});

export const newPasskey = z.object({
  name: z.string().trim().min(1, 'people.error.passkey_name').max(80, 'errors.too_long'),
  credential: z.string().min(1, 'people.error.passkey_script').max(20_000, 'people.error.passkey'),
});
