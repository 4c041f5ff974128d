import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Refusal } from './answer.ts';
import { offline } from './answer.ts';

export type Loaded<T> = {
  readonly value: T | null;
  readonly problem: Refusal | null;
  readonly isLoading: boolean;
  /** Asks again and keeps showing what was there until the answer comes. */
  readonly reload: () => void;
  /** Puts in what another call just answered. */
  readonly put: (value: T) => void;
};

/** Loads when `key` changes and on `reload()`. An answer that comes after its question changed is dropped. */
export function useAnswer<T>(key: string, load: () => Promise<Answer<T>>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; problem: Refusal | null; isLoading: boolean }>({
    key,
    value: null,
    problem: null,
    isLoading: true,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // Runs again with `round`, too.
  useEffect(() => {
    let isCurrent = true;
    setState((was) => (was.key === key ? { ...was, isLoading: true } : { key, value: null, problem: null, isLoading: true }));
    latest
      .current()
      .catch((): Answer<T> => ({ ok: false, problem: offline }))
      .then((answer) => {
        if (!isCurrent) return;
        setState((was) =>
          answer.ok
            ? { key, value: answer.value, problem: null, isLoading: false }
            : { key, value: was.key === key ? was.value : null, problem: answer.problem, isLoading: false },
        );
      });
    return () => {
      isCurrent = false;
    };
  }, [key, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((value: T) => setState({ key, value, problem: null, isLoading: false }), [key]);
  return { value: state.key === key ? state.value : null, problem: state.problem, isLoading: state.isLoading, reload, put };
}
