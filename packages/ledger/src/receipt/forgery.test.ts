import { describe, expect, it } from 'vitest';
import { logEntries, sampleReceipt } from '../../../../test/arbitraries/receipt.ts';
import { logNamed, town, trusting } from '../../../../test/arbitraries/town.ts';
import { canonicalJson } from '../canonical.ts';
import type { Entry } from '../entry.ts';
import { serializeReceipt } from './form.ts';
import type { ProvenEntry, Receipt } from './receipt.ts';
import { verifyReceipt } from './verify.ts';

async function codesOf(receipt: Receipt | string, vkey: string): Promise<readonly string[]> {
  const text = typeof receipt === 'string' ? receipt : serializeReceipt(receipt);
  return (await verifyReceipt(text, { policy: trusting(vkey) })).problems.map(({ code }) => code);
}

const everyProof = (receipt: Receipt, edit: (proof: string) => string): Receipt => {
  const change = ({ entry, proof }: ProvenEntry): ProvenEntry => ({ entry, proof: edit(proof) });
  return { ...receipt, roster: receipt.roster.map(change), acts: receipt.acts.map(change) };
};

describe('a forged receipt', () => {
  it('does not pass with entries under each other’s proofs', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const [first, second, ...rest] = receipt.acts as [ProvenEntry, ProvenEntry, ...ProvenEntry[]];
    const acts = [{ ...first, proof: second.proof }, { ...second, proof: first.proof }, ...rest];
    expect(await codesOf({ ...receipt, acts }, vkey)).toContain('proof/does-not-lead-there');
  });

  it('does not pass with entries in another order than the log’s', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const [first, second, ...rest] = receipt.acts as [ProvenEntry, ProvenEntry, ...ProvenEntry[]];
    expect(await codesOf({ ...receipt, acts: [second, first, ...rest] }, vkey)).toContain('receipt/out-of-order');
    expect(await codesOf({ ...receipt, acts: [first, first, second, ...rest] }, vkey)).toContain('receipt/out-of-order');
  });

  it('does not pass with a tree of somebody else’s', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const entries = (of: readonly ProvenEntry[]) => of.map(({ entry }) => JSON.parse(entry) as Entry);
    const [roster = [], acts = []] = await logEntries({ log: await logNamed('forger') }, [entries(receipt.roster), entries(receipt.acts)]);
    expect(await codesOf({ ...receipt, roster, acts }, vkey)).toEqual(['note/unsigned']);
  });

  it('does not pass with parts of two histories of one log', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const other = await sampleReceipt({ copies: 3 });
    const spliced = (list: readonly ProvenEntry[], from: readonly ProvenEntry[]) => list.with(1, from[1] as ProvenEntry);
    expect(await codesOf({ ...receipt, roster: spliced(receipt.roster, other.receipt.roster) }, vkey)).toContain('receipt/two-checkpoints');
    expect(await codesOf({ ...receipt, acts: spliced(receipt.acts, other.receipt.acts) }, vkey)).toContain('receipt/two-checkpoints');
  });

  it('may have its roster proved under another checkpoint of the same log', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const of = await town();
    const links = receipt.roster.map(({ entry }) => JSON.parse(entry) as Entry);
    const [earlier = []] = await logEntries(of, [links]);
    expect(earlier[0]?.proof).not.toBe(receipt.roster[0]?.proof);
    expect(await codesOf({ ...receipt, roster: earlier }, vkey)).toEqual([]);
  });

  it('does not pass under another request’s number', async () => {
    const { receipt, vkey } = await sampleReceipt();
    expect(await codesOf({ ...receipt, request: '0000000000000' }, vkey)).toEqual(['receipt/other-request']);
  });

  it('says which signature lines nobody can check, and rests nothing on them', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const stranger = await (await logNamed('stranger')).signatureLine('x\n');
    const again = receipt.roster[0]?.proof.match(/— .*\n$/)?.[0] ?? '';
    for (const line of [stranger, again]) {
      const more = everyProof(receipt, (proof) => proof + line);
      const report = await verifyReceipt(serializeReceipt(more), { policy: trusting(vkey) });
      expect(report).toMatchObject({ ok: true, problems: [] });
      expect(report.remarks.map(({ code, where }) => [code, where])).toEqual([
        ['receipt/unknown-signature', 'roster[0]'],
        ['receipt/unknown-signature', 'acts[0]'],
      ]);
    }
  });

  it('does not pass with more in its proofs', async () => {
    const { receipt, vkey } = await sampleReceipt();
    const withExtra = everyProof(receipt, (proof) => proof.replace('\n', '\nextra AAAA\n'));
    expect(new Set(await codesOf(withExtra, vkey))).toEqual(new Set(['proof/malformed']));
  });

  it('does not pass with fields, keys or blanks that do not belong', async () => {
    const { receipt, text, vkey } = await sampleReceipt();
    expect(await codesOf(`${canonicalJson({ ...receipt, note: 'x' })}\n`, vkey)).toEqual(['shape/wrong']);
    expect(await codesOf(text.replace('{', '{"acts":[],'), vkey)).toEqual(['json/not-canonical']);
    expect(await codesOf(text.replace('{', '{"__proto__":{"v":1},'), vkey)).toEqual(['json/forbidden-key']);
    expect(await codesOf(text.replace(',"kind":', ', "kind":'), vkey)).toEqual(['json/not-canonical']);
    expect(await codesOf(JSON.stringify(receipt, null, 2), vkey)).toEqual(['json/not-canonical']);
    expect(await codesOf(text.replace(/"v":1}\n$/, '"v":1.0}\n'), vkey)).toEqual(['json/not-canonical']);
    expect(({} as { v?: unknown }).v).toBeUndefined();
  });

  it('does not take the reader down', async () => {
    const { vkey } = await town().then(({ log }) => log);
    expect(await codesOf(`${'['.repeat(1_000_000)}\n`, vkey)).toEqual(['json/unreadable']);
    expect(await codesOf(`${' '.repeat(65 * 1024 * 1024)}\n`, vkey)).toEqual(['receipt/too-large']);
    expect(await codesOf('"\\ud800"\n', vkey)).toEqual(['json/unreadable']);
    const many = Array.from({ length: 70_000 }, () => ({ entry: '', proof: '' }));
    expect(await codesOf(`${canonicalJson({ v: 1, acts: many })}\n`, vkey)).toEqual(['shape/wrong']);
  });
});
