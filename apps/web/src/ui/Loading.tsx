import type { ReactNode } from 'react';
import type { Loaded } from '../api/use-answer.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Waiting } from './Waiting.tsx';

/** Shows what was loaded, or that it is loading, or why it could not be. What was there stays while it is asked for again. */
export function Loading<T>({ of, children }: { readonly of: Loaded<T>; readonly children: (value: T) => ReactNode }) {
  return (
    <>
      {of.problem && <ProblemNotice problem={of.problem} onRetry={of.reload} />}
      {of.value !== null && children(of.value)}
      {of.value === null && of.isLoading && <Waiting />}
    </>
  );
}
