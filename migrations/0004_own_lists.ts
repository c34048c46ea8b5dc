/** Serves the list of the discussions that a person wrote in. */
export default function ownLists(): string[] {
  return [`create index discussion_people_person on discussion_people (community_id, person_id, discussion_id)`];
}
