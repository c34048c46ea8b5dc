import { addCapability } from './capabilities.ts';

/** What can be done in every space, whatever features it uses. */
export function addBaseCapabilities(): void {
  const add = (order: number, name: string, least: 'guest' | 'member' | 'facilitator' | 'steward', more: { fixed?: true; quiet?: true } = {}) =>
    addCapability({ name, label: `permissions.${name}`, least, editable: !more.fixed, contributes: !more.quiet, order });
  add(10, 'contribute', 'guest');
  add(30, 'invite', 'member');
  add(31, 'rooms.request', 'member');
  add(40, 'rooms.open', 'facilitator');
  add(43, 'rooms.move', 'facilitator', { quiet: true });
  add(41, 'members.approve', 'facilitator', { quiet: true });
  add(42, 'members.list', 'facilitator', { quiet: true });
  add(50, 'facilitate', 'facilitator', { fixed: true });
  add(51, 'roles', 'facilitator', { quiet: true });
  add(52, 'settings', 'facilitator', { quiet: true });
  add(60, 'features', 'steward', { quiet: true });
  add(61, 'permissions', 'steward', { fixed: true, quiet: true });
}
