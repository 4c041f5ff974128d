import { expect, it } from 'vitest';
import { sampleReceipt } from '../../../test/arbitraries/receipt.ts';
import { sampleRoster, town } from '../../../test/arbitraries/town.ts';
import type { SignedDecision } from './decision.ts';
import { verifyDecision } from './decision-proof.ts';
import { foldRoster } from './roster-chain.ts';

async function sample() {
  const roster = await foldRoster(await sampleRoster(await town()));
  const { receipt } = await sampleReceipt();
  const { facts } = JSON.parse(receipt.acts[1]?.entry ?? '') as { facts: SignedDecision };
  if (!roster.ok) throw new Error(roster.code);
  return { roster: roster.value, signed: facts };
}

it('a decision holds by the key of its approver, and says that the key is a sample', async () => {
  const { roster, signed } = await sample();
  expect(await verifyDecision(signed, roster)).toEqual({ ok: true, value: { isSample: true, signCount: 0 } });
});

it('a decision shows every change made to it', async () => {
  const { roster, signed } = await sample();
  const text = JSON.stringify(signed);
  let tried = 0;
  for (let at = 0; at < text.length; at += 1) {
    const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 7))) + text.slice(at + 1);
    let parsed: unknown;
    try {
      parsed = JSON.parse(changed);
    } catch {
      continue;
    }
    tried += 1;
    expect((await verifyDecision(parsed as SignedDecision, roster)).ok, changed).toBe(false);
  }
  expect(tried).toBeGreaterThan(500);
});

it('a decision with more in it than was signed is refused', async () => {
  const { roster, signed } = await sample();
  expect(await verifyDecision({ ...signed, note: 'x' } as SignedDecision, roster)).toMatchObject({ code: 'shape/wrong' });
});
