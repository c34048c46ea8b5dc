import { describe, expect, it } from 'vitest';
import { code, continued, lines, link, mark, nameBefore, quotation, type Edit, type Selected } from './edits.ts';

/** "|" stands for the ends of the selection. */
function selected(marked: string): Selected {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|');
  return { text: marked.replaceAll('|', ''), start, end: end === start ? start : end - 1 };
}

function after({ text }: Selected, edit: Edit | null): string {
  if (!edit) return 'nothing';
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [start, end] = edit.select;
  return start === end ? `${next.slice(0, start)}|${next.slice(start)}` : `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`;
}

function become(edit: (s: Selected) => Edit | null) {
  return (marked: string) => after(selected(marked), edit(selected(marked)));
}

describe('marks', () => {
  const bold = become((s) => mark(s, '**'));
  const italic = become((s) => mark(s, '*'));
  it('go around the words', () => {
    expect(bold('a |word| here')).toBe('a **|word|** here');
    expect(bold('a |')).toBe('a **|**');
    expect(italic('a| word |here')).toBe('a *|word|* here');
  });
  it('go away again', () => {
    expect(bold('a **|word|** here')).toBe('a |word| here');
    expect(italic('*|word|*')).toBe('|word|');
  });
  it('do not take half of another mark', () => {
    expect(italic('**|word|**')).toBe('***|word|***');
  });
});

describe('code', () => {
  const it_ = become(code);
  it('stands in a line or between fences', () => {
    expect(it_('run |npm start| now')).toBe('run `|npm start|` now');
    expect(it_('see|a\nb\n|end')).toBe('see\n```\n|a\nb|\n```\nend');
  });
});

describe('a link', () => {
  const linked = become(link);
  it('asks for what is missing', () => {
    expect(linked('see |this|')).toBe('see [this](|https://|)');
    expect(linked('see |https://a.example/x|')).toBe('see [|](https://a.example/x)');
    expect(linked('|')).toBe('[|](https://)');
  });
});

describe('lines', () => {
  const quoted = become((s) => lines(s, 'quote'));
  const listed = become((s) => lines(s, 'list'));
  const numbered = become((s) => lines(s, 'numbers'));
  it('become quotations and lists', () => {
    expect(quoted('|one\n\ntwo|')).toBe('|> one\n> \n> two|');
    expect(listed('before\none|\nafter')).toBe('before\n- one|\nafter');
    expect(numbered('|one\n\ntwo|')).toBe('|1. one\n\n2. two|');
    expect(numbered('|- one\n- two|')).toBe('|1. one\n2. two|');
    expect(listed('|')).toBe('- |');
  });
  it('become plain again', () => {
    expect(quoted('|> one\n> two|')).toBe('|one\ntwo|');
    expect(listed('- on|e')).toBe('one|');
  });
  it('take no line in whose beginning the selection only ends', () => {
    expect(listed('|one\n|two')).toBe('- one|\ntwo');
  });
});

describe('a line break', () => {
  const broken = become(continued);
  it('carries a list on, and ends it in an empty item', () => {
    expect(broken('- one|')).toBe('- one\n- |');
    expect(broken('  9. nine|')).toBe('  9. nine\n  10. |');
    expect(broken('> said|')).toBe('> said\n> |');
    expect(broken('- one\n- |')).toBe('- one\n|');
    expect(broken('plain|')).toBe('nothing');
  });
});

it('quotes words with room to answer', () => {
  expect(quotation(' one\n\n\n\ntwo \n')).toBe('> one\n>\n> two\n\n');
});

it('finds the name that is being typed', () => {
  expect(nameBefore('hello @lei', 10)).toEqual({ at: 6, typed: 'lei' });
  expect(nameBefore('@é', 2)).toEqual({ at: 0, typed: 'é' });
  expect(nameBefore('mail me@home', 12)).toBeNull();
  expect(nameBefore('hello @', 7)).toBeNull();
  expect(nameBefore('hello @lei and', 14)).toBeNull();
});
