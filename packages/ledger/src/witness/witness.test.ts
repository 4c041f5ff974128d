import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNamed, seedNamed } from '../../../../test/arbitraries/town.ts';
import { utf8 } from '../encoding.ts';
import { signCheckpoint } from '../notes/checkpoint.ts';
import { cosigner } from '../notes/cosigner.ts';
import { parseVkey } from '../notes/vkey.ts';
import { appendLeaves } from '../tree/append.ts';
import { emptyRoot, leafHash } from '../tree/hash.ts';
import { type TileReader, tilePath } from '../tree/tiles.ts';
import { treeView } from '../tree/view.ts';
import { type AddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts';
import { claimedOrigin, openSubmitted, refusalOf } from './consider.ts';
import { cosignaturesIn, withCosignatures } from './cosignatures.ts';

/** Trees of every size up to 40 of one growing log. */
async function growing() {
  const tiles = new Map<string, Uint8Array>();
  const read: TileReader = async (level, index, width) => tiles.get(tilePath(level, index, width)) ?? new Uint8Array();
  const roots = [emptyRoot()];
  for (let size = 0; size < 40; size += 1) {
    const grown = await appendLeaves(size, read, [leafHash(utf8(`entry ${size}`))]);
    for (const it of grown.tiles) tiles.set(tilePath(it.level, it.index, it.width), it.bytes);
    roots.push(grown.root);
  }
  const at = (size: number) => ({ origin: 'log', size, root: roots[size] as Uint8Array });
  const proof = (from: number, to: number) => (from === 0 || from === to ? [] : treeView(to, read).consistency(from));
  return { at, proof };
}
const call = (old: number, proof: readonly Uint8Array[] = []): AddCheckpoint => ({ old, proof, checkpoint: '' });

describe('a call to a witness', () => {
  it('comes back from its text', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), (old, proof) => {
        const it = { old, proof, checkpoint: 'log\n1\nroot\n\n— log sig\n' };
        expect(parseAddCheckpoint(formatAddCheckpoint(it))).toEqual({ ok: true, value: it });
      }),
    );
  });

  it('is refused in any other form', () => {
    const text = formatAddCheckpoint({ old: 3, proof: [new Uint8Array(32)], checkpoint: 'c\n' });
    const wrong = [
      '',
      'old 3',
      'old 3\n',
      text.replace('old 3', 'old 03'),
      text.replace('old', 'new'),
      text.replace('A=', '=='),
      text.replace('\n', '\r\n'),
    ];
    for (const it of wrong) expect(parseAddCheckpoint(it), JSON.stringify(it)).toMatchObject({ code: 'witness/malformed' });
    const many = formatAddCheckpoint({ old: 3, proof: Array.from({ length: 64 }, () => new Uint8Array(32)), checkpoint: 'c\n' });
    expect(parseAddCheckpoint(many)).toMatchObject({ code: 'witness/malformed' });
  });

  it('is believed when a key of the log signed it, and only then', async () => {
    const [log, stranger] = await Promise.all([logNamed('log'), logNamed('stranger')]);
    const key = parseVkey(log.vkey);
    const keys = key.ok ? [key.value] : [];
    const submit = async (note: string) => openSubmitted({ old: 0, proof: [], checkpoint: note }, keys);
    const note = await signCheckpoint({ origin: 'log', size: 0, root: emptyRoot() }, log);
    expect(claimedOrigin(note)).toBe('log');
    expect(await submit(note)).toMatchObject({ ok: true, value: { size: 0 } });
    expect(await submit(note + (await stranger.signatureLine('x\n')))).toMatchObject({ ok: true });
    expect(await submit(note.replace('log\n0', 'log\n1'))).toMatchObject({ code: 'witness/not-signed' });
    expect(await submit(`log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n${await stranger.signatureLine('x\n')}`)).toMatchObject({
      code: 'witness/not-signed',
    });
    expect(await submit('log\n0\n')).toMatchObject({ code: 'witness/malformed' });
    expect(claimedOrigin('nothing')).toBeNull();
  });
});

describe('what a witness decides', () => {
  it('follows every growth that is proved, from any size to any other', async () => {
    const { at, proof } = await growing();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), async (one, two) => {
        const [from, to] = [Math.min(one, two), Math.max(one, two)];
        expect(refusalOf(from === 0 ? null : at(from), call(from, await proof(from, to)), at(to))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('says no to each wrong call, with the code of the specification', async () => {
    const { at, proof } = await growing();
    const fork = { ...at(20), root: leafHash(utf8('another history')) };
    expect(refusalOf(at(10), call(10, await proof(10, 20)), fork)).toMatchObject({ code: 'witness/inconsistent' });
    expect(refusalOf(at(20), call(20), fork)).toMatchObject({ code: 'witness/inconsistent' });
    expect(refusalOf(at(20), call(20, [emptyRoot()]), at(20))).toMatchObject({ code: 'witness/inconsistent' });
    expect(refusalOf(at(10), call(10), at(20))).toMatchObject({ code: 'witness/inconsistent' });
    expect(refusalOf(at(20), call(10, await proof(10, 20)), at(20))).toMatchObject({ code: 'witness/other-size', params: { size: 20 } });
    expect(refusalOf(at(20), call(0), at(30))).toMatchObject({ code: 'witness/other-size', params: { size: 20 } });
    expect(refusalOf(null, call(5), at(20))).toMatchObject({ code: 'witness/other-size', params: { size: 0 } });
    expect(refusalOf(null, call(21), at(20))).toMatchObject({ code: 'witness/old-above-size' });
    expect(refusalOf(null, call(0, [emptyRoot()]), at(20))).toMatchObject({ code: 'witness/inconsistent' });
    expect(refusalOf(null, call(0), { ...at(0), root: at(1).root })).toMatchObject({ code: 'witness/inconsistent' });
  });
});

describe('a witness’s answer', () => {
  it('gives its known cosignatures, once, and nothing else', async () => {
    const log = await logNamed('log');
    const [one, two] = await Promise.all([cosigner('w1', seedNamed('w1')), cosigner('w2', seedNamed('w2'))]);
    const checkpoint = { origin: 'log', size: 0, root: emptyRoot() };
    const note = await signCheckpoint(checkpoint, log);
    const lines = [await one.cosign(checkpoint, 1), await two.cosign(checkpoint, 2)] as const;
    expect(await cosignaturesIn(lines.join(''), note, [one.key])).toEqual([lines[0]]);
    expect(await cosignaturesIn(lines.join(''), note, [one.key, two.key])).toEqual(lines);
    for (const answer of ['', 'ok\n', lines[0].replace('A', 'B'), `\n${lines[0]}`, lines[0].repeat(2000)])
      expect(await cosignaturesIn(answer, note, [one.key]), JSON.stringify(answer.slice(0, 99))).toEqual([]);
    expect(await cosignaturesIn(await one.cosign({ ...checkpoint, size: 1 }, 1), note, [one.key])).toEqual([]);
    const once = withCosignatures(note, [lines[0]]);
    expect(withCosignatures(once, lines)).toBe(note + lines[0] + lines[1]);
    expect(withCosignatures(once, [await one.cosign(checkpoint, 3)])).toBe(once);
  });
});
