import type { Command } from 'commander';
import type { FastifyInstance } from 'fastify';
import type { Catalog } from '#platform/i18n/index.ts';

/** One part of the product: its texts, and its pages, answers to events and jobs. */
export interface Feature {
  name: string;
  /** English texts; other languages lie in `locales/`. */
  texts: Catalog;
  /** Registers event reactions and jobs; runs once per process, also without a web server. */
  setUp?(): void;
  /** Adds routes. */
  routes?(app: FastifyInstance): void | Promise<void>;
  /** Adds commands to the `copse` command. */
  commands?(program: Command): void;
}
