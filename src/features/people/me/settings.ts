import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';

/** A page of one's own settings. */
export interface SettingsPage {
  /** The whole address: `/me/settings` or below. */
  path: string;
  /** Key of its name in the texts. */
  label: string;
  /** Lower stands first: profile 10, addresses 20, notifications 30, security 40, sessions 50, data 60, tokens 70. */
  order: number;
}

const pages: SettingsPage[] = [];

/** Adds a page to the inner navigation of one's settings; call it in the feature's `setUp`. */
export function addSettingsPage(added: SettingsPage): void {
  if (pages.some(({ path }) => path === added.path)) return;
  pages.push(added);
  pages.sort((a, b) => a.order - b.order);
}

/** Answers with a page of the settings, among the others. Its address may be below that of its entry. */
export function settingsPage<P extends object>(request: FastifyRequest, reply: FastifyReply, path: string, view: Component<P>, props: P, status = 200): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const inner = pages.map((entry) => ({ href: entry.path, label: t(entry.label), current: entry.path === path }));
  const { label } = pages.find((entry) => entry.path === path)!;
  return page(request, reply, view, props, { title: `${t(label)} · ${t('people.me')}`, status, inner, crumbs: [{ href: '/me', label: t('people.me.home') }], noIndex: true });
}
