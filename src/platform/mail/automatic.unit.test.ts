import { describe, expect, test } from 'vitest';
import { splitMessage } from './archive/headers.ts';
import { isAutomatic } from './automatic.ts';

const judge = (head: string, own = {}) => isAutomatic(splitMessage(Buffer.from(`${head}\n\nwords`)).headers, own);

test.each([
  ['Auto-Submitted: auto-replied (vacation)', 'Auto-Submitted'],
  ['X-Autoreply: yes', 'X-Autoreply'],
  ['Precedence: auto_reply', 'Precedence'],
  ['Return-Path: <>\nSubject: =?utf-8?Q?R=C3=A9ponse_automatique_=3A_Pompes?=', 'Subject'],
  ['X-Auto-Response-Suppress: All\nSubject: Abwesenheitsnotiz: Pumpen', 'Subject'],
  ['Content-Type: multipart/report; report-type=disposition-notification; boundary=B', 'Content-Type'],
])('answers by itself: %s', (head, reason) => {
  expect(judge(head)).toMatchObject({ automatic: true, answer: true, reason });
});

test.each([
  ['Auto-Submitted: auto-generated', 'Auto-Submitted'],
  ['Precedence: bulk', 'Precedence'],
  ['From: noreply@a.example', 'From'],
  ['From: wash-bounces@lists.example', 'From'],
])('written by a machine, no answer: %s', (head, reason) => {
  expect(judge(head)).toMatchObject({ automatic: true, answer: false, reason });
});

describe('people', () => {
  test.each(['Auto-Submitted: no', 'Subject: Out of office hours, who answers?', 'X-Auto-Response-Suppress: OOF', 'From: rebecca.bounces@a.example', 'List-Id: <wash.lists.example>\nPrecedence: list'])('%s', (head) => {
    expect(judge(head)).toMatchObject({ automatic: false, answer: false });
  });
});

test('what was here before goes no further round', () => {
  expect(judge('X-Loop: wash@a.example', { loopMark: 'wash@a.example' })).toMatchObject({ automatic: true, loop: true, reason: 'X-Loop' });
  expect(judge('List-Id: Wash <wash.a.example>', { listIds: ['wash.a.example'] })).toMatchObject({ loop: true, reason: 'List-Id' });
  expect(judge('List-Id: Wash <wash.a.example>', { listIds: ['other.a.example'] })).toMatchObject({ loop: false, list: true });
  expect(judge(Array.from({ length: 60 }, () => 'Received: from a by b').join('\n'))).toMatchObject({ loop: true, reason: 'Received' });
});
