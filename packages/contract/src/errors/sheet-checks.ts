import { row } from './row.ts';

/** Checks of photographed sheets. */
export const SHEET_CHECKS_ERRORS = {
  'sheet-check/too-many': row(
    429,
    '这个地址查验得太频繁。',
    'Too many checks from this address.',
    '请 {seconds} 秒后再试。',
    'Try again in {seconds} seconds.',
  ),
  'sheet-check/too-many-different': row(
    429,
    '这一页已经有多张不同的照片查验过，为防止有人逐次猜测内容，暂停比对。',
    'Several sheets that differ were checked against this page; comparing pauses, so that nobody guesses what it says.',
    '请 {seconds} 秒后再试，或带原件到社区窗口核对。',
    'Try again in {seconds} seconds, or take the sheet to the office.',
  ),
  'sheet-check/busy': row(
    503,
    '同时查验的人太多。',
    'Too many people are checking sheets right now.',
    '请半分钟后再试；照片没有保存。',
    'Try again in half a minute; your photo was not kept.',
  ),
} as const;
