/** Months by the first letters of their names, accents removed, in the languages met in mail. */
const MONTHS: string[] = [
  'jan ene gen janv ian янв січ oca tam led sty gennaio januari يناير 一月',
  'feb fev fevr febr фев лют sub hel uno lut fevereiro février فبراير 二月',
  'mar mars mrt maa mae marz мар бер brez marca marec maart مارس 三月',
  'apr abr avr апр кві nis huh dub kwi april avril أبريل 四月',
  'may mai mei maj mag maggio мая май тра mayis tou kve mayo مايو 五月',
  'jun juin giu июн чер haz kes cer cze junho giugno يونيو 六月',
  'jul juil lug июл лип tem hei lip luglio juli يوليو 七月',
  'aug ago aou out* авг сер elo srp sie agosto août أغسطس 八月',
  'sep set sett сен вер eyl syy zar wrz settembre سبتمبر 九月',
  'oct okt ott out окт жов eki lok rij paz ottobre أكتوبر 十月',
  'nov ноя лис kas mar* listopad novembre نوفمبر 十一月',
  'dec dez dic des дек гру ara jou pro gru dicembre déc ديسمبر 十二月',
];

const BY_NAME = new Map<string, number>();
for (const [month, names] of MONTHS.entries()) {
  for (const name of names.split(' ')) if (!name.endsWith('*') && !BY_NAME.has(fold(name))) BY_NAME.set(fold(name), month);
}

/** 0 for January to 11, or null. "Sept.", "février" and "Март" are read by their longest known beginning. */
export function monthOf(word: string): number | null {
  const folded = fold(word);
  for (let length = folded.length; length >= 3 || length === folded.length; length -= 1) {
    const month = BY_NAME.get(folded.slice(0, length));
    if (month !== undefined) return month;
    if (length <= 2) break;
  }
  return null;
}

function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}|\.$/gu, '')
    .toLowerCase();
}

/**
 * Zone names as hours east of UTC: RFC 5322 §4.3, and those that mailers add. Where a name means several
 * zones (IST, CST, BST) the meaning usual in mail is taken.
 */
const ZONES: Record<string, number> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  IST: 5.5,
  MET: 1,
  MEZ: 1,
  CET: 1,
  MEST: 2,
  MESZ: 2,
  CEST: 2,
  METDST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  MSD: 4,
  TRT: 3,
  EAT: 3,
  CAT: 2,
  SAST: 2,
  WAT: 1,
  PKT: 5,
  NPT: 5.75,
  ICT: 7,
  WIB: 7,
  WITA: 8,
  WIT: 9,
  SGT: 8,
  HKT: 8,
  PHT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  NST: -3.5,
  NDT: -2.5,
  AST: -4,
  ADT: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  BRT: -3,
  ART: -3,
  CLT: -4,
  COT: -5,
  PET: -5,
};

/** Milliseconds east of UTC of a zone name, or null. */
export function zoneOf(name: string): number | null {
  const hours = ZONES[name.toUpperCase()];
  return hours === undefined ? null : hours * 3_600_000;
}
