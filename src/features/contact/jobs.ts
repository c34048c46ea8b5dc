export const ASKED = 'contact.asked_mail';
export const ANSWERED = 'contact.answer_mail';
/** One facilitator's copy of what was asked. */
export const TOLD = 'contact.told_mail';
