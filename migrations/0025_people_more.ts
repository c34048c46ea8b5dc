/** Invitations to help are told through the ledger, which knows what it brought. */
export default function peopleMore(): string[] {
  return ['alter table help_invitations drop column mail_job'];
}
