import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostilePlanned, smallPlanned } from '../../../testing/small-county.ts';
import { openFaces } from './faces.ts';
import { A3, drawPoster, READABLE } from './layout.ts';
import { type Poster, postersOf } from './poster.ts';
import { wrap } from './set-text.ts';
import { whensOf, workingDates } from './when.ts';
import { writePosters } from './write-posters.ts';

const { county, calls, plan } = smallPlanned();
const working = workingDates(plan.from, plan.days, county.horizon.holidays);

test('every village has an A3 page of its own and one in the file of all; equal plans give equal bytes', async () => {
  const { files, warnings } = await writePosters(county, calls, plan);
  expect(files.map(({ name }) => name).slice(0, 2)).toEqual(['posters/all.pdf', 'posters/溪口村-331127100201.pdf']);
  expect(files.length).toBe(7);
  for (const [index, { bytes }] of files.entries()) {
    const pdf = await PDFDocument.load(bytes);
    expect(pdf.getPageCount()).toBe(index === 0 ? 6 : 1);
    for (const page of pdf.getPages()) expect(page.getSize()).toEqual({ width: A3[0], height: A3[1] });
    expect(bytes.length).toBeLessThan(80_000);
  }
  expect(warnings).toEqual([]);
  const again = await writePosters(structuredClone(county), calls, plan);
  expect(again.files.every(({ bytes }, index) => Buffer.from(bytes).equals(Buffer.from(files[index]?.bytes ?? [])))).toBe(true);
});

test('a poster says what comes, when, where to stand, what to bring and whom to call', () => {
  const [poster] = postersOf(county, calls, plan);
  expect(poster).toMatchObject({
    village: '溪口村',
    period: '2027 年 1 月 4 日 — 1 月 17 日',
    meetAt: '村文化礼堂门口',
    phone: '0578-5000000',
    services: [
      {
        name: '巡回门诊、慢病随访',
        whens: [{ days: '每周一', hours: '上午 9:00 到 10:30', dates: '1 月 4 日、11 日' }],
        bring: '身份证、医保卡、正在吃的药；上次的随访本',
      },
      { name: '助浴', whens: [{ days: '星期三' }, { days: '星期四' }] },
    ],
  });
  expect(postersOf(county, calls, plan).at(-1)?.services[0]?.whens).toEqual([]);
});

test('weekly days are joined, a holiday breaks no week, and one visit alone is not called weekly', () => {
  const at = (date: string, beginMinutes: number) =>
    ({ date, beginMinutes, endMinutes: beginMinutes + 60, call: '', village: '', round: '', by: { kind: 'line', id: '' } }) as const;
  const noon = ['2027-01-04', '2027-01-11', '2027-01-05', '2027-01-12', '2027-01-06'].map((date) => at(date, 690));
  expect(whensOf(noon, working)).toEqual([
    { days: '每周一、二', hours: '上午 11:30 到 中午 12:30', dates: '1 月 4 日、5 日、11 日、12 日' },
    { days: '星期三', hours: '上午 11:30 到 中午 12:30', dates: '1 月 6 日' },
  ]);
  expect(whensOf([at('2027-01-29', 900), at('2027-02-01', 900)], workingDates('2027-01-25', 14, []))[0]?.dates).toBe('2 月 1 日');
});

test('characters that the font has not are told, and room is left for them', async () => {
  const hostile = hostilePlanned();
  const { files, warnings } = await writePosters(hostile.county, calls, plan);
  expect(warnings.filter(({ code }) => code === 'plan/poster-characters').map(({ words }) => /“(.+)”/.exec(words.zh)?.[1])).toEqual([
    '𗀀',
    '🏔',
  ]);
  for (const { name } of files) expect(name).toMatch(/^posters\/[^/\\]+\.pdf$/);
});

/** Where the texts of one poster stand. */
async function drawn(poster: Poster): Promise<{ scale: number; texts: { text: string; x: number; right: number; y: number }[] }> {
  const faces = await openFaces();
  const texts: { text: string; x: number; right: number; y: number }[] = [];
  const add = faces.pdf.addPage.bind(faces.pdf);
  faces.pdf.addPage = (size) => {
    const page = add(size);
    page.drawText = (text, options) => {
      const { x = 0, y = 0, size: points = 0, font } = options ?? {};
      texts.push({ text, x, right: x + (font?.widthOfTextAtSize(text, points) ?? 0), y });
    };
    return page;
  };
  return { scale: drawPoster(faces, poster), texts };
}

test('however much comes to a village, it all stands on the page, and four services stand there in large print', async () => {
  const [poster] = postersOf(county, calls, plan);
  if (!poster) throw new Error('no poster');
  const many = (count: number, dates: number): Poster => ({
    ...poster,
    village: '大漈乡西二畲族村村民委员会第三自然村龙潭背',
    services: Array.from({ length: count }, () => ({
      name: '巡回门诊、慢病随访',
      whens: [{ days: '每周一、三', hours: '上午 11:30 到 中午 12:30', dates: Array(dates).fill('1 月 14 日').join('、') }],
      bring: '身份证、医保卡、正在吃的药',
    })),
  });
  for (const [count, dates] of [
    [1, 1],
    [4, 2],
    [4, 9],
    [12, 20],
  ] as const) {
    const { scale, texts } = await drawn(many(count, dates));
    if (count === 4) expect(scale).toBeGreaterThan(READABLE);
    for (const { x, right, y } of texts) expect([x > 0, right < A3[0], y > 10, y < A3[1]]).toEqual([true, true, true, true]);
    const rows = texts.filter(({ text }) => text.includes('每周一')).map(({ y }) => y);
    expect(rows).toEqual([...rows].sort((a, b) => b - a));
    expect(Math.min(...rows)).toBeGreaterThan(texts.find(({ text }) => text === '在哪里等')?.y ?? Infinity);
  }
});

test('lines keep within their width and lose no character', async () => {
  const { bold } = await openFaces();
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('身', '份', '证', '、', '；', '2027', 'Wi-Fi', ' ', '（', '）')),
      fc.integer({ min: 60, max: 400 }),
      (parts, width) => {
        const text = parts.join('');
        const set = wrap(bold, 20, text, width);
        expect(set.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        // A sign that may not begin a line hangs into the margin.
        for (const line of set) expect(bold.widthOfTextAtSize(line.replace(/[\s、；）]+$/, ''), 20)).toBeLessThanOrEqual(width + 1e-6);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});
