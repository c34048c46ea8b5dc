import type { Kit } from './kit.ts';

/** Held mails find their post when they are released; conversations with facilitators go on by mail. */
export default function mailInMore({ int }: Kit): string[] {
  return [
    // The once key of what a moderator has to release.
    `alter table inbound_mails add column held_key text`,
    `create index inbound_mails_held on inbound_mails (held_key) where held_key is not null`,
    // The room whose owner address was written to.
    `alter table contact_conversations add column space_id ${int}`,
    // What came by mail: its Message-ID, the mail as it was kept, and its address where that is not the conversation's.
    `alter table contact_messages add column message_id text`,
    `alter table contact_messages add column mail_id ${int}`,
    `alter table contact_messages add column sent_from text`,
    `create index contact_messages_message on contact_messages (community_id, message_id) where message_id is not null`,
  ];
}
