import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseCanonical } from './canonical.ts';
import { commit, opens } from './commitment.ts';
import { fromB64, fromB64Url, fromHex, text, toB64, toB64Url, toHex, utf8 } from './encoding.ts';
import { fromRequestId, recordNumber, toRequestId } from './request-id.ts';

describe('bytes as text', () => {
  it('come back from hex, base64 and base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromB64(toB64(bytes))).toEqual(bytes);
        expect(fromB64Url(toB64Url(bytes))).toEqual(bytes);
        expect(toB64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
    expect(toB64(new Uint8Array(100_000))).toBe(Buffer.alloc(100_000).toString('base64'));
  });

  it('have one spelling only', () => {
    for (const wrong of ['AB', 'A', 'AA=', 'A+AA', 'AA ', 'AAA\n', 'AAAA=']) expect(() => fromB64Url(wrong)).toThrow(TypeError);
    for (const wrong of ['AB==', 'AA', 'AAA', 'A-AA', ' AAA']) expect(() => fromB64(wrong)).toThrow(TypeError);
    for (const wrong of ['A', 'AB', 'ab\n', 'abc']) expect(() => fromHex(wrong)).toThrow(TypeError);
  });

  it('keep a byte order mark and refuse what is not UTF-8', () => {
    expect(text(utf8('\ufeff印'))).toBe('\ufeff印');
    expect(() => text(Uint8Array.of(0xff))).toThrow(TypeError);
  });
});

/** What JSON can say, but for the one key that is refused. */
const jsonValue = () => fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('canonical JSON', () => {
  it('orders keys by UTF-16 and spells numbers as RFC 8785 does', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\u0080': 4, ö: 5, '\ud83d\ude00': 6 })).toBe(
      '{"\\r":2,"1":3,"\u0080":4,"ö":5,"€":1,"😀":6}',
    );
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });

  it('is what it reads and nothing else', () => {
    fc.assert(
      fc.property(jsonValue(), (value) => {
        const json = canonicalJson(value);
        expect(parseCanonical(json)).toEqual({ ok: true, value: JSON.parse(json) });
        expect(parseCanonical(` ${json}`).ok).toBe(false);
      }),
    );
    for (const wrong of ['{"a":1,"a":1}', '{"b":1,"a":1}', '1.0', '"\\u0041"', '{"__proto__":1}', '"\\ud800"', '', 'undefined', '1 '])
      expect(parseCanonical(wrong).ok).toBe(false);
  });

  it('refuses what is not JSON', () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
    expect(() => canonicalJson(Number.NaN)).toThrow();
    expect(() => canonicalJson('\ud800')).toThrow(TypeError);
  });

  it('writes no key `__proto__`, which it would not read; in a text or as a part of a key the word is harmless', () => {
    for (const json of ['{"__proto__":1}', '{"a":{"":0,"__proto__":{}}}', '[{"__proto__":[]}]']) {
      expect(() => canonicalJson(JSON.parse(json))).toThrow('__proto__');
      expect(parseCanonical(json)).toMatchObject({ ok: false, code: 'json/forbidden-key' });
    }
    for (const value of ['{"__proto__":1}', { '"__proto__': 1 }, { a__proto__: ['{', '__proto__'] }, [',"__proto__":']])
      expect(parseCanonical(canonicalJson(value))).toEqual({ ok: true, value });
  });
});

describe('a commitment', () => {
  const salt = toB64Url(new Uint8Array(32).fill(7));

  it('is the digest that SPEC.md describes', () => {
    expect(commit(toB64Url(new Uint8Array(32)), 'x')).toBe('4d35fc9147c468faeb3ddad286624fac286abed8cd24ebc1782db3c7f53f884e');
  });

  it('is opened by its own salt and value only', () => {
    fc.assert(
      fc.property(jsonValue(), jsonValue(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (value, other, bytes) => {
        const commitment = commit(salt, value);
        expect(opens({ commitment, salt, value })).toBe(true);
        expect(opens({ commitment, salt, value: other })).toBe(canonicalJson(other) === canonicalJson(value));
        expect(opens({ commitment, salt: toB64Url(bytes), value })).toBe(toB64Url(bytes) === salt);
      }),
    );
    const commitment = commit(salt, 'x');
    for (const wrong of ['', 'AA', `${salt}=`, 'ä']) expect(opens({ commitment, salt: wrong, value: 'x' })).toBe(false);
    expect(opens({ commitment, salt, value: undefined })).toBe(false);
    expect(() => commit('AA', 'x')).toThrow(TypeError);
  });
});

describe('a request’s id', () => {
  it('is 64 bits in 13 characters that can be read out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        const id = toRequestId(bytes);
        expect(id).toMatch(/^[0-9a-f][0-9a-hjkmnp-tv-z]{12}$/);
        expect(fromRequestId(id)).toEqual(bytes);
      }),
    );
    expect(toRequestId(new Uint8Array(8).fill(255))).toBe('fzzzzzzzzzzzz');
    expect(recordNumber('2d36hbvc22bgx')).toBe('BVC2-2BGX');
    for (const wrong of ['', 'gzzzzzzzzzzzz', '000000000000l', '000000000000']) expect(() => fromRequestId(wrong)).toThrow(TypeError);
  });
});
