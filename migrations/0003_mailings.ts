import type { Kit } from './kit.ts';

/** Which post went to whom by mail. */
export default function mailings({ int, within }: Kit): string[] {
  return [
    `create table mailings (
      community_id ${int} not null, item_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
      job_id ${int} not null, at ${int} not null, primary key (community_id, item_id, person_id), ${within('item_id', 'items')})`,
  ];
}
