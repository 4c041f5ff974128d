import { describe, expect, it } from 'vitest';
import { lineOf } from '../../testing/lines.ts';
import { recognise, scoreOf } from './recognise.ts';

const look = { emPx: 20, blurPx: 1, paper: 170, ink: 60 };

describe('reading a line', () => {
  it.each(['兹证明本辖区居民张某某自二〇二一年', '人民币叁仟伍佰元整（3,500.00）', '身份证号 330381199003076612'])('%s', async (text) => {
    const { text: read } = await recognise(await lineOf(text, look));
    expect(read).toBe(text.replaceAll(' ', '').replace('（', '(').replace('）', ')'));
  });

  it('says where each character stands', async () => {
    const { characters } = await recognise(await lineOf('居民张某某', look));
    const middles = characters.map(({ fromPx, toPx }) => (fromPx + toPx) / 2);
    const off = middles.map((middle, at) => Math.abs(middle - (at + 1) * look.emPx));
    expect(Math.max(...off)).toBeLessThan(look.emPx / 2);
  });

  it('of bare paper nothing', async () => {
    const paper = { width: 200, height: 30, data: new Uint8Array(6000).map((_, at) => 180 + ((at * 7919) % 13)) };
    expect((await recognise(paper)).text).toBe('');
  });
});

describe('the score of a text', () => {
  it('is higher for what stands there than for a text that differs in one digit', async () => {
    const reading = await recognise(await lineOf('合计1358元', look));
    const [right, wrong] = [scoreOf(reading, '合计1358元'), scoreOf(reading, '合计1353元')];
    expect(right).toBeGreaterThan(-1);
    expect((right ?? 0) - (wrong ?? 0)).toBeGreaterThan(5);
  });

  it('takes no account of spaces and full-width forms', async () => {
    const reading = await recognise(await lineOf('共3,500.00元', look));
    expect(scoreOf(reading, '共 ３，５００．００ 元')).toBe(scoreOf(reading, '共3,500.00元'));
  });

  it('is null for a character that the network does not know', async () => {
    expect(scoreOf(await recognise(await lineOf('居民', look)), '居𠮷')).toBeNull();
  });
});
