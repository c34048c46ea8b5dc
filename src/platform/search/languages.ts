import { stemmer as ar } from '@orama/stemmers/arabic';
import { stemmer as de } from '@orama/stemmers/german';
import { stemmer as en } from '@orama/stemmers/english';
import { stemmer as es } from '@orama/stemmers/spanish';
import { stemmer as fr } from '@orama/stemmers/french';
import { stemmer as hi } from '@orama/stemmers/indian';
import { stemmer as id } from '@orama/stemmers/indonesian';
import { stemmer as it } from '@orama/stemmers/italian';
import { stemmer as nl } from '@orama/stemmers/dutch';
import { stemmer as pt } from '@orama/stemmers/portuguese';
import { stemmer as ru } from '@orama/stemmers/russian';
import { stemmer as sv } from '@orama/stemmers/swedish';
import { stemmer as tr } from '@orama/stemmers/turkish';
import { createRequire } from 'node:module';
import type * as tinyld from 'tinyld';
import { whenResting } from '../rest.ts';
import { fold } from './tokens.ts';

type Detector = typeof tinyld;
let detector: Detector | null = null;
const require = createRequire(import.meta.url);

whenResting(() => {
  if (detector) delete require.cache[require.resolve('tinyld')];
  detector = null;
});

/** Snowball stemmers by language; the order gives each language its number in the index, so only append. */
const STEMMERS: Record<string, (word: string) => string> = { en, fr, es, pt, ru, ar, id, hi, de, it, nl, sv, tr };

export const LANGUAGES = Object.keys(STEMMERS);
/** The number of a text in a language without a stemmer. */
export const OTHER = 255;

const KEPT_STEMS = 50_000;
const ENOUGH_TO_DETECT = 60;
const CLEAR = 0.5;
const SAMPLE = 300;

const kept = new Map<string, Map<string, string>>();

/** The stem of a folded word in a language, without accents; the word itself where there is no stemmer. */
export function stem(word: string, language: string): string {
  const stemmer = STEMMERS[language];
  if (!stemmer || word.length < 3 || /\d/.test(word)) return word;
  let stems = kept.get(language);
  if (!stems) kept.set(language, (stems = new Map()));
  let found = stems.get(word);
  if (found === undefined) {
    if (stems.size >= KEPT_STEMS) stems.clear();
    found = fold(stemmer(word)) || word;
    stems.set(word, found);
  }
  return found;
}

// Detecting takes long; the little words of a language give it away at once.
function speaks(text: string, language: string): boolean {
  const words = fold(text).match(/\p{L}+/gu) ?? [];
  return words.filter((word) => isStopWord(word, language)).length > words.length / 4;
}

export function languageNumber(language: string): number {
  const number = LANGUAGES.indexOf(language);
  return number < 0 ? OTHER : number;
}

/** The language of a text by its words, or the declared one where the text is too short to tell. */
export function languageOf(text: string, declared: string): string {
  const plain = declared.split('-')[0]!.toLowerCase();
  if (text.length < ENOUGH_TO_DETECT) return plain;
  const sample = text.length > SAMPLE ? text.slice(0, SAMPLE) : text;
  if (speaks(sample, plain)) return plain;
  // Its tables take 40 MB: they are read when the first text of unknown language comes.
  detector ??= require('tinyld') as Detector;
  const [best] = detector.detectAll(sample, { only: LANGUAGES });
  // Names and terms of art look like other languages: the declared one gives way only to a clear case.
  return best && best.accuracy >= CLEAR ? best.lang : plain;
}

/** Words so common that a search for others does not wait for them. */
const STOP_WORDS: Record<string, string> = {
  en: 'a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of on or our s so such t than that the their them then there these they this to up us was we were what when where which who why will with would you your',
  fr: 'a ai au aux avec c ce ces cette comme d dans de des du elle en est et eu il ils je l la le les leur leurs lui m ma mais me meme mes moi mon n ne nos notre nous on ont ou par pas pour qu que qui s sa se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y',
  es: 'a al como con cual de del desde donde el ella en entre es esta este esto ha han hay la las le lo los mas me mi muy no nos o para pero por que se ser si sin sobre son su sus te tu un una y ya yo',
  pt: 'a ao aos as com como da das de do dos e ela ele em entre era essa esse esta este eu foi ha isso ja la lhe mais mas me mesmo meu na nas nao no nos o os ou para pela pelo por qual que se sem ser seu sua so sao tem um uma voce',
  ru: 'а без бы был была были было быть в вам вас во вот все вы где да для до его ее если есть еще же за и из или им их к как ко когда кто ли мы на не нет но ну о об он она они от по под при с со так то только ты у уже что чтобы это я',
  ar: 'في من على الي عن ان هذا هذه ذلك التي الذي ما لا هو هي و او ثم قد كان كل مع بعد قبل عند',
  id: 'ada adalah akan apa atau bagaimana bagi bahwa dalam dan dari dengan di dia ini itu juga kami kita ke mereka oleh pada saya sebagai sudah tidak untuk yang',
  hi: 'और का की के को क्या है हैं में से पर यह वह एक ने था थे थी भी नहीं तो कि जो इस उस',
  de: 'aber als am an auch auf aus bei bin bis das dass dem den der des die doch du ein eine einem einen einer er es fur hat ich ihr im in ist ja kann mein mit nach nicht noch nur oder sich sie sind so um und uns vom von war was wenn werden wie wir zu zum zur',
};

const stopWords = new Map(Object.entries(STOP_WORDS).map(([language, words]) => [language, new Set(words.split(' '))]));

export function isStopWord(word: string, language: string): boolean {
  return stopWords.get(language)?.has(word) ?? false;
}
