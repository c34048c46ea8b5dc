/** Serves merging: messages follow the discussion that they were put into. */
export default function messagesByDiscussion(): string[] {
  return [`create index message_ids_discussion on message_ids (community_id, discussion_id)`];
}
