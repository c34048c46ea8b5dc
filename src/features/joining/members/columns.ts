/** What a column of a list can hold, and how people head it. */
const HEADS = {
  address: ['email', 'e-mail', 'mail', 'email address', 'e-mail address', 'adresse e-mail', 'courriel', 'correo', 'correo electrónico', 'correo electronico', 'e-mail-adresse', 'endereço de e-mail', 'электронная почта', 'почта', 'البريد الإلكتروني', 'ईमेल', 'surel'],
  name: ['name', 'full name', 'nom', 'nom complet', 'nombre', 'nombre completo', 'nome', 'nome completo', 'vollständiger name', 'имя', 'фио', 'الاسم', 'नाम', 'nama'],
  given: ['first name', 'given name', 'prénom', 'prenom', 'nombre de pila', 'vorname', 'primeiro nome', 'имя собственное', 'nama depan'],
  family: ['last name', 'surname', 'family name', 'nom de famille', 'apellidos', 'apellido', 'nachname', 'sobrenome', 'фамилия', 'nama belakang'],
  organisation: ['organisation', 'organization', 'organisme', 'organización', 'organizacion', 'organização', 'company', 'institution', 'организация', 'المنظمة', 'संगठन', 'organisasi'],
  country: ['country', 'pays', 'país', 'pais', 'land', 'страна', 'البلد', 'देश', 'negara'],
  language: ['language', 'langue', 'idioma', 'sprache', 'язык', 'اللغة', 'भाषा', 'bahasa'],
  role: ['role', 'rôle', 'rol', 'rolle', 'função', 'роль', 'peran'],
} as const;
export type Column = keyof typeof HEADS;
export const COLUMNS = Object.keys(HEADS) as Column[];

const plain = (head: string) => head.trim().toLowerCase().replace(/[_\s]+/g, ' ').replace(/[:*]+$/, '');

/** Which column each head of a list stands for; null for those that are not used. */
export function mapHeads(heads: string[]): (Column | null)[] {
  const taken = new Set<Column>();
  return heads.map((head) => {
    const column = COLUMNS.find((name) => !taken.has(name) && ((HEADS[name] as readonly string[]).includes(plain(head)) || plain(head) === name)) ?? null;
    if (column) taken.add(column);
    return column;
  });
}

/** A country as its two letters (ISO 3166-1), from letters or a name in some of the languages that lists come in. */
export function countryCode(text: string): string | null {
  const wanted = text.trim();
  if (/^[A-Za-z]{2}$/.test(wanted)) return wanted.toUpperCase();
  return countryNames().get(wanted.toLowerCase()) ?? null;
}

let names: Map<string, string> | null = null;
function countryNames(): Map<string, string> {
  if (names) return names;
  names = new Map();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const language of ['en', 'fr', 'es', 'pt', 'ru', 'ar', 'id', 'hi', 'de']) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const a of letters)
      for (const b of letters) {
        const name = display.of(a + b);
        if (name && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), a + b);
      }
  }
  return names;
}
