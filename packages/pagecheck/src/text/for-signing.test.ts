import { expect, it } from 'vitest';
import { isForSigning } from './for-signing.ts';

it.each([
  '签字：',
  '人（签字）：',
  '经办人：',
  '单位（盖章）:',
  '签字日期：',
  '日期：',
  '年',
  '2026年',
  '月',
  '3月',
  'Signature:',
  'Date:',
])('%s may be written on after the approval', (label) => {
  expect(isForSigning(label)).toBe(true);
});

it.each([
  '金额：',
  '人民币（大写）：',
  '收款人：',
  '出生日期：',
  '居住满年',
  '出生年月：',
  '地址：',
  '',
  '签字金额：',
  '￥',
  'Amount:',
  'update:',
])('%s may not', (label) => {
  expect(isForSigning(label)).toBe(false);
});
