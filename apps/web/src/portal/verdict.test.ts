import type { PublicRecord } from '@yinzheng/contract';
import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const at = '2026-11-22T06:05:00.000Z';
const stamped = { page: 3, copy: 1, outcome: 'confirmed', at };
const onPage = (page: number, matches = true) => ({ page, digest: 'a'.repeat(64), matches });

const record = (over: Partial<PublicRecord>): PublicRecord => ({
  code: 'K7QF-2M9D',
  state: 'completed',
  body: '示例社区居民委员会',
  division: '玉海街道',
  seal: '示例社区居民委员会',
  matter: { name: '居住情况说明', basis: '示例依据' },
  pages: 3,
  copies: 1,
  filedAt: at,
  decisions: [],
  impressions: [stamped],
  ledger: { origin: 'town.example', size: 9, index: 8, isWitnessed: true },
  isSample: false,
  ...over,
});

describe('what a record says about a sheet', () => {
  it('a page that was pressed is stamped', () => {
    expect(verdictOf(record({ page: onPage(3) }))).toEqual({ kind: 'stampedPage', tone: 'good', at });
  });

  it('a page of a stamped set that was never to be pressed is not called stamped', () => {
    expect(verdictOf(record({ page: onPage(1) })).kind).toBe('noSealOnPage');
  });

  it('a record number speaks of the whole set', () => {
    expect(verdictOf(record({})).kind).toBe('stampedSet');
  });

  it('a wrong page code outweighs everything else', () => {
    expect(verdictOf(record({ page: onPage(3, false) }))).toEqual({ kind: 'wrongCode', tone: 'bad' });
  });

  it('a doubtful impression is a doubt, even when the set is complete', () => {
    expect(verdictOf(record({ page: onPage(3), impressions: [{ ...stamped, outcome: 'doubtful' }] })).tone).toBe('wait');
  });

  it('a press that left no mark is a doubt', () => {
    expect(verdictOf(record({ impressions: [{ ...stamped, outcome: 'missing' }] }))).toMatchObject({ tone: 'wait', outcome: 'missing' });
  });

  it('tells that a person cleared the page, and only of the page in hand', () => {
    const impressions = [{ ...stamped, clearedAt: at }];
    expect(verdictOf(record({ page: onPage(3), impressions }))).toEqual({ kind: 'stampedPage', tone: 'good', at, isCleared: true });
    expect(verdictOf(record({ page: onPage(2), impressions })).isCleared).toBeUndefined();
  });

  it.each(['draft', 'filed', 'approved', 'authorised'] as const)('%s is not stamped yet', (state) => {
    expect(verdictOf(record({ state, impressions: [], page: onPage(3) }))).toEqual({ kind: 'notYet', tone: 'wait' });
  });

  it.each(['rejected', 'returned', 'withdrawn', 'expired'] as const)('%s was not stamped', (state) => {
    expect(verdictOf(record({ state, impressions: [], page: onPage(3) }))).toEqual({ kind: 'notStamped', tone: 'bad' });
  });

  it('completed without one confirmed impression is not stamped', () => {
    expect(verdictOf(record({ impressions: [{ ...stamped, outcome: 'voided' }] })).kind).toBe('nothingPressed');
  });

  it('a page pressed while the others are under way is stamped', () => {
    expect(verdictOf(record({ state: 'using', page: onPage(3) })).kind).toBe('pageNow');
    expect(verdictOf(record({ state: 'using', page: onPage(2) })).kind).toBe('using');
  });
});
