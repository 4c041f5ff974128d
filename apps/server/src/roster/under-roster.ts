import type { RosterState } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';

/**
 * Carries out an act whose right rests on keys of the roster. `check` judges it outside the transaction, where signatures cost no lock, and
 * answers with its work; the work is done only while the roster is still the one that was judged by, otherwise all is judged anew. So in
 * the order of the log no act follows the revocation of its key.
 */
export async function underRoster<T>(
  ports: Pick<Ports, 'store' | 'roster'>,
  check: (roster: RosterState | null) => Promise<(stores: Stores) => Promise<T>>,
): Promise<T> {
  for (;;) {
    const roster = await ports.roster.current();
    const work = await check(roster);
    const outcome = await ports.store.transact(async (stores) => {
      if ((await stores.roster.hold()) !== (roster?.seq ?? -1)) return null;
      return { value: await work(stores) };
    });
    if (outcome) return outcome.value;
    ports.roster.renew();
  }
}
