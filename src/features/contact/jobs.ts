export const ASKED = 'contact.asked_mail';
export const ANSWERED = 'contact.answer_mail';
/** Deletes the bytes of files that went. */
export const FILES = 'contact.delete_files';
/** One facilitator's copy of what was asked. */
export const TOLD = 'contact.told_mail';
