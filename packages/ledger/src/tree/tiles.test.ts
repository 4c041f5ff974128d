import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEntryBundle, encodeEntryBundle, entryBundlePath, tilePath, tilePathKind } from './tiles.ts';

it('writes paths as c2sp.org/tlog-tiles does', () => {
  expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
  expect(tilePath(1, 0, 112)).toBe('tile/1/000.p/112');
  expect(tilePath(2, 999)).toBe('tile/2/999');
  expect(tilePath(0, 1000)).toBe('tile/0/x001/000');
  expect(entryBundlePath(273, 112)).toBe('tile/entries/273.p/112');
});

it('gives back the entries of a bundle', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { minLength: 1, maxLength: 256 }), (entries) => {
      expect(decodeEntryBundle(encodeEntryBundle(entries))).toEqual({ ok: true, value: entries });
    }),
    { numRuns: 50 },
  );
});

it('refuses a bundle whose lengths do not come out even', () => {
  const bundle = encodeEntryBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  for (let cut = 1; cut < bundle.length; cut += 1) if (cut !== 5) expect(decodeEntryBundle(bundle.slice(0, cut)).ok).toBe(false);
  expect(decodeEntryBundle(new Uint8Array())).toMatchObject({ code: 'tile/bad-bundle' });
  expect(decodeEntryBundle(new Uint8Array(2 * 257)).ok).toBe(false);
});

it('knows its paths again, full and partial, and nothing else', () => {
  expect([tilePath(0, 1_234_067), entryBundlePath(5)].map(tilePathKind)).toEqual(['full', 'full']);
  expect([tilePath(1, 0, 112), entryBundlePath(1000, 1)].map(tilePathKind)).toEqual(['partial', 'partial']);
  for (const path of ['checkpoint', 'tile/0/1', 'tile/0/000/', '/tile/0/000', 'tile/0/../000', 'tile/entries/000.p', 'tile/100/000'])
    expect(tilePathKind(path)).toBeNull();
});
