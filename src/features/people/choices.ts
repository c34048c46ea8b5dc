import type { Choice } from '#ui/field.ts';

const lists = new Map<string, Choice[]>();
const A = 'A'.charCodeAt(0);

function once(key: string, make: () => Choice[]): Choice[] {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = make()));
  return list;
}

/** The countries and territories that Unicode names, in the reader's language and order. */
export function countryChoices(language: string): Choice[] {
  return once(`country ${language}`, () => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    const codes = Array.from({ length: 676 }, (_, n) => String.fromCharCode(A + Math.floor(n / 26), A + (n % 26)));
    const skipped = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB']);
    return codes
      .flatMap((value) => {
        const label = skipped.has(value) ? undefined : names.of(value);
        return label && new Intl.Locale('und', { region: value }).region === value ? [{ value, label }] : [];
      })
      .sort((a, b) => a.label.localeCompare(b.label, language));
  });
}

/** Zones that Node still names as they were called before (IANA `backward`). */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** All time zones under the names of today, and the one that is chosen whatever it is called. */
export function zoneChoices(chosen = 'UTC'): Choice[] {
  const asChoice = (value: string): Choice => ({ value, label: value.replaceAll('_', ' ') });
  const all = once('zones', () => ['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone).sort()].map(asChoice));
  return all.some(({ value }) => value === chosen) ? all : [asChoice(chosen), ...all];
}

/** Languages under their own names. */
export function languageChoices(codes: string[]): Choice[] {
  return codes.map((value) => ({ value, label: new Intl.DisplayNames([value], { type: 'language' }).of(value) ?? value }));
}
