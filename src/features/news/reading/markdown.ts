import { baseUrl, type Config } from '../../../config.ts';
import type { ReadableNews } from '../access.ts';
import { linksOf } from '../links.ts';

/** A post as a Markdown file that says by itself where it comes from. */
export function asMarkdown(config: Config, post: ReadableNews): string {
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const head = {
    title: post.title,
    type: post.type,
    community: post.at.community.name,
    ...(post.home.parent_id !== null && { room: post.home.name }),
    published: moment(post.published_at),
    author: post.credit ?? post.author_name,
    starts: moment(post.starts_at),
    ends: moment(post.ends_at),
    deadline: moment(post.deadline_at),
    place: post.place,
    link: post.link,
    language: post.language,
    url: baseUrl(config) + linksOf(post.at, post.home, post).self,
  };
  const lines = Object.entries(head).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${JSON.stringify(value)}`]));
  return `---\n${lines.join('\n')}\n---\n\n# ${post.title}\n\n${[post.summary, post.body].filter(Boolean).join('\n\n')}\n`;
}
