import { describe, expect, it } from 'vitest';
import { readBookmarkFile, webAddress, writeBookmarkFile } from './netscape.ts';

const FILE = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
  <DT><H3 ADD_DATE="1">Evaluation</H3>
  <DL><p>
    <DT><A HREF="https://example.org/a?x=1&amp;y=2" ADD_DATE="1700000000" TAGS="rubrics,guides" ICON="data:image/png;base64,AAAA">Rubrics &amp; scales</A>
    <DD>Short &lt;and&gt; good
    <DT><a href="HTTP://Example.org/b" private="1">Second</a>
  </DL><p>
  <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
  <DT><A HREF="data:text/html,x">Data</A>
  <DT><A HREF="https://example.org/top">Top</A>
</DL>`;

describe('a bookmark file', () => {
  it('is read with folders, tags, notes and times', () => {
    expect(readBookmarkFile(FILE, 100)).toEqual({
      refused: 2,
      cut: false,
      bookmarks: [
        { url: 'https://example.org/a?x=1&y=2', title: 'Rubrics & scales', note: 'Short <and> good', tags: ['rubrics', 'guides', 'Evaluation'], addedAt: 1_700_000_000_000, private: null },
        { url: 'http://example.org/b', title: 'Second', note: null, tags: ['Evaluation'], addedAt: null, private: true },
        { url: 'https://example.org/top', title: 'Top', note: null, tags: [], addedAt: null, private: null },
      ],
    });
  });

  it('comes back the same from what is written', () => {
    const { bookmarks } = readBookmarkFile(FILE, 100);
    const hostile = { url: 'https://example.org/%22%3E', title: '</A><script>alert("x")</script>', note: '<b>&amp;', tags: ['a"b'], addedAt: 1000, private: true };
    const filed = [...bookmarks.map((one) => ({ ...one, private: one.private === true })), hostile];
    const written = writeBookmarkFile('Mine', filed);
    expect(written).not.toContain('<script');
    expect(readBookmarkFile(written, 100).bookmarks).toEqual(filed);
  });

  it.each([
    ['many open tags', '<a href="'.repeat(500_000)],
    ['many quotes', `<a ${'"'.repeat(2_000_000)}>`],
    ['many spaces', `<a href${' '.repeat(2_000_000)}="x">`],
    ['deep folders', '<DL><H3>x</H3>'.repeat(200_000)],
    ['entities', `<a href="https://example.org">${'&amp;'.repeat(400_000)}`],
  ])('costs time by its length alone: %s', (_, text) => {
    const before = performance.now();
    readBookmarkFile(text, 5000);
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it('stops at as many as are taken', () => {
    const read = readBookmarkFile('<a href="https://example.org">x</a>'.repeat(30), 20);
    expect([read.bookmarks.length, read.cut]).toEqual([20, true]);
  });
});

it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', ' data:text/html,x', 'file:///etc/passwd', '//example.org', 'https://', 'https://user:secret@example.org/', `https://example.org/${'x'.repeat(2000)}`, 'place:sort=8', ''])(
  'takes no %j for a page of the web',
  (text) => expect(webAddress(text)).toBeNull(),
);
