import { hrefOfSpace, type Place, type Space } from '../communities/index.ts';

/** Where the newsletters of a space are. */
export function listOf(place: Place, space: Space): string {
  return `${hrefOfSpace(place, space)}/newsletters`;
}

/** The lasting address of an issue. */
export function hrefOfIssue(list: string, issue: { id: number; slug: string }): string {
  return `${list}/${issue.id}${issue.slug ? `-${encodeURIComponent(issue.slug)}` : ''}`;
}
