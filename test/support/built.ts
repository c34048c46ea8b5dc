import { spawnSync } from 'node:child_process';

/** Before journeys: what the browser loads is built from the sources as they are. */
export default function built(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/build.js'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed.\n${stdout}${stderr}`);
}
