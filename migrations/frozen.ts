import { createHash } from 'node:crypto';
import { migrations } from './index.ts';
import { kit } from './kit.ts';

/** What each migration does, as a hash of its statements on both engines, in order. */
export function fingerprints(all = migrations): Record<string, string> {
  const hash = (name: string) =>
    createHash('sha256')
      .update(JSON.stringify([all[name]!(kit('sqlite')), all[name]!(kit('postgres'))]))
      .digest('hex');
  return Object.fromEntries(Object.keys(all).sort().map((name) => [name, hash(name)]));
}

/** Migrations that are not what was recorded, or that were slipped in before a recorded one. */
export function thawed(recorded: Record<string, string>, now: Record<string, string>): string[] {
  const last = Object.keys(recorded).sort().at(-1) ?? '';
  const names = new Set([...Object.keys(recorded), ...Object.keys(now)]);
  return [...names].filter((name) => name <= last && recorded[name] !== now[name]).sort();
}
