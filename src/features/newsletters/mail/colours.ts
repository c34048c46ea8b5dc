export { hexOf, mailColours } from '#platform/mail/colours.ts';
