import { type Cosigner, cosigner } from '@yinzheng/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleReceipt } from '../../../../test/arbitraries/receipt.ts';
import { seedNamed } from '../../../../test/arbitraries/town.ts';
import { sampleRecord } from '../../testing/sample.ts';
import { makeTown } from '../../testing/town.ts';
import type { Town } from '../api/types.ts';
import { checkReceipt } from './check-receipt.ts';
import { linesOf } from './report-lines.ts';

const { town: fakeTown } = await makeTown('http://localhost:4199');
const record = sampleRecord('completed', 'K7QF-2M9D');
let witnesses: readonly Cosigner[];
let policy = '';
beforeAll(async () => {
  witnesses = await Promise.all(['w1', 'w2', 'w3'].map((name) => cosigner(`${name}.example`, seedNamed(name))));
  const { vkey } = await sampleReceipt();
  policy = [`log ${vkey}`, ...witnesses.map((it) => `witness ${it.name} ${it.vkey}`)].join('\n');
  policy += `\ngroup two 2 ${witnesses.map(({ name }) => name).join(' ')}\nquorum two\n`;
});

async function checked(signing: readonly number[], over: Partial<Town> = {}) {
  const { text, receipt } = await sampleReceipt({ witnesses: signing.map((at) => witnesses[at] as Cosigner) });
  const { statement } = JSON.parse(receipt.roster[0]?.entry ?? '').facts;
  const { rosterDigest } = await import('@yinzheng/ledger');
  return checkReceipt(text, { ...fakeTown, policy, founding: rosterDigest(statement), ...over }, record);
}
const lines = (receipt: Awaited<ReturnType<typeof checked>>) =>
  linesOf(
    { roster: true, pageCode: null, receipt, marks: [] },
    ((key: string, it?: object) => `${key} ${JSON.stringify(it)}`) as never,
    (it) => it.zh,
  );

describe('what a device says of witnesses', () => {
  it('names those who cosigned, when they are enough', async () => {
    const receipt = await checked([0, 2]);
    expect(receipt).toMatchObject({ isSound: true, isAwaitingWitnesses: false, witnesses: ['w1.example', 'w3.example'] });
    expect(lines(receipt).find(({ id }) => id === 'witnesses')).toMatchObject({
      isPassed: true,
      text: expect.stringContaining('w3.example'),
    });
  });

  it('waits when they are too few, shows what holds, and calls nothing wrong', async () => {
    const receipt = await checked([1]);
    expect(receipt).toMatchObject({ isSound: false, isAwaitingWitnesses: true });
    expect(receipt.entries).toBeGreaterThan(0);
    expect(lines(receipt).map(({ id }) => id)).toEqual(['roster', 'inclusion', 'decisions', 'journal', 'fits']);
  });

  it('trusts the town’s policy and nothing else', async () => {
    expect(await checked([0, 2], { policy: 'quorum none\n' })).toMatchObject({ isSound: false, isAwaitingWitnesses: false });
    expect(await checked([0, 2], { policy: 'nonsense\n' })).toMatchObject({ isSound: false, problems: [{ zh: expect.any(String) }] });
  });
});
