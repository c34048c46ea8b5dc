import { describe, expect, test } from 'vitest';
import { HOSTILE } from './hostile.fixture.ts';
import { textOfHtmlMail } from './html-mail.ts';
import { renderMailText } from './mail-text.ts';
import { findMentions, renderMarkdown, type MarkdownOptions } from './markdown.ts';
import { sanitise, sanitiseAll } from './sanitise.ts';

/** Milliseconds that this thread has worked: what else the machine does is left out. */
const spent = () => process.threadCpuUsage().user / 1000;

const PEOPLE: MarkdownOptions = {
  mention: (handle) => (handle === 'ana' || handle === 'bo.li' ? `/people/${handle}` : null),
  imagePaths: ['/files/'],
  imageSize: (path) => (path === '/files/pump.png' ? { width: 640, height: 480 } : null),
};
const html = (source: string): string => renderMarkdown(source, PEOPLE).html;

const TAGS = /^(?:p|h[3-6]|blockquote|pre|ul|ol|li|table|thead|tbody|tr|th|td|details|summary|br|hr|strong|em|s|code|a|img|div)$/;
const ATTRIBUTES: Record<string, RegExp> = {
  dir: /^(?:auto|ltr)$/,
  start: /^\d+$/,
  class: /^(?:mention|scroll|language-[a-z0-9+#-]+|align-(?:start|center|end)|quote|quote signature)$/,
  href: /^(?:https?:\/\/[^/\s"<>]|mailto:[^\s"<>]+$|\/(?![/\\])|#)/,
  rel: /^nofollow ugc noopener$/,
  src: /^\/files\/[^.]*\.png$/,
  alt: /^/,
  title: /^/,
  width: /^\d+$/,
  height: /^\d+$/,
  loading: /^lazy$/,
  decoding: /^async$/,
  tabindex: /^0$/,
};

/** Everything in HTML that our pages do not allow. Stricter than any browser: a stray "<" is a fault. */
function faults(output: string): string[] {
  const found: string[] = [];
  const rest = output.replace(/<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)(?: \/)?>/g, (_, _close, tag: string, attributes: string) => {
    if (!TAGS.test(tag)) found.push(tag);
    for (const [, name, value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) if (!ATTRIBUTES[name!]?.test(value!)) found.push(`${name}=${value}`);
    return '';
  });
  return /[<>]/.test(rest) ? [...found, rest] : found;
}

describe('hostile input', () => {
  test.each(HOSTILE)('is harmless: %j', (vector) => {
    const labels = { quote: vector, signature: vector };
    for (const source of [vector, `**${vector}**`, `> - ${vector}`, `a\n\n${vector}\n\nb`, `[${vector}](/x)`, `![${vector}](/files/a.png)`]) {
      expect(faults(html(source))).toEqual([]);
      expect(faults(renderMailText(source, { labels }).html)).toEqual([]);
    }
    expect(faults(sanitise(vector).replace(/ src="[^"]*"/g, ''))).toEqual([]);
    expect(faults(html(textOfHtmlMail(vector)))).toEqual([]);
  });

  const SIZE = 40_000;
  test.each(['[', '![', '![](', '[a](', '*a **a ', '_a __a ', '*_', '>', '> ', '- ', '* a\n ', '`', '`a``b```', '<', '<!--', '<http://a', '&#x41;', '@', '@ana ', 'http://', 'http://a.b/(((', 'www.', 'a@b.c ', '~~a ~', '|a', '\\', '[a]: b\n', '[a][b]', 'a\n\n', '# ', '1. ', '\t', ' ', '[](<', '<a@b.c>'])(
    'costs little: %j many times',
    (unit) => {
      const source = unit.repeat(SIZE / unit.length);
      const started = spent();
      const rendered = renderMarkdown(source, PEOPLE);
      renderMailText(source, { labels: { quote: 'q', signature: 's' } });
      findMentions(source);
      // Tens of milliseconds; a slow machine under load gets room.
      expect(spent() - started).toBeLessThan(1500);
      expect(faults(rendered.html)).toEqual([]);
    },
  );

  test('beyond its limits a text shows as it is, with nothing lost', () => {
    const deep = Array.from({ length: 300 }, (_, at) => `${'>'.repeat(at + 1)} x${at}`).join('\n');
    expect(html(deep)).toContain('x299');
    expect(html(`${'a '.repeat(30_000)}**b** <b>`)).toMatch(/\*\*b\*\* &lt;b&gt;<\/p>\n$/);
    expect(renderMarkdown(`@ana ${'a'.repeat(50_000)}`, PEOPLE).mentions).toEqual([]);
    expect(html('|a|b|\n|-|-|\n' + '|\n'.repeat(15_000)).length).toBeLessThan(200_000);
  });
});

describe('Markdown', () => {
  test('headings go down two levels and carry no ids', () => {
    expect(html('# One\n\n## Two {#x}\n\n##### Five')).toBe('<h3 dir="auto">One</h3>\n<h4 dir="auto">Two {#x}</h4>\n<h6 dir="auto">Five</h6>\n');
  });

  test('each paragraph and each outermost list finds its own direction', () => {
    expect(html('مرحبا\n\nHello\n\n- a\n\n  b\n  - c\n\n> سؤال')).toBe(
      '<p dir="auto">مرحبا</p>\n<p dir="auto">Hello</p>\n<ul dir="auto">\n<li>\n<p>a</p>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<blockquote>\n<p dir="auto">سؤال</p>\n</blockquote>\n',
    );
  });

  test('tables scroll by themselves, alignment is a class', () => {
    const table = html('| a | b |\n|:--|--:|\n| 1 | 2 |');
    expect(table).toMatch(/^<div class="scroll" tabindex="0"><table dir="auto">[\s\S]*<\/table><\/div>\n$/);
    expect(table).toContain('<td class="align-end">2</td>');
    expect(table).not.toContain('style');
  });

  test('links: outside without reward, inside plain, bare ones found, files left alone', () => {
    const { html: page, links } = renderMarkdown('https://a.example/x. [in](/c/wash) www.b.example readme.md me@c.example ~~old~~');
    expect(page).toContain('<a href="https://a.example/x" rel="nofollow ugc noopener">https://a.example/x</a>.');
    expect(page).toContain('<a href="/c/wash">in</a>');
    expect(page).toContain('>www.b.example</a> readme.md <a href="mailto:me@c.example">');
    expect(page).toContain('<s>old</s>');
    expect(links).toEqual(['https://a.example/x', '/c/wash', 'http://www.b.example', 'mailto:me@c.example']);
  });

  test('mentions: resolved once, not in code, links, addresses or behind a backslash', () => {
    const source = '@Ana and @ana, @bo.li. `@ana` [@ana](/x) me@ana.example \\@ana @nobody x@ana\n\n    @ana\n';
    const { html: page, mentions } = renderMarkdown(source, PEOPLE);
    expect(mentions).toEqual(['ana', 'bo.li']);
    expect(page.match(/class="mention"/g)).toHaveLength(3);
    expect(page).toContain('<a href="/people/ana" class="mention">@Ana</a> and');
    expect(page).toContain('<a href="/people/bo.li" class="mention">@bo.li</a>.');
    expect(findMentions(source)).toEqual(['ana', 'bo.li', 'nobody']);
  });

  test('images of this site with their size, others as links', () => {
    expect(html('![A pump](/files/pump.png)')).toBe(
      '<p dir="auto"><img src="/files/pump.png" alt="A pump" width="640" height="480" loading="lazy" decoding="async" /></p>\n',
    );
    expect(html('![A pump](https://a.example/p.png)')).toContain('<a href="https://a.example/p.png" rel="nofollow ugc noopener">A pump</a>');
    expect(html('[![A pump](https://a.example/p.png)](/x)')).toBe('<p dir="auto"><a href="/x">A pump</a></p>\n');
  });

  test('code keeps its language and its direction; text is plain words', () => {
    const { html: page, text } = renderMarkdown('Run *this*:\n\n```Sql title\nselect 1 < 2;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(page).toContain('<pre dir="ltr"><code class="language-sql">select 1 &lt; 2;\n</code></pre>');
    expect(text).toBe('Run this:\nselect 1 < 2;\na b\n1 2');
  });
});

test('HTML mail becomes the text that its author could have sent', () => {
  const mail =
    '<html><head><title>t</title><style>p{}</style></head><body><p>Dear&nbsp;all,</p><p>see <a href="https://a.example/x">the plan</a><br>soon</p><ul><li>one<li>two</ul><table><tr><td>1<td>2</table><blockquote>old<br>words</blockquote><script>x</script></body>';
  expect(textOfHtmlMail(mail)).toBe('Dear all,\n\nsee the plan <https://a.example/x>\nsoon\n\n * one\n * two\n\n1 2\n\n> old\n> words');
  const started = spent();
  for (const unit of ['<div>', '<blockquote>a', '<', '<a href=x>', '<table><tr><td>', '<b>', '&#x;', '<!--']) textOfHtmlMail(unit.repeat(100_000 / unit.length));
  expect(spent() - started).toBeLessThan(4000);
});

test('takes a short way only where the long one would change nothing', () => {
  const all = Array.from({ length: 0x11_000 }, (_, code) => String.fromCodePoint(code)).filter((character) => !'<>&\0'.includes(character));
  for (let at = 0; at < all.length; at += 100) {
    const words = `<p dir="auto">${all.slice(at, at + 100).join('')}</p>\n`;
    expect(sanitise(words + words)).toBe(sanitiseAll(words + words));
    expect(sanitise(words + words)).toBe(words + words);
  }
  for (const hostile of ['<p dir="auto">a<script>b</script></p>\n', '<p dir="auto">a</p>\n<img src=x onerror=y>', '<p dir="auto" onclick="x">a</p>\n', '<p dir="auto">&lt;\0</p>\n', '<p dir="auto">a</p>\n<p dir="auto">b'])
    expect(sanitise(hostile)).toBe(sanitiseAll(hostile));
});
