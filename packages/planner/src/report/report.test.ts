import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostilePlanned, smallPlanned } from '../../testing/small-county.ts';
import { type Grid, simplify } from '../timetable/simplify.ts';
// The page's own reader of what is packed here.
// @ts-expect-error -- plain script without types
import { decodeLine } from './page/model.js';
import { encodeLine } from './polyline.ts';
import { writeReport } from './write-report.ts';

const { county, calls, plan } = smallPlanned();
const html = (planned = smallPlanned()): string =>
  new TextDecoder().decode(writeReport(planned.county, planned.calls, planned.plan)[0]?.bytes);
const grid = fc.tuple(fc.integer({ min: -18_000_000, max: 18_000_000 }), fc.integer({ min: -9_000_000, max: 9_000_000 }));

test('the page reads the lines that were packed for it', () => {
  fc.assert(
    fc.property(fc.array(grid), (line) => {
      expect(decodeLine(encodeLine(line))).toEqual(line.flat());
    }),
    { seed: 1 },
  );
});

test('a line that is made simpler keeps its ends and stays near what it was', () => {
  const near = (at: Grid, line: readonly Grid[]): number =>
    Math.min(
      ...line.slice(1).map((to, index) => offLine(at, line[index] as Grid, to)),
      ...line.map(([x, y]) => Math.hypot(x - at[0], y - at[1])),
    );
  const small = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));
  fc.assert(
    fc.property(fc.array(small, { minLength: 2, maxLength: 40 }), (line) => {
      const simpler = simplify(line, 25);
      expect([simpler[0], simpler.at(-1)]).toEqual([line[0], line.at(-1)]);
      for (const at of line) expect(near(at, simpler)).toBeLessThanOrEqual(25.001);
    }),
    { seed: 2 },
  );
});

function offLine([x, y]: Grid, [ax, ay]: Grid, [bx, by]: Grid): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

test('no name leaves the data, whatever stands in it', () => {
  const page = html(hostilePlanned());
  expect(page.match(/<script/g)?.length).toBe(2);
  expect(page.match(/<\/script>/g)?.length).toBe(2);
  expect(page).not.toMatch(/<img|<svg|<b onclick/);
  expect(page).toContain('<title>&lt;script&gt;alert(4)&lt;/script&gt; · 流动服务计划</title>');
  const data = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(JSON.parse(data).villages[0][0]).toBe('</script><img src=x onerror=alert(1)>');
});

test('the policy allows the page its one script and its one style, and no address', () => {
  const page = html();
  const hashOf = (part: string): string => createHash('sha256').update(part).digest('base64');
  const script = /<script type="module">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  expect(page).toContain(`script-src 'sha256-${hashOf(script)}'; style-src 'sha256-${hashOf(style)}'`);
  expect(page).toContain("default-src 'none'");
  expect(script).not.toMatch(/^(import|export) /m);
  expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
});

test('equal plans give equal pages', () => {
  expect(html({ county: structuredClone(county), calls: structuredClone(calls), plan: structuredClone(plan) })).toBe(html());
});
