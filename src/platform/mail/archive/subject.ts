/** What a subject says. `base` is for comparing, `title` for showing, `was` the former base of "New (was: Old)". */
export type SubjectParts = { base: string; title: string; reply: boolean; forward: boolean; was: string | null };

/** Reply marks of mail programs by language, ours included; longest first is not needed, each ends in a colon. */
const REPLY = [
  're',
  'aw',
  'antw',
  'antwort',
  'sv',
  'vs',
  'ang',
  'odp',
  'ref',
  'réf',
  'rép',
  'res',
  'rif',
  'r',
  'ynt',
  'yan',
  'bls',
  'balas',
  'vá',
  'atb',
  'ats',
  'hs',
  'на',
  'отв',
  'ответ',
  'відп',
  'απ',
  'σχετ',
  'رد',
  'תגובה',
  '答复',
  '回复',
  '回覆',
  '答覆',
  '返信',
  '回信',
  '답장',
  '회신',
  'trả lời',
  'resp',
  'rsp',
  'svar',
  'odg',
  'odgovor',
  'odpoveď',
  'yanıt',
  'cevap',
  'ris',
  'risp',
  'respuesta',
  'réponse',
  'resposta',
  'ответить',
  'відповідь',
  'одг',
  'отговор',
  'ตอบกลับ',
  'پاسخ',
  'השב',
  '回',
].join('|');
const FORWARD = [
  'fwd?',
  'wg',
  'tr',
  'rv',
  'enc',
  'i',
  'vb',
  'vl',
  'doorst',
  'pd',
  'továbbítás',
  'ilt',
  'trs',
  'переслать',
  'пересылка',
  'إعادة توجيه',
  '转发',
  '轉寄',
  '転送',
  '전달',
  'fs',
  'vid',
  'rvs',
  'reenv',
  'encaminhada',
  'doorgestuurd',
  'weitergeleitet',
  'prosl',
  'proslijeđeno',
  'posr',
  'redir',
  'iletilen',
  'terusan',
  'пересл',
  'препр',
  'ส่งต่อ',
  'הועבר',
  '轉發',
  '转寄',
].join('|');
// "I:" and "R:" (Italian) and the like are marks only in capitals and before a space: "r: a language" is a title.
const MARK = new RegExp(
  `^(?:(${REPLY})|(${FORWARD}))\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\*\\d{1,3}|\\^\\d{1,3}|\\d{1,2})?\\s?[:：]\\s*`,
  'iu',
);
const BLOB = /^\[([^[\]]{1,80})\]:?\s*/;
const WAS = /[\s,;([-]+(?:was|war|était|era|previously|formerly|fue|foi|было|voorheen)(?:\s?:| re:)\s*(.+?)[)\]]*\s*$/iu;

/**
 * The base subject of RFC 5256 §2.1, with the reply and forward marks of other languages, `Re[2]:`,
 * `(fwd)`, `[Fwd: …]` and list tags.
 */
export function readSubject(subject: string, listTags: string | string[] | null = null): SubjectParts {
  const lists = [listTags ?? []].flat().map(plain);
  let rest = subject.slice(0, 1000).normalize('NFC').replace(/\s+/g, ' ').trim();
  let reply = false;
  let forward = false;
  let tags = '';
  for (let turn = 0; turn < 50; turn += 1) {
    const trailer = /\s*\((?:fwd|weitergeleitet)\)\s*$/i.exec(rest);
    const wrapped = /^\[\s*fwd?:\s*(.*?)\]?$/i.exec(rest) ?? /^\(fwd?\)\s*(.+)$/i.exec(rest);
    const mark = MARK.exec(rest);
    const blob = BLOB.exec(rest);
    if (trailer && trailer.index > 0) {
      forward = true;
      rest = rest.slice(0, trailer.index);
    } else if (wrapped) {
      forward = true;
      rest = wrapped[1]!;
    } else if (mark && isMark(mark[0])) {
      if (mark[1]) reply = true;
      else forward = true;
      rest = rest.slice(mark[0].length);
    } else if (blob && blob[0].length < rest.length) {
      if (!isListTag(blob[1]!, lists)) tags += blob[0];
      rest = rest.slice(blob[0].length);
    } else break;
  }
  rest = rest.trim();
  const was = WAS.exec(rest);
  const named = was && was.index > 0 ? rest.slice(0, was.index).trim() : rest;
  return {
    base: comparable(named),
    title: (tags + rest).trim().slice(0, 300),
    reply,
    forward,
    was: was && was.index > 0 ? readSubject(was[1]!).base : null,
  };
}

function isMark(mark: string): boolean {
  return !/^[a-z]\s?[:：]/.test(mark) && (!/^[A-Z]\s?[:：]/.test(mark) || /\s$/.test(mark));
}

/** A tag that names the list goes from the title; others, such as [ANN], tell something and stay. */
function isListTag(tag: string, lists: string[]): boolean {
  const name = plain(tag);
  return name !== '' && lists.some((list) => list.includes(name));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function comparable(text: string): string {
  // Some archives cut "[list] Re: …" and "[Fwd: …]" in ways that leave a lone bracket behind.
  const balanced = text.includes('[') ? text : text.replace(/\]+$/, '');
  return balanced
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.!]+$/, '')
    .trim();
}
