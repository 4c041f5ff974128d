import type { Entry, EntryKind } from '../entry.ts';
import type { Logged } from './proven.ts';
import { type Problem, problem } from './report.ts';

type LoggedAct<K extends EntryKind> = Logged<Extract<Entry, { kind: K }>>;

/** The acts of one request, each kind in its place. */
export interface Acts {
  readonly filed: LoggedAct<'request.filed'>;
  readonly decided: readonly LoggedAct<'request.decided'>[];
  readonly authorised: LoggedAct<'request.authorised'>;
  readonly recorded: readonly LoggedAct<'machine.recorded'>[];
}

const ORDER = ['request.filed', 'request.decided', 'request.authorised', 'machine.recorded'] as const;

/** Sorts the acts: one filing, the decisions, one authorisation, the machine's records, in this order and nothing else. */
export function sortActs(acts: readonly Logged[]): Acts | readonly Problem[] {
  let reached = 0;
  for (const { entry, where } of acts) {
    const place = (ORDER as readonly EntryKind[]).indexOf(entry.kind);
    if (place < 0) return [problem('receipt/unexpected-entry', where, { kind: entry.kind })];
    if (place < reached) return [problem('receipt/out-of-order', where)];
    reached = place;
  }
  const of = <K extends EntryKind>(kind: K) => acts.filter((act): act is LoggedAct<K> => act.entry.kind === kind);
  const [[filed, ...filedAgain], [authorised, ...authorisedAgain]] = [of('request.filed'), of('request.authorised')];
  const again = [...filedAgain, ...authorisedAgain];
  if (again.length > 0) return again.map(({ entry, where }) => problem('receipt/twice', where, { kind: entry.kind }));
  if (!filed) return [problem('receipt/lacks', 'acts', { kind: 'request.filed' })];
  if (!authorised) return [problem('receipt/lacks', 'acts', { kind: 'request.authorised' })];
  return { filed, decided: of('request.decided'), authorised, recorded: of('machine.recorded') };
}
