import { fromHex, type RosterStatement, rosterDigest, toB64Url } from '@yinzheng/ledger';
import { describe, expect, it } from 'vitest';
import { isWhatIsShown } from './check-change.ts';

const statement: RosterStatement = {
  v: 1,
  kind: 'roster',
  town: '330381002000',
  rpId: 'localhost',
  seq: 3,
  prev: 'a'.repeat(64),
  at: '2026-11-22T06:05:00.000Z',
  changes: [{ op: 'grant-post', person: 'p1', post: 'approver', body: 'b1' }],
};
const challenge = toB64Url(fromHex(rosterDigest(statement)));

describe('what an officer signs', () => {
  it('is the statement on the screen', () => {
    expect(isWhatIsShown({ statement, challenge }, '330381002000')).toBe(true);
  });

  it('is nothing else: another person, another town', () => {
    const swapped = { ...statement, changes: [{ op: 'grant-post', person: 'p2', post: 'approver', body: 'b1' }] };
    expect(isWhatIsShown({ statement: swapped, challenge }, '330381002000')).toBe(false);
    expect(isWhatIsShown({ statement, challenge }, '330381003000')).toBe(false);
  });
});
