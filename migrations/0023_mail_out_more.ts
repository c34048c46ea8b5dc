/** How a community or room writes mail: nothing said is as above it says. And who sends what is on its way. */
export default function mailOutMore(): string[] {
  return [
    // 'list' or 'author': where an answer by mail goes.
    `alter table spaces add column mail_replies text`,
    // What stands in [brackets] before subjects; '' for nothing.
    `alter table spaces add column mail_prefix text`,
    `alter table outgoing_mails add column locked_by text`,
  ];
}
