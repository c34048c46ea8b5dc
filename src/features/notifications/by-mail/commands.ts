import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addMailCommand, type CommandPlace, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { baseUrl } from '../../../config.ts';
import { ownId } from '../own.ts';
import { choose } from '../settings/actions.ts';
import { placesOf, settingsTree, type PlaceNode } from '../settings/tree.ts';
import type { Level, MailMode } from '../tables.ts';

/** What is understood after "digest", or alone. */
const MODES: Record<string, MailMode> = {
  ...names('daily', 'daily', 'quotidien', 'diario', 'diário', 'täglich', 'ежедневно', 'يومي'),
  ...names('weekly', 'weekly', 'hebdomadaire', 'semanal', 'wöchentlich', 'еженедельно', 'أسبوعي'),
  ...names('monthly', 'monthly', 'mensuel', 'mensual', 'mensal', 'monatlich', 'ежемесячно', 'شهري'),
  ...names('off', 'off', 'none', 'nomail', 'aus', 'non'),
  ...names('now', 'on', 'now', 'mail'),
};
const LEVELS: Record<string, Level> = { ...names('everything', 'everything', 'all', 'every', 'tout', 'todo', 'tudo', 'alles', 'все', 'الكل'), ...names('followed', 'mentions', 'menciones', 'menções', 'erwähnungen') };
const DIGEST = ['digest', 'settings', 'résumé', 'resumen', 'resumo', 'zusammenfassung'];
const WITHOUT_MEANING = new Set([...DIGEST, 'digests', 'post', 'posts', 'only', 'please']);
const EVERYWHERE = new Set(['everywhere', 'partout', 'überall']);

function names<T extends string>(value: T, ...words: string[]): Record<string, T> {
  return Object.fromEntries(words.map((word) => [word, value]));
}

/** How mail of a place comes, chosen by writing to its request address. */
export function addDigestCommand(): void {
  const words = [...Object.keys(MODES), ...Object.keys(LEVELS)].filter((word) => word !== 'mail' && word !== 'non');
  addMailCommand({ names: [...DIGEST, ...words], about: 'notifications.by_mail.about', run });
}

async function run(ctx: Ctx, at: CommandPlace, { word, rest }: MailAnswer): Promise<Reaction> {
  const said = `${word ?? ''} ${rest}`.toLowerCase().split(/[\s,.;:!]+/).filter((part) => part !== '' && !WITHOUT_MEANING.has(part));
  const everywhere = said.some((part) => EVERYWHERE.has(part));
  const place = everywhere ? { communityId: 0, spaceId: 0 } : at;
  const wish = wishOf(said.filter((part) => !EVERYWHERE.has(part)));
  const before = await nodeOf(ctx, place);
  if (wish) await choose(ctx, [{ ...place, ...before.choice, ...wish }]);
  return tell(ctx, at, await nodeOf(ctx, place), wish !== null);
}

/** "daily", "everything", "every post daily"; null where anything else is said, or nothing. */
function wishOf(said: string[]): { mail?: MailMode; level?: Level } | null {
  if (said.length === 0 || !said.every((part) => part in MODES || part in LEVELS)) return null;
  const mail = said.map((part) => MODES[part]).find(Boolean);
  const level = said.map((part) => LEVELS[part]).find(Boolean);
  return { mail: mail ?? 'now', ...(level && { level }) };
}

async function nodeOf(ctx: Ctx, { communityId, spaceId }: CommandPlace): Promise<PlaceNode> {
  const node = placesOf(await settingsTree(ctx, ownId(ctx))).find((own) => own.communityId === communityId && own.spaceId === spaceId);
  if (!node) throw new Refusal('conflict', 'notifications.by_mail.join_first');
  return node;
}

function tell({ viewer, services }: Ctx, { communityId }: CommandPlace, { name, effective }: PlaceNode, changed: boolean): Reaction {
  const t = translator(viewer.language);
  const values = { place: name || t('notifications.by_mail.everywhere'), level: t(`notifications.level.${effective.level.value}`), mail: t(`notifications.mail.${effective.mail.value}`) };
  const paragraphs = [t('notifications.by_mail.now', values), t('notifications.by_mail.how')];
  const button = { href: `${baseUrl(services.config)}/me/settings/notifications`, label: t('notifications.settings') };
  return { status: 'done', reason: 'digest', communityId, tell: { subject: t(changed ? 'notifications.by_mail.changed_subject' : 'notifications.by_mail.subject', values), paragraphs, button } };
}
