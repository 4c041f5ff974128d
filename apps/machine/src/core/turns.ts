/** Runs acts one after another, in the order asked: the machine never does two things at once. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

export function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = last.then(act);
    last = done.catch(() => undefined); // the asker hears of it; whoever comes next does not
    return done;
  };
}
