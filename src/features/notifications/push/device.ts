const BROWSERS = [['Edg', 'Edge'], ['OPR', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']] as const;
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS X', 'Mac'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']] as const;

/** What a person calls a device: "Firefox on Android". */
export function deviceName(agent: string): string {
  const browser = BROWSERS.find(([sign]) => agent.includes(sign))?.[1] ?? agent.split('/')[0]!.slice(0, 40);
  const system = SYSTEMS.find(([sign]) => agent.includes(sign))?.[1];
  return [browser || '?', system].filter(Boolean).join(' · ');
}
