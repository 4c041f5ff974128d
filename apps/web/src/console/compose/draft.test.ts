import { describe, expect, it } from 'vitest';
import { sampleMatters } from '../../../testing/sample-town.ts';
import { bodyOf, type Draft, EMPTY, missingIn, movedUp } from './draft.ts';

const draft: Draft = {
  seal: 's1',
  matter: 'm1',
  title: ' 居住情况说明 ',
  applicant: '示例·居民',
  purpose: '',
  copies: 2,
  files: [new File(['x'], 'a.pdf')],
};
const matter = sampleMatters.find((it) => it.kind === 'open');
if (!matter) throw new Error('the sample has no open matter');

describe('a new request', () => {
  it('names everything that is missing, a title of blanks included', () => {
    expect(missingIn(EMPTY)).toEqual(['seal', 'matter', 'title', 'applicant', 'files']);
    expect(missingIn({ ...draft, title: '　 ' })).toEqual(['title']);
    expect(missingIn(draft)).toEqual([]);
  });

  it('is sent trimmed, with no more copies than the matter allows', () => {
    expect(bodyOf({ ...draft, copies: 99 }, { ...matter, maxCopies: 3 })).toEqual({
      seal: 's1',
      matter: matter.code,
      title: '居住情况说明',
      applicant: '示例·居民',
      purpose: '',
      copies: 3,
    });
  });

  it('keeps every file when one moves up', () => {
    expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
    expect(movedUp(['a', 'b'], 0)).toEqual(['a', 'b']);
  });
});
