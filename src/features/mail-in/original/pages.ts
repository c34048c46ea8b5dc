import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { withoutTokens } from '#platform/mail/answers/index.ts';
import { textOfHtmlMail } from '#platform/text/html-mail.ts';
import { renderMailText } from '#platform/text/mail-text.ts';
import { page } from '#ui/page.ts';
import { canFacilitate, inPlace, PLACES, placeOf } from '../../communities/index.ts';
import { linksOf, readablePost } from '../../discussions/index.ts';
import { mailOfItem } from '../queries.ts';
import { openMail } from '../reading/mail.ts';
import Original from '../views/Original.svelte';

/** The mail that a post came as, whole: for its author and those who facilitate. */
export function originalPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions/posts/:id/original`, original);
    app.get(`${at}/discussions/posts/:id/original/raw`, raw);
  }
}

async function mailOf(request: FastifyRequest) {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await readablePost(ctx, place, idParam(request));
  const own = ctx.viewer.personId !== null && post.author_id === ctx.viewer.personId;
  const row = own || canFacilitate(ctx.viewer, post.discussion.home) ? await mailOfItem(ctx.db, place.community.id, post.id) : undefined;
  if (!row || (post.deleted_at !== null && !canFacilitate(ctx.viewer, post.discussion.home))) throw notFound();
  return { place, post, mail: await openMail(ctx, row) };
}

async function original(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { place, post, mail } = await mailOf(request);
  const t = translator(ctx.viewer.language);
  const { message } = mail;
  const text = withoutTokens(ctx, message.text.trim() || textOfHtmlMail(message.html ?? ''));
  const { self, list } = linksOf(place, post.discussion.home, post.discussion);
  const props = {
    html: renderMailText(text, { labels: { quote: t('import.quote'), signature: t('import.signature') }, flowed: message.flowed }).html,
    from: message.from.name || message.from.address || '',
    subject: withoutTokens(ctx, message.subject),
    at: mail.row.received_at,
    post: `${list}/posts/${post.id}`,
    raw: `${list}/posts/${post.id}/original/raw`,
    proof: mail.row.proof,
  };
  const crumbs = [{ href: self, label: post.discussion.title }];
  return page(request, reply, Original, props, { ...inPlace(request, place, { title: t('mail_in.original'), door: 'talk', noIndex: true, crumbs }) });
}

async function raw(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { post, mail } = await mailOf(request);
  const text = withoutTokens(request.ctx, mail.raw.toString('latin1').slice(0, 50_000_000));
  return reply.type('message/rfc822').header('content-disposition', `attachment; filename="post-${post.id}.eml"`).header('cache-control', 'private, no-store').send(Buffer.from(text, 'latin1'));
}
