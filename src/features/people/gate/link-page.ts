import type { FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import LinkPage from '../views/LinkPage.svelte';

interface LinkForm {
  /** Of its texts: `people.KIND.link_title`, `…link_text`, `…link_button`. */
  kind: string;
  action: string;
  token: string;
  /** A key of the texts. */
  error?: string | undefined;
}

/** What a mailed link opens: only a button, so that scanners of mail do not use the link up. */
export function linkForm(request: FastifyRequest, reply: FastifyReply, { kind, action, token, error }: LinkForm, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const [title, text, button] = ['title', 'text', 'button'].map((part) => t(`people.${kind}.link_${part}`)) as [string, string, string];
  const props = { title, text, button, token, action, error: error && t(error) };
  return page(request, reply, LinkPage, props, { title, status, noIndex: true });
}
