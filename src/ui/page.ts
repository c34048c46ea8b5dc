import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import { contentSecurityPolicy } from '#platform/http/csp.ts';
import { direction, translator } from '#platform/i18n/index.ts';
import { baseUrl } from '../config.ts';
import type { Door, Frame, FrameSpace, NavLink } from './context.ts';
import { hueStyle, renderDocument } from './document.ts';
import { takeFlash } from './flash.ts';
import { cacheKey, type PageCache } from './page-cache.ts';
import { sendPage } from './send.ts';
import { doorLinks, innerLinks, myLinks, pageTools } from './sections.ts';

export interface PageOptions {
  title: string;
  description?: string | null;
  status?: number;
  space?: FrameSpace | null;
  door?: Door;
  /** The inner navigation, where it is not that of the door. */
  inner?: NavLink[];
  crumbs?: NavLink[];
  tools?: NavLink[];
  /** The item that the page is about, for tools that do something with it; `part` says that it shows not the item itself, but something of it. */
  about?: { kind: string; id: number; part?: true };
  footer?: NavLink[];
  feeds?: Frame['feeds'];
  canonical?: string;
  noIndex?: boolean;
  /** Names all that the view shows by its properties: with it, the view is kept for all who see the same. */
  sharedBy?: string | null;
  /** Allows keeping the page for anonymous readers, until something in this community changes. */
  cacheable?: { communityId: number; pulse: number };
}

declare module 'fastify' {
  interface FastifyInstance {
    pageCache: PageCache;
    hostName: string;
  }
  interface FastifyRequest {
    /** Lines of the viewer's inbox that are new. */
    unread: number;
    /** The communities that the viewer changes between. */
    places: NavLink[] | null;
  }
}

/** Answers with a page: the view with its properties, inside the frame of its place. */
export function page<P extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  view: Component<P>,
  props: P,
  options: PageOptions,
): FastifyReply {
  const { viewer } = request.ctx;
  const t = translator(viewer.language);
  const frame = buildFrame(request, reply, options);
  const { pieces, etag } = renderDocument(view, props, { t, frame, sharedBy: options.sharedBy ?? null });
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(hueStyle(frame)),
    // What is shown once has said before that nobody may keep it.
    'cache-control': String(reply.getHeader('cache-control') ?? (viewer.personId === null ? 'no-cache' : 'private, no-cache')),
    vary: 'accept-encoding, cookie, accept-language',
    // Whose page this is: what a browser keeps for offline reading, it keeps for nobody else.
    'x-viewer': String(viewer.personId ?? 0),
    ...(etag !== null && { etag }),
  };
  const status = options.status ?? 200;
  reply.code(status).headers(headers);
  if (status !== 200) return sendPage(request, reply, pieces);
  if (etag === null) return sendPage(request, reply, pieces);
  keepForOthers(request, reply, options, frame, { headers, etag, pieces });
  if (request.headers['if-none-match'] === etag && !frame.flash) return reply.code(304).send();
  return sendPage(request, reply, pieces);
}

function keepForOthers(
  request: FastifyRequest,
  reply: FastifyReply,
  { cacheable }: PageOptions,
  frame: Frame,
  { pieces, ...made }: { headers: Record<string, string>; etag: string; pieces: Buffer[] },
): void {
  const key = cacheKey(request.raw);
  if (!key || !cacheable || frame.viewer || frame.flash) return;
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) all[name] = String(value);
  request.server.pageCache.keep(key, { ...cacheable, ...made, headers: all, body: Buffer.concat(pieces) });
}

function buildFrame(request: FastifyRequest, reply: FastifyReply, options: PageOptions): Frame {
  const { viewer, now, services } = request.ctx;
  const t = translator(viewer.language);
  const space = options.space ?? null;
  const home = space ? (space.room?.href ?? space.href) : null;
  const door = options.door ?? null;
  const message = takeFlash(request, reply);
  return {
    title: options.title,
    description: options.description ?? null,
    url: request.url,
    canonical: baseUrl(services.config) + (options.canonical ?? request.url.split('?')[0]!),
    language: viewer.language,
    direction: direction(viewer.language),
    theme: themeOf(request),
    hostName: request.server.hostName,
    viewer: viewer.personId === null ? null : {
      name: viewer.name ?? '',
      handle: viewer.handle ?? '',
      photo: viewer.photoKey ? `/people/${viewer.handle}/photo` : null,
      admin: viewer.admin,
      mailStopped: viewer.mailStopped,
      unread: request.unread,
    },
    space,
    door,
    doors: home ? doorLinks(t, home, door, space!.off) : [],
    inner: options.inner ?? innerOf(request, options),
    places: request.places ?? [],
    crumbs: options.crumbs ?? [],
    searchHref: space ? `${space.href}/search` : null,
    tools: [...(options.tools ?? []), ...(space ? [] : pageTools(request, options))],
    footer: options.footer ?? [],
    flash: message && { kind: message.kind, text: t(message.key, message.values) },
    feeds: options.feeds ?? [],
    now,
    timeZone: viewer.timeZone,
    noIndex: options.noIndex ?? false,
  };
}

/** The pages beside this one: those behind the same door, or those of one's own. */
function innerOf({ url, ctx: { viewer } }: FastifyRequest, { space, door }: PageOptions): NavLink[] {
  const t = translator(viewer.language);
  if (space) return innerLinks(t, space.room?.href ?? space.href, door ?? null, url, space.off);
  return viewer.personId !== null && /^\/me\b/.test(url) ? myLinks(t, url) : [];
}

function themeOf(request: FastifyRequest): Frame['theme'] {
  const theme = request.cookies.theme ?? request.ctx.viewer.theme;
  return theme === 'light' || theme === 'dark' ? theme : null;
}
