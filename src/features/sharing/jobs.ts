export const SEND_MAIL = 'sharing.mail';
export const SPREAD = 'sharing.spread';
