import { expect, it } from 'vitest';
import { type Matter, publishMatter } from '../matters/matter.ts';
import { admitWish, allowedImpressions, spreadImpressions } from './draft.ts';
import { move } from './move.ts';
import type { SealOnDuty, Wish } from './request.ts';

const matter: Matter = {
  code: 'relief',
  version: 1,
  name: '最低生活保障代为申请',
  kind: 'open',
  basis: '《社会救助暂行办法》第十一条',
  materials: [],
  route: ['主任'],
  maxCopies: 2,
  maxImpressions: 2,
  onDoubt: 'ask',
  deadlineDays: 3,
  office: null,
  region: '330000',
};
const seal: SealOnDuty = {
  id: 'seal',
  name: '某居民委员会',
  body: 'body',
  division: '330381002033',
  state: 'in-use',
  custodian: 'custodian',
};
const wish: Wish = { title: '标题', applicant: '某人', purpose: '', copies: 1, impressions: [] };
const code = (check: { readonly ok: boolean; readonly code?: string }): string => (check.ok ? 'passed' : (check.code ?? ''));

it('a matter without a basis, or an open one without a route, is not published', () => {
  expect(code(publishMatter(matter))).toBe('passed');
  expect(code(publishMatter({ ...matter, basis: ' ' }))).toBe('matter/no-basis');
  expect(code(publishMatter({ ...matter, route: [] }))).toBe('matter/no-basis');
  expect(code(publishMatter({ ...matter, kind: 'barred', route: [] }))).toBe('passed');
});

it('a barred matter stops with the office to go to', () => {
  const barred = { ...matter, kind: 'barred', office: '公安派出所' } as const;
  expect(admitWish(wish, barred, seal, 'clerk')).toMatchObject({ ok: false, code: 'matter/barred', params: { office: '公安派出所' } });
});

it('a wish that goes beyond the matter, lacks its words or its seal is refused with the reason', () => {
  expect(code(admitWish(wish, matter, seal, 'clerk'))).toBe('passed');
  expect(code(admitWish(wish, matter, seal, 'custodian'))).toBe('decision/clerk-is-custodian');
  expect(code(admitWish(wish, matter, { ...seal, state: 'lost' }, 'clerk'))).toBe('seal/not-in-use');
  expect(code(admitWish({ ...wish, copies: 3 }, matter, seal, 'clerk'))).toBe('request/copies-out-of-range');
  expect(code(admitWish({ ...wish, impressions: [3] }, matter, seal, 'clerk'))).toBe('request/copies-out-of-range');
  expect(code(admitWish({ ...wish, title: ' ' }, matter, seal, 'clerk'))).toBe('request/text-required');
  expect(code(admitWish({ ...wish, purpose: '长'.repeat(401) }, matter, seal, 'clerk'))).toBe('request/text-required');
});

it('one impression falls on the last page unless the clerk says otherwise; none at all is refused', () => {
  expect(spreadImpressions(wish, 3)).toEqual({ ok: true, value: [0, 0, 1] });
  expect(spreadImpressions({ ...wish, impressions: [1, 0, 2, 9] }, 3)).toEqual({ ok: true, value: [1, 0, 2] });
  expect(code(spreadImpressions({ ...wish, impressions: [0, 0] }, 2))).toBe('request/nothing-to-stamp');
  expect(allowedImpressions({ copies: 2, impressions: [1, 0, 2] })).toBe(6);
});

it('what has ended does not move again, and nothing is used before it is approved', () => {
  for (const ended of ['completed', 'rejected', 'returned'] as const)
    for (const to of ['draft', 'filed', 'approved', 'authorised', 'using'] as const)
      expect(move(ended, to).ok, `${ended} → ${to}`).toBe(false);
  expect(move('filed', 'using').ok).toBe(false);
  expect(move('draft', 'approved').ok).toBe(false);
  expect(move('using', 'withdrawn').ok).toBe(false);
});

it('a machine that stamped before it heard of the withdrawal is believed', () => {
  expect(move('withdrawn', 'using').ok).toBe(true);
  expect(move('withdrawn', 'approved').ok).toBe(false);
});
