import { describe, expect, test } from 'vitest';
import { renderMailText } from './mail-text.ts';

const labels = { quote: 'Quoted', signature: 'Signature' };
const render = (...lines: string[]) => renderMailText(lines.join('\n'), { labels });
const folded = (html: string): string[] => [...html.matchAll(/<details class="([^"]*)">([\s\S]*?)<\/details>/g)].map((found) => `${found[1]}: ${found[2]!.replace(/<summary>.*?<\/summary>|<[^>]*>/g, '').replace(/\s+/g, ' ').trim()}`);

describe('quotes', () => {
  test('an interleaved short quote is context and stays; the trailing rest folds', () => {
    const { html, text } = render('On Tue, 4 Mar 2025 at 08:22, Ana <ana@a.example> wrote:', '> Which pumps?', '> > nested', '', 'The blue ones.', '', 'Ana wrote:', '> Thanks,', '> Ana');
    expect(html).toMatch(/^<p dir="auto">On Tue.*wrote:<\/p>\n<blockquote>\n<p dir="auto">Which pumps\?<\/p>\n<blockquote>/);
    expect(folded(html)).toEqual(['quote: Ana wrote: Thanks, Ana']);
    expect(text).toBe('The blue ones.');
  });

  test('a long quote folds even above an answer; a mail of nothing but a quote shows it', () => {
    const long = Array.from({ length: 20 }, (_, at) => `> line ${at}`);
    expect(folded(render(...long, '', 'I agree.').html)).toHaveLength(1);
    expect(render(...long)).toMatchObject({ text: expect.stringContaining('line 19'), html: expect.not.stringContaining('details') });
  });

  test.each([
    'On 4 Mar 2025, Ana <ana@a.example> wrote:',
    'Am 04.03.2025 um 08:22 schrieb Ana <ana@a.example>:',
    'Le 4 mars 2025 à 08:22, Ana <ana@a.example> a écrit :',
    'El mar, 4 mar 2025 a las 8:22, Ana (<ana@a.example>) escribió:',
    'Em ter., 4 de mar. de 2025 às 08:22, Ana <ana@a.example> escreveu:',
    'Il giorno mar 4 mar 2025 Ana <ana@a.example> ha scritto:',
    'Op di 4 mrt 2025 om 08:22 schreef Ana <ana@a.example>:',
    'Den 4 mars 2025 08:22 skrev Ana <ana@a.example>:',
    'W dniu 4.03.2025 o 08:22, Ana pisze (napisała):',
    'вт, 4 мар. 2025 г. в 08:22, Ана <ana@a.example> написала:',
    'Pada 4 Mar 2025 08:22, Ana <ana@a.example> menulis:',
    'Vào 08:22, 4 thg 3, 2025 Ana <ana@a.example> đã viết:',
    '4 Mar 2025 Sal, 08:22 tarihinde Ana <ana@a.example> şunu yazdı:',
    'في 4 مارس 2025 08:22، كتب آنا <ana@a.example>:',
    '2025年3月4日(火) 8:22 Ana <ana@a.example>のメッセージ:',
    'Ana <ana@a.example> 于2025年3月4日 08:22写道：',
    '2025년 3월 4일 08:22, Ana <ana@a.example>님이 작성:',
    '* Ana <ana> [2025-03-04 08:22:09 +0100]:',
  ])('the line before belongs to the quote: %s', (line) => {
    const { html, text } = render('Agreed.', '', line, '', '> question', '> more');
    expect(text).toBe('Agreed.');
    expect(folded(html)).toHaveLength(1);
  });

  test('an attribution over two lines, a line above it, and one that is only talk', () => {
    expect(render('Yes.', 'On Wed, 5 Mar 2025 23:20:54 +0200', 'Ana van Dam <ana> wrote:', '', '> text').text).toBe('Yes.');
    expect(render('Yes.', 'Le 4 janv. 2016 19:03, "Ana"', '<ana@a.example>', 'a écrit :', '', '> text').text).toBe('Yes.');
    expect(render('As Ana once wrote: pumps matter.', 'So did Bo.').text).toContain('once wrote');
  });

  test.each([
    ['-----Original Message-----'],
    ['----- Ursprüngliche Nachricht -----'],
    ["-----Message d'origine-----"],
    ['*-------- Mensaje original --------*'],
    ['-----Исходное сообщение-----'],
    ['________________________________'],
  ])('below %s all is quoted', (mark) => {
    const { html, text } = render('Short answer.', '', mark, 'From: Ana', 'Sent: Tuesday', 'To: Bo', 'Subject: Pumps', '', 'Long question', 'over lines.');
    expect(text).toBe('Short answer.');
    expect(folded(html)[0]).toContain('Long question over lines.');
  });

  test('answers between quotes below an Original Message head stay in sight', () => {
    const { text } = render('----- Original Message -----', 'From: "Ana" <ana>', 'To: "Bo" <bo>', 'Subject: Pumps', '', '> Which?', '', 'Blue.', '', '> Why?', '', 'Cheap.');
    expect(text).toBe('Blue.\n\nCheap.');
  });

  test('web mail that quotes without marks; forwarded words are content', () => {
    expect(render('Top.', '', 'On 4 Mar 2025, Ana <ana@a.example> wrote:', '', 'all her words', '', 'and more').text).toBe('Top.');
    const forward = render('Look:', '', '---------- Forwarded message ----------', 'From: Ana <ana@a.example>', 'Date: Tue, 4 Mar', 'Subject: Pumps', '', 'Her words.');
    expect(forward.html).not.toContain('<details');
  });

  test('a prompt of an interpreter and supercited lines', () => {
    expect(render('Try:', '', '>>> 1 + 1', '2').html).not.toContain('<blockquote');
    expect(render('AB> quoted', 'AB> twice', '', 'answer').text).toBe('answer');
  });
});

describe('signatures and footers', () => {
  test.each([
    ['Words.', '-- ', 'Ana', 'Field office'],
    ['Words.', '', 'Sent from my phone'],
    ['Words.', '', 'Envoyé depuis mon iPhone'],
    ['Words.', '', '_______________________________________________', 'wash mailing list', 'wash@lists.example', 'https://lists.example/listinfo/wash'],
    ['Words.', '-- ', 'Ana', '', '__________________________________', 'Do you Yahoo!?', 'Get your free email', '-------------- next part --------------', 'An HTML attachment was scrubbed...', 'URL: <https://a.example>'],
  ])('fold: %s …', (...lines) => {
    const { html, text } = render(...lines);
    expect(text).toBe('Words.');
    expect(html).toContain('<details class="quote signature"><summary>Signature</summary>');
  });

  test('a rule in the middle of a text is no signature', () => {
    const rule = render('Part one.', '', '-----------', 'Part two, which goes on.', '', ...Array.from({ length: 30 }, (_, at) => `Line ${at} of it.`));
    expect(rule.html).not.toContain('<details');
  });
});

describe('layout', () => {
  test('wrapped lines run on, chosen line ends stay, code and drawings stand', () => {
    const { html } = render(
      'The committee met on Tuesday and decided that the pumps which were',
      'bought last year should be looked after by the people who use them.',
      '',
      'Greetings,',
      'Ana',
      '',
      'For example:',
      '  if (x > 1) {',
      '    run();',
      '',
      '  }',
      '',
      '+---+---+',
      '| a | b |',
      '+---+---+',
      '',
      '- one',
      '- two, see https://a.example/x?a=1&b=2',
    );
    expect(html).toBe(
      '<p dir="auto">The committee met on Tuesday and decided that the pumps which were\nbought last year should be looked after by the people who use them.</p>\n' +
        '<p dir="auto">Greetings,<br />\nAna</p>\n<p dir="auto">For example:</p>\n' +
        '<pre dir="auto">  if (x &gt; 1) {\n    run();\n\n  }\n\n+---+---+\n| a | b |\n+---+---+</pre>\n' +
        '<p dir="auto">- one<br />\n- two, see <a href="https://a.example/x?a=1&amp;b=2" rel="nofollow ugc noopener">https://a.example/x?a=1&amp;b=2</a></p>\n',
    );
  });

  test('format=flowed joins lines of one depth, takes stuffing off, ends at the signature', () => {
    const flowed = (delSp: boolean, source: string) => renderMailText(source, { labels, flowed: { delSp } });
    expect(flowed(false, '> quoted \n> on\nAnswer that \ngoes on\n From here\n-- \nAna').html).toBe(
      '<blockquote>\n<p dir="auto">quoted on</p>\n</blockquote>\n<p dir="auto">Answer that goes on<br />\nFrom here</p>\n<details class="quote signature"><summary>Signature</summary>\n<p dir="auto">Ana</p>\n</details>\n',
    );
    expect(flowed(true, '長い \n文').text).toBe('長い文');
  });
});

test('hostile mails cost little and lose nothing', { timeout: 90_000 }, () => {
  const quotes = Array.from({ length: 10_000 }, (_, at) => `${'>'.repeat(at % 300)} level ${at}`).join('\n');
  expect(render(quotes).html).toContain('level 9999');
  expect(render('>'.repeat(10_000) + ' deep').html).toContain('deep');
  expect(render('x'.repeat(1_000_000)).html.length).toBeGreaterThan(1_000_000);
  expect(render('word '.repeat(79_000)).text).toHaveLength(79_000 * 5 - 1);
  for (const unit of ['>\n', '\n', 'On 1 May 2020 wrote:\n', '-- \n', '_____\n', 'From: a\n', 'a  b\n', '> a\nb\n', 'http://a.b ', 'a@b ', '\u0000']) render(unit.repeat(200_000 / unit.length));
  for (const unit of ['=', '-', '_ ', '*', ' ', '\t', '| ', '> ', 'a(']) for (const end of ['x', '\nx\n']) render(unit.repeat(200_000 / unit.length) + end);
});
