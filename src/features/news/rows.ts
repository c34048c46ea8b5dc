import { hrefOfSpace, type Place } from '../communities/index.ts';
import { linksOf } from './links.ts';
import type { ListedNews } from './queries.ts';
import type { NewsLine } from './views/props.ts';

/** Posts as lists show them. */
export function linesOf(place: Place, rows: ListedNews[]): NewsLine[] {
  return rows.map((row) => {
    const home = place.spaces.find((space) => space.id === row.space_id)!;
    const { self, at } = linksOf(place, home, row);
    const elsewhere = home.parent_id !== null && home.id !== place.space.id;
    return {
      ...row,
      href: self,
      picture: row.picture_id === null ? null : { src: `${at}/picture/${row.picture_id}/preview.webp`, alt: row.picture_alt ?? '', width: row.picture_width ?? 0, height: row.picture_height ?? 0 },
      room: elsewhere ? { name: home.name, href: hrefOfSpace(place, home) } : null,
    };
  });
}
