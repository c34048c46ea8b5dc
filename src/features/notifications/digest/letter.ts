import { translator, type Translate } from '#platform/i18n/index.ts';
import { wrap } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { weightOf } from '#platform/mail/weight.ts';
import type { Viewer } from '#platform/viewer.ts';
import { dayOf } from '#ui/time.ts';
import { baseUrl, type Config } from '../../../config.ts';
import { digestPage } from './as-html.ts';
import { itemHref, moreThan, shownOf, type Digest, type Part } from './parts.ts';

/** A digest is short, and light where lines are thin. */
const SHOWN = 25;
const MOST_BYTES = 22_500;
const HUE = 155;

/** All parts in one short mail, in the language of its reader: the same as text and as HTML. */
export function digestLetter(config: Config, reader: Viewer, parts: Part[], { host, unsubscribe, headers, now }: { host: string; unsubscribe: string; headers: Record<string, string>; now: number }): Omit<OutgoingMail, 'to'> {
  const t = translator(reader.language);
  const base = baseUrl(config);
  const n = parts.reduce((sum, part) => sum + part.items.length, 0);
  const subject = `[${host}] ${t('notifications.digest.subject', { n, first: parts[0]!.line.title })}`;
  const whole = (count: number): Digest => ({
    ...{ t, base, language: reader.language },
    host,
    lead: t('notifications.digest.lead'),
    day: dayOf(now, reader.language, reader.timeZone),
    count: t('notifications.digest.count', { n }),
    groups: groupsOf(t, parts.slice(0, count)),
    rest: count < parts.length ? { label: t('notifications.digest.rest'), href: `${base}/me/inbox` } : null,
    foot: [
      { label: t('notifications.digest.foot'), href: `${base}/me/settings/notifications` },
      { label: t('notifications.digest.stop'), href: unsubscribe },
    ],
  });
  let count = Math.min(parts.length, SHOWN);
  let bodies = asBodies(whole(count));
  while (count > 1 && weightOf(bodies.text) + weightOf(bodies.html) > MOST_BYTES) bodies = asBodies(whole((count -= Math.ceil(count / 6))));
  return {
    subject,
    ...bodies,
    from: senderOf(config, host),
    headers: {
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
      'Content-Language': reader.language,
      ...headers,
    },
  };
}

const asBodies = (digest: Digest) => ({ text: asText(digest), html: digestPage(digest) });

function groupsOf(t: Translate, parts: Part[]): Digest['groups'] {
  const groups = Map.groupBy(parts, ({ line }) => line.community?.id ?? 0);
  return [...groups.values()].map((own) => {
    const { community } = own[0]!.line;
    return { name: community?.name ?? t('notifications.digest.elsewhere'), hue: community?.hue ?? HUE, parts: own };
  });
}

function asText(digest: Digest): string {
  const { t, host, lead, day, count, groups, rest, foot } = digest;
  const blocks = [`${host}: ${t('notifications.digest.title')}\n${day} · ${count}\n\n${lead}`, ...groups.map((group) => textGroup(group, digest)), ...(rest ? [`${rest.label}\n${rest.href}`] : [])].map(wrap);
  return `${blocks.join('\n\n\n')}\n\n-- \n${foot.map(({ label, href }) => wrap(`${label} ${href}`)).join('\n')}\n`;
}

function textGroup({ name, parts }: Digest['groups'][number], digest: Digest): string {
  return [`${name}\n${'='.repeat(Math.min(72, name.length))}`, ...parts.map((part) => textPart(part, digest))].join('\n\n');
}

function textPart({ line, why, items }: Part, { t, base }: Digest): string {
  const blocks = shownOf(items).map(({ excerpt, itemId }) => {
    if (!excerpt) return `${line.text}\n${base}${line.href}`;
    const { by, words, answerTo, alone } = excerpt;
    return [`${by}: ${words}`, base + itemHref(line, itemId), ...(answerTo ? [`${t(alone ? 'notifications.digest.answer_alone' : 'notifications.digest.answer', { by })}: ${answerTo}`] : [])].join('\n');
  });
  const more = moreThan(items) > 0 ? [`${t('notifications.digest.more', { n: moreThan(items) })}: ${base}${line.href}`] : [];
  return [`* ${line.title}\n${why}`, ...blocks, ...more].join('\n\n');
}
