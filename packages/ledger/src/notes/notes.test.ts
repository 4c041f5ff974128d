import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNamed } from '../../../../test/arbitraries/town.ts';
import { fromB64, toB64, utf8 } from '../encoding.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint-text.ts';
import { noteSigner, openNote, signNote } from './note.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { noteKey, parseVkey, vkeyOf } from './vkey.ts';

const knownKey = (vkey: string) => {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
};

describe('a signed note', () => {
  it('of golang.org/x/mod/sumdb/note opens', async () => {
    const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const quote = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const note = `${quote}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
    const opened = await openNote(note, [knownKey(vkey)]);
    expect(opened).toMatchObject({ ok: true, value: { text: quote, unknown: 0 } });
    expect(await openNote(note.replace('answer', 'Answer'), [knownKey(vkey)])).toMatchObject({ code: 'note/bad-signature' });
  });

  it('counts the signatures that nobody here can check', async () => {
    const signers = await Promise.all(Array.from({ length: 20 }, (_, at) => logNamed(`witness-${at}`)));
    const note = await signNote('one\n\ntwo\n', signers);
    const keys = signers.slice(0, 3).map(({ vkey }) => knownKey(vkey));
    const opened = await openNote(note, keys);
    expect(opened).toMatchObject({ ok: true, value: { text: 'one\n\ntwo\n', unknown: 17 } });
    if (opened.ok) expect(opened.value.signatures.map(({ key }) => key)).toEqual(keys);
    expect(await openNote(note, [knownKey((await logNamed('stranger')).vkey)])).toMatchObject({ code: 'note/unsigned' });
  });

  it('is refused when it is not in its form', async () => {
    const signer = await logNamed('log');
    const key = [knownKey(signer.vkey)];
    const note = await signNote('text\n', [signer]);
    const [line = ''] = note.split('\n').slice(2);
    const wrong = [
      '',
      'text\n',
      'text\n\n',
      note.trimEnd(),
      `${note}\n`,
      note.replace('— ', '- '),
      note.replace('text', 'te\u0001xt'),
      `text\n${line}\n`,
      note.replace(/=*\n$/, '\n'),
    ];
    for (const text of wrong) expect((await openNote(text, key)).ok, JSON.stringify(text)).toBe(false);
    expect(await openNote(`text\n\n${`${line}\n`.repeat(101)}`, key)).toMatchObject({ code: 'note/malformed' });
    await expect(signNote('no newline', [signer])).rejects.toThrow(TypeError);
    await expect(signNote('a\tb\n', [signer])).rejects.toThrow(TypeError);
  });

  it('has keys whose names and ids are bound to their bytes', async () => {
    const { vkey } = await logNamed('log');
    expect(parseVkey(vkey).ok).toBe(true);
    for (const wrong of ['', 'log', vkey.replace('log', 'log2'), vkey.replace('+A', '+B'), `${vkey} `, `a b${vkey.slice(3)}`, `${vkey}\n`])
      expect(parseVkey(wrong)).toMatchObject({ code: 'note/bad-vkey' });
    for (const name of ['', 'a b', 'a+b', 'a\u3000b', 'a\nb'])
      expect(() => noteKey(name, 'signature', new Uint8Array(32))).toThrow(TypeError);
    expect(() => noteKey('log', 'cosignature-ml-dsa-44', new Uint8Array(32))).toThrow(RangeError);
    expect(vkeyOf(knownKey(vkey))).toBe(vkey);
    await expect(noteSigner('log', new Uint8Array(31))).rejects.toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  it('comes back from its note', async () => {
    const log = await logNamed('yuhai.example/log');
    await fc.assert(
      fc.asyncProperty(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), async (size, root) => {
        const note = await signCheckpoint({ origin: log.name, size, root }, log);
        expect(await openCheckpoint(log.vkey, note)).toMatchObject({ ok: true, value: { origin: log.name, size, root } });
      }),
      { numRuns: 50 },
    );
  });

  it('shows every changed bit', async () => {
    const log = await logNamed('yuhai.example/log');
    const note = utf8(await signCheckpoint({ origin: log.name, size: 42, root: new Uint8Array(32).fill(9) }, log));
    const decoder = new TextDecoder();
    for (let at = 0; at < note.length * 8; at += 1) {
      const changed = note.slice();
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
      expect((await openCheckpoint(log.vkey, decoder.decode(changed))).ok).toBe(false);
    }
  });

  it('is of the log whose key signed it, and says no more than it must', async () => {
    const log = await logNamed('log');
    const root = new Uint8Array(32);
    await expect(signCheckpoint({ origin: 'other', size: 1, root }, log)).rejects.toThrow(TypeError);
    const other = await signNote(formatCheckpoint({ origin: 'other', size: 1, root }), [log]);
    expect(await openCheckpoint(log.vkey, other)).toMatchObject({ code: 'checkpoint/other-log' });
    const base = toB64(root);
    for (const wrong of [
      `log\n01\n${base}\n`,
      `log\n-1\n${base}\n`,
      `log\n1\n${base}\nmore\n`,
      `log\n1\n${base}`,
      `log\n9007199254740993\n${base}\n`,
      `log\n1\nAAAA\n`,
    ])
      expect(parseCheckpoint(wrong)).toMatchObject({ code: 'checkpoint/malformed' });
    expect(() => formatCheckpoint({ origin: 'log', size: -1, root })).toThrow(RangeError);
  });
});

describe('a proof’s text', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        hashes,
        fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 }), { nil: undefined }),
        (index, of, extra) => {
          const proof = { index, hashes: of, checkpoint: 'log\n1\nroot\n\n— log sig\n', ...(extra ? { extra } : {}) };
          expect(parseTlogProof(formatTlogProof(proof))).toEqual({ ok: true, value: proof });
        },
      ),
    );
  });

  it('is refused in any other form', () => {
    const proof = formatTlogProof({ index: 3, hashes: [fromB64(toB64(new Uint8Array(32)))], checkpoint: 'c\n' });
    expect(parseTlogProof(proof).ok).toBe(true);
    const wrong = [
      proof.replace('v1', 'v2'),
      proof.replace('index 3', 'index 03'),
      proof.replace('index', 'extra'),
      proof.replace('\n\n', '\n'),
      proof.replace('A=', '=='),
      '',
    ];
    for (const text of wrong) expect(parseTlogProof(text)).toMatchObject({ code: 'proof/malformed' });
  });
});
