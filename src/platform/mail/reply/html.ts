import { textOfHtmlMail } from '../../text/html-mail.ts';

/** Private-use characters stand in the text where the HTML said more than words do. */
const INTRO = '\ue000';
const QUOTED = '\ue001';
const SIGNATURE = '\ue002';

/** How mail programs mark in HTML what introduces a quote, what is quoted without a blockquote, and signatures. */
const MARKS: [RegExp, string][] = [
  [/<(?:div|p|span)\b[^>]*(?:class="?[^">]*(?:gmail_attr|moz-cite-prefix|protonmail_quote|zmail_extra_hr|gmail_quote(?![\w-]))|id="?(?:reply-intro|x_reply-intro)\b)[^>]*>/gi, INTRO],
  [
    /<(?:div|hr|span|p|table)\b[^>]*(?:id="?(?:x_)?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|zwchr|stopSpelling|replySplit|reply-separator|ymail_quoted)\b|class="?[^">]*(?:yahoo_quoted|OutlookMessageHeader|WordSection\d+_quoted|ms-outlook-mobile-reference-message|mcntreply|freshdesk_quote|front-blockquote|zmail_extra\b)|name="?(?:quote|messageReplySection)\b|data-marker="?__QUOTED_TEXT__)[^>]*>/gi,
    QUOTED,
  ],
  [/<div\b[^>]*style=['"]?[^>]*border:\s?none;\s*border-top:\s?solid #(?:E1E1E1|B5C4DF)[^>]*>/gi, QUOTED],
  [/<(?:div|span|pre|table|p)\b[^>]*(?:class="?[^">]*(?:gmail_signature(?!_prefix)|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|yahoo-signature|ydp\w*signature)|id="?(?:x_)?(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|ymail_android_signature|mobile-signature)\b)[^>]*>/gi, SIGNATURE],
];

export function hasMarkers(html: string): boolean {
  return html.length < 500_000 && MARKS.some(([pattern]) => html.search(pattern) >= 0);
}

/** The text of an HTML mail with the marks of its mail program as lines of their own. */
export function textWithMarkers(html: string): string {
  const clean = html.slice(0, 500_000).replace(/[\ue000-\ue002]/g, '');
  return textOfHtmlMail(MARKS.reduce((marked, [pattern, mark]) => marked.replace(pattern, `<p>${mark}</p>$&`), clean));
}

/** Takes the marks out again, and what they name. Marks with nothing above them say nothing. */
export function readMarkers(text: string): { text: string; quoted: string; signature: string } {
  const words: string[] = [];
  const signature: string[] = [];
  const lines = text.split('\n').map((line) => ({ mark: /[\ue000-\ue002]/.exec(line)?.[0] ?? '', text: line.replace(/[\ue000-\ue002]/g, ''), quoted: line.startsWith('>') }));
  let signing = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const above = words.some((word) => word.trim() !== '' && !word.startsWith('>'));
    if (line.quoted || (line.mark !== '' && line.mark !== SIGNATURE)) signing = false;
    if (line.mark === SIGNATURE && !line.quoted) signing = above;
    else if (line.mark === QUOTED && above && !line.quoted) return { text: words.join('\n'), quoted: rest(lines.slice(at)), signature: signature.join('\n').trim() };
    else if (line.mark === INTRO && !line.quoted) at += introLength(lines, at);
    else if (line.mark === '') (signing ? signature : words).push(line.text);
  }
  return { text: words.join('\n'), quoted: '', signature: signature.join('\n').trim() };
}

type Line = { mark: string; text: string; quoted: boolean };

/** How many lines below the mark introduce a quote: none unless a quote follows soon. */
function introLength(lines: Line[], at: number): number {
  const next = lines.slice(at, at + 9).findIndex((line) => line.quoted);
  return next > 0 && lines.slice(at, at + next).every((line) => line.text.length < 300) ? next - 1 : 0;
}

function rest(lines: Line[]): string {
  return lines.filter((line) => line.mark === '').map((line) => line.text).join('\n').trim();
}
