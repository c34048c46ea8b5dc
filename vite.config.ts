import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { featureStyles } from './bin/feature-styles.ts';
import { precompress } from './bin/precompress.ts';

/** Two builds: `vite build` for the browser, `vite build --ssr` for the server and its workers. */
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [svelte({ compilerOptions: { runes: true, dev: false } }), ...(isSsrBuild ? [] : [featureStyles(), precompress()])],
  // Where the server serves them, so that a script finds the scripts that it loads.
  base: isSsrBuild ? '/' : '/assets/',
  publicDir: isSsrBuild ? false : 'public',
  build: isSsrBuild ? serverBuild() : clientBuild(),
  // Svelte goes into the build, so that a host's installation needs no development packages.
  ssr: { noExternal: [/^svelte(?:\/|$)/, 'clsx', 'devalue', 'esm-env'], external: ['better-auth'] },
}));

function clientBuild() {
  return {
    outDir: 'dist/client',
    assetsDir: '',
    manifest: true,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { input: ['src/ui/client/main.ts', 'src/ui/styles/index.css', 'src/features/notifications/worker/sw.ts'] },
  };
}

function serverBuild() {
  const workers = Object.fromEntries(globSync('src/**/*.worker.ts').map((file) => [basename(file, '.ts'), file]));
  return {
    outDir: 'dist/server',
    ssr: true,
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { cli: 'src/cli.ts', program: 'src/program.ts', ...workers },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  };
}
