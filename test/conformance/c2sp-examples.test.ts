import {
  entryBundlePath,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parseTlogProof,
  parseVkey,
  tilePath,
  tileWidth,
  toB64,
} from '@yinzheng/ledger';
import { describe, expect, it } from 'vitest';

/** The examples that stand in the documents of c2sp.org, as they stand there. */
describe('the examples of C2SP', () => {
  const CHECKPOINT = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
`;

  it('signed-note: the note opens with its key', async () => {
    const key = parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
    if (!key.ok) throw new Error(key.code);
    const note = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
    expect(await openNote(note, [key.value])).toMatchObject({ ok: true, value: { text: 'This is an example message.\n' } });
    expect(await openNote(note.replace('an example', 'no example'), [key.value])).toMatchObject({ code: 'note/bad-signature' });
  });

  it('tlog-checkpoint: origin, size and root', () => {
    const parsed = parseCheckpoint(CHECKPOINT);
    if (!parsed.ok) throw new Error(parsed.code);
    expect(parsed.value).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(toB64(parsed.value.root)).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
  });

  it('tlog-tiles: the path of tile 1234067, and the widths in a tree of 70,000', () => {
    expect(tilePath(0, 1234067)).toBe('tile/0/x001/x234/067');
    expect(entryBundlePath(1234067, 7)).toBe('tile/entries/x001/x234/067.p/7');
    expect([272, 273, 274].map((index) => tileWidth(70_000, 0, index))).toEqual([256, 112, 0]);
    expect([tileWidth(70_000, 1, 0), tileWidth(70_000, 1, 1), tileWidth(70_000, 2, 0)]).toEqual([256, 17, 1]);
    expect([tileWidth(256, 0, 0), tileWidth(256, 1, 0)]).toEqual([256, 1]);
  });

  it('tlog-witness: the body of add-checkpoint', () => {
    const call = parseAddCheckpoint(`old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${CHECKPOINT}
— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`);
    expect(call).toMatchObject({ ok: true, value: { old: 20852014, checkpoint: expect.stringMatching(/^example\.com/) } });
    expect(call.ok && call.value.proof).toHaveLength(4);
  });

  it('tlog-proof: extra data, index, hashes and checkpoint', () => {
    const proof = parseTlogProof(`c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQ=
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

${CHECKPOINT}
— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`);
    expect(proof).toMatchObject({ ok: true, value: { index: 73894 } });
    expect(proof.ok && new TextDecoder().decode(proof.value.extra)).toBe('age-v1.2.1-darwin-arm64');
  });
});
