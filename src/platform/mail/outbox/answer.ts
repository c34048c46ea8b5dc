/** What a mail server's answer means for a mail: try it again, give it up, or wait for the server itself. */
export type Verdict = 'server' | 'later' | 'refused' | 'unwanted';

interface SmtpError {
  responseCode?: number;
  command?: string;
}

/**
 * 4xx is for a while, 5xx for good (RFC 5321 §4.2.1). What is said before a recipient is named, or when
 * nothing is said at all, is about the server: then every mail waits.
 */
export function verdictOf({ responseCode, command = '' }: SmtpError): Verdict {
  if (responseCode === undefined || responseCode === 421) return 'server';
  if (!['MAIL FROM', 'RCPT TO', 'DATA'].includes(command)) return 'server';
  if (responseCode < 500 || command === 'MAIL FROM') return 'later';
  return command === 'RCPT TO' ? 'refused' : 'unwanted';
}
