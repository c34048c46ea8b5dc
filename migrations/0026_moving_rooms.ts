import type { Kit } from './kit.ts';

/** Rooms that move to another community, and where addresses of those that went lead. */
export default function movingRooms({ engine, int, id }: Kit): string[] {
  return [
    // No reference: the room stands in the other community.
    `create table moved_rooms (
      community_id ${int} not null, slug text not null, space_id ${int} not null, to_community_id ${int} not null, at ${int} not null,
      primary key (community_id, slug))`,
    `create index moved_rooms_space on moved_rooms (space_id)`,
    `create table room_moves (
      ${id}, community_id ${int} not null, space_id ${int} not null, to_community_id ${int} not null,
      by_id ${int} references people (id) on delete set null, plan text not null, state_before text not null,
      item_count ${int} not null, moved_count ${int} not null default 0, begun_at ${int} not null, ended_at ${int})`,
    `create unique index room_moves_open on room_moves (space_id) where ended_at is null`,
    `create index contact_conversations_space on contact_conversations (community_id, space_id, state, active_at, id)`,
    `create index read_marks_discussion on read_marks (community_id, discussion_id)`,
    ...(engine === 'postgres' ? [movable] : []),
  ];
}

// Rows of a room take another community one table after the other: what refers to what is looked at when all have.
const movable = `do $$
  declare k record;
  begin
    for k in select conname, conrelid::regclass as owner from pg_constraint
      where contype = 'f' and array_length(conkey, 1) = 2 and connamespace = current_schema()::regnamespace
    loop
      execute format('alter table %s alter constraint %I deferrable initially immediate', k.owner, k.conname);
    end loop;
  end $$`;
