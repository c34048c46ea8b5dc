import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { translator } from '#platform/i18n/index.ts';
import { baseUrl } from '../../config.ts';
import { placeOf } from '../communities/index.ts';
import { find, type FacetChoice } from '../search/index.ts';
import { apiRoute } from './route.ts';

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));
const filters = Object.fromEntries(['kind', 'in', 'by', 'tag', 'is', 'after', 'before'].map((name) => [name, z.string().max(100).optional()]));

/** The search of the pages, for programs. */
export function searchApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/search',
    summary: 'Search a community: words, "phrases", -exclusions, beginnings*, and filters',
    query: z.object({ q: z.string().max(500).default(''), page: z.coerce.number().int().min(1).max(50).default(1), ...filters }),
    answer: z.object({
      total: z.number().int(),
      suggestion: z.string().nullable(),
      results: z.array(
        z.object({
          kind: z.string(),
          title: z.string(),
          url: z.url(),
          snippet: z.string(),
          author: z.object({ name: z.string(), handle: z.string().nullable() }).nullable(),
          created_at: z.iso.datetime().nullable(),
        }),
      ),
      facets: z.object({ kind: facet, in: facet, is: facet, tag: facet, by: facet, after: facet }).nullable(),
    }),
    async handle(request) {
      const base = baseUrl(request.ctx.services.config);
      const t = translator(request.ctx.viewer.language);
      const inWords = (choice: FacetChoice) => ({ ...choice, label: t(choice.label) });
      const { total, suggestion, results, facets } = await find(request, await placeOf(request));
      return {
        total,
        suggestion,
        facets: facets && { kind: facets.kind.map(inWords), in: facets.in, is: facets.is.map(inWords), tag: facets.tag, by: facets.by, after: facets.after },
        results: results.map((result) => ({
          kind: result.kind,
          title: result.title,
          url: base + result.href,
          snippet: result.pieces.map((piece) => piece.text).join(''),
          author: result.author,
          created_at: result.at ? new Date(result.at).toISOString() : null,
        })),
      };
    },
  });
}
