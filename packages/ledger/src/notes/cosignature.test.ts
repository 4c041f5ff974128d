import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNamed, seedNamed } from '../../../../test/arbitraries/town.ts';
import { fromB64, utf8 } from '../encoding.ts';
import { emptyRoot } from '../tree/hash.ts';
import { openCheckpointWith, signCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint-text.ts';
import { cosignedMessage, readCosignature } from './cosignature.ts';
import { cosigner } from './cosigner.ts';
import { openNote } from './note.ts';
import { noteKey, parseVkey, vkeyOf } from './vkey.ts';

const TYPES = ['cosignature', 'cosignature-ml-dsa-44'] as const;
const known = (vkey: string) => {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(key.code);
  return key.value;
};
const BODY = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
/** Of the example in c2sp.org/tlog-cosignature. */
const LINE =
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';

describe('a cosignature', () => {
  it('of the example in the specification is read as it is written', () => {
    const key = noteKey('witness.example.com/w1', 'cosignature', new Uint8Array(32));
    const read = readCosignature(key, BODY, fromB64(LINE.split(' ')[2] ?? '').subarray(4));
    expect(read).toMatchObject({ timeS: 1679315147, message: utf8(`cosignature/v1\ntime 1679315147\n${BODY}`) });
    expect(read?.signature).toHaveLength(64);
  });

  it('by ML-DSA-44 signs the bytes of the specification’s structure', () => {
    const key = noteKey('w', 'cosignature-ml-dsa-44', new Uint8Array(1312));
    const message = cosignedMessage(key, BODY, 1) ?? new Uint8Array();
    const origin = utf8('example.com/behind-the-sofa');
    expect([...message]).toEqual([
      ...utf8('subtree/v1\n\0'),
      ...[1, 0x77],
      ...[0, 0, 0, 0, 0, 0, 0, 1],
      ...[origin.length, ...origin],
      ...[0, 0, 0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 1, 0x3e, 0x2d, 0xc3],
      ...fromB64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='),
    ]);
    expect(cosignedMessage(noteKey('w'.repeat(256), 'cosignature-ml-dsa-44', new Uint8Array(1312)), BODY, 1)).toBeNull();
  });

  it.each(TYPES)('by %s verifies, says when, and speaks of that checkpoint alone', async (type) => {
    const log = await logNamed('yuhai.example/log');
    const witness = await cosigner('witness.example/w1', seedNamed('w1'), type);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), async (size, timeS, root) => {
        const checkpoint: Checkpoint = { origin: log.name, size, root };
        const note = (await signCheckpoint(checkpoint, log)) + (await witness.cosign(checkpoint, timeS));
        const opened = await openCheckpointWith([known(log.vkey)], [known(witness.vkey)], note);
        expect(opened).toMatchObject({ ok: true, value: { size, note: { unknown: 0 } } });
        if (opened.ok) expect(opened.value.note.signatures.at(-1)).toMatchObject({ key: { name: witness.name }, timeS });
        const other = note.replace(`\n${size}\n`, `\n${size + 1}\n`);
        expect(await openNote(other, [known(witness.vkey)])).toMatchObject({ code: 'note/bad-signature' });
      }),
      { numRuns: 10 },
    );
  });

  it.each(TYPES)('by %s shows every changed bit of itself', async (type) => {
    const witness = await cosigner('w', seedNamed('w1'), type);
    const checkpoint: Checkpoint = { origin: 'log', size: 0, root: emptyRoot() };
    const line = await witness.cosign(checkpoint, 1_700_000_000);
    const note = utf8(`log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n${line}`);
    const keys = [known(witness.vkey)];
    const decoder = new TextDecoder();
    expect(await openNote(decoder.decode(note), keys)).toMatchObject({ ok: true });
    // A post-quantum signature has 19,000 bits; every seventh byte of it, and all of what stands before.
    for (let at = 0; at < note.length; at += at < 120 ? 1 : 7)
      for (let bit = 0; bit < 8; bit += at < 120 ? 1 : 3) {
        const changed = note.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await openNote(decoder.decode(changed), keys)).ok, `byte ${at} bit ${bit}`).toBe(false);
      }
  });

  it('without a time, or over what is no checkpoint, vouches for nothing', async () => {
    const witness = await cosigner('w', seedNamed('w1'));
    await expect(witness.cosign({ origin: 'log', size: 0, root: emptyRoot() }, 0)).rejects.toThrow(RangeError);
    const line = await witness.cosign({ origin: 'log', size: 0, root: emptyRoot() }, 5);
    expect(await openNote(`some text\n\n${line}`, [known(witness.vkey)])).toMatchObject({ code: 'note/bad-signature' });
  });

  it('has a key of its own type: the same bytes under another type are another key', async () => {
    const witness = await cosigner('w', seedNamed('w1'));
    const asLog = noteKey('w', 'signature', witness.key.publicKey);
    expect(asLog.id).not.toBe(witness.key.id);
    expect(vkeyOf(known(witness.vkey))).toBe(witness.vkey);
    const note = `log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n${await witness.cosign({ origin: 'log', size: 0, root: emptyRoot() }, 5)}`;
    expect(await openNote(note, [asLog])).toMatchObject({ code: 'note/unsigned' });
  });
});
