// `npm run pictures`: the pictures of the README, taken of the sample community.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../src/ui/gallery/browser.dev.ts';

const PORT = 3979;
const base = `http://localhost:${PORT}`;
const folder = mkdtempSync(join(tmpdir(), 'copse-pictures-'));
const server = spawn(process.execPath, ['dist/server/cli.js', 'demo'], { env: { ...process.env, DATA_DIR: folder, PORT: String(PORT), LOG_LEVEL: 'error' }, stdio: 'ignore' });
for (let up = false; !up; up = await fetch(`${base}/c/mel`).then((r) => r.ok, () => false)) await new Promise((resolve) => setTimeout(resolve, 200));

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(`${base}/sign-in`);
await page.fill('[name=address]', 'grace@demo.example');
await page.fill('[name=password]', 'three young trees');
await page.click('form[action="/sign-in"] button');
await page.goto(`${base}/c/mel`);
await page.screenshot({ path: 'docs/pictures/home.png' });
await page.goto(`${base}/c/mel/r/surveys/discussions`);
await page.click('text=How do you keep a baseline honest');
await page.screenshot({ path: 'docs/pictures/thread.png' });
await browser.close();
server.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
