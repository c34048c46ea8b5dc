import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const UNIT = ['{src,test,migrations,bench}/**/*.unit.test.ts'];
const FEATURES = ['{src,test}/**/*.test.ts'];
const JOURNEYS = ['test/journeys/**/*.journey.ts'];

/** The same files on both engines: `engine` decides what `testDatabase()` opens. */
const on = (engine: 'sqlite' | 'postgres', name: string, include: string[], timeout: number, setUp: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude: [...UNIT, '**/node_modules/**'],
    env: { COPSE_TEST_ENGINE: engine },
    globalSetup: [...setUp, 'test/support/template.ts'],
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

export default defineConfig({
  plugins: [svelte({ compilerOptions: { runes: true } })],
  test: {
    // Compiled modules are kept from run to run, by content.
    experimental: { fsModuleCache: true },
    setupFiles: ['test/support/console.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Loading the program costs more than most files do with it: the files of a project share its processes.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: UNIT, testTimeout: 20_000 } },
      on('sqlite', 'sqlite', FEATURES, 30_000),
      on('postgres', 'postgres', FEATURES, 30_000),
      on('sqlite', 'journeys-sqlite', JOURNEYS, 120_000, ['test/support/built.ts']),
      on('postgres', 'journeys-postgres', JOURNEYS, 120_000, ['test/support/built.ts']),
    ],
  },
});
