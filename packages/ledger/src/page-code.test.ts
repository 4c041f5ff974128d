import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextStatement, OFFICERS, sampleRoster, signerNamed, signRoster, town } from '../../../test/arbitraries/town.ts';
import { sha256Hex } from './canonical.ts';
import { fromB64Url, toB64Url, utf8 } from './encoding.ts';
import { encodePageCode, fitsPage, type PageFacts, parsePageCode, verifyPageCode } from './page-code.ts';
import { findPageCodeKey } from './page-code-key.ts';
import { toRequestId } from './request-id.ts';
import type { RevocationReason, RosterChange, SignedRoster } from './roster.ts';
import { foldRoster } from './roster-chain.ts';

const FACTS: PageFacts = {
  request: toRequestId(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)),
  page: 3,
  pages: 60,
  content: sha256Hex(utf8('page three')),
  body: '54330381ME0000001A',
  date: '2026-11-22',
};

const pages = fc
  .tuple(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 1, max: 0xffff }))
  .map(([a, b]) => ({ page: Math.min(a, b), pages: Math.max(a, b) }));
const dates = fc
  .integer({ min: 0, max: 0xffff })
  .map((day) => new Date(Date.UTC(2000, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));

it('says what it was made of, in 143 characters', async () => {
  const signer = await signerNamed('server');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 8 }), pages, dates, async (id, numbers, date) => {
      const facts = { ...FACTS, request: toRequestId(id), ...numbers, date };
      const code = await encodePageCode(facts, signer);
      expect(code).toHaveLength(143);
      const parsed = parsePageCode(code);
      if (!parsed.ok) throw new Error(parsed.code);
      expect(parsed.value).toMatchObject({ request: facts.request, ...numbers, date });
      expect(fitsPage(parsed.value, facts)).toBe(true);
      expect(await verifyPageCode(parsed.value, signer.publicKey)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('is the server’s by the key that counted on its day; one of a key compromised since is marked', async () => {
  const of = await town();
  const parsed = parsePageCode(await encodePageCode({ ...FACTS, date: '2026-11-23' }, of.server));
  if (!parsed.ok) throw new Error(parsed.code);
  const links = await sampleRoster(of);
  const judge = async (at: string | null, reason: RevocationReason = 'rotated', date = '2026-11-23') => {
    const changes: RosterChange[] = [{ op: 'revoke-key', kid: of.server.kid, reason }];
    const last = links.at(-1) as SignedRoster;
    const more = at === null ? [] : [await signRoster(of, nextStatement(last.statement, at, changes), OFFICERS)];
    const state = await foldRoster([...links, ...more]);
    if (!state.ok) throw new Error(state.code);
    const code = parsePageCode(await encodePageCode({ ...FACTS, date }, of.server));
    return code.ok ? findPageCodeKey(code.value, state.value) : null;
  };
  const kid = of.server.kid;
  expect(await judge(null)).toEqual({ kid, compromisedAt: null });
  expect(await judge(null, 'rotated', '2026-11-21')).toBeNull(); // the day before the key was listed
  expect(await judge('2026-11-23T08:00:00.000Z')).toEqual({ kid, compromisedAt: null });
  expect(await judge('2026-11-23T00:00:00.000Z')).toBeNull();
  expect(await judge('2026-11-25T00:00:00.000Z', 'compromised')).toEqual({ kid, compromisedAt: '2026-11-25T00:00:00.000Z' });
});

it('shows every changed bit', async () => {
  const signer = await signerNamed('server');
  const bytes = fromB64Url(await encodePageCode(FACTS, signer));
  for (let at = 0; at < bytes.length * 8; at += 1) {
    const changed = bytes.slice();
    changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
    const parsed = parsePageCode(toB64Url(changed));
    expect(parsed.ok && (await verifyPageCode(parsed.value, signer.publicKey))).toBe(false);
  }
});

it('speaks of no other page, body or request', async () => {
  const parsed = parsePageCode(await encodePageCode(FACTS, await signerNamed('server')));
  if (!parsed.ok) throw new Error(parsed.code);
  for (const other of [
    { page: 4 },
    { pages: 61 },
    { body: 'another' },
    { request: '0000000000000' },
    { content: sha256Hex(utf8('page four')) },
  ])
    expect(fitsPage(parsed.value, { ...FACTS, ...other })).toBe(false);
  expect(await verifyPageCode(parsed.value, (await signerNamed('another')).publicKey)).toBe(false);
});

it('refuses what is no code, and facts that do not fit', async () => {
  const signer = await signerNamed('server');
  for (const wrong of ['', 'x', 'A'.repeat(142), 'A'.repeat(143), 'é'.repeat(143)])
    expect(parsePageCode(wrong)).toMatchObject({ code: 'page-code/unreadable' });
  for (const wrong of [{ page: 0 }, { page: 61 }, { date: '2026-13-01' }, { date: '1999-12-31' }, { pages: 70_000 }])
    await expect(encodePageCode({ ...FACTS, ...wrong }, signer)).rejects.toThrow(RangeError);
});
