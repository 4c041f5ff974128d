import { postsInForce, type RosterState, sha256Hex, utf8 } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import type { StoredRequest } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

/**
 * Tells every supervisor by the roster of something odd in a use, in the transaction that notes it. `key` names the oddity: it is told
 * once, however often it is seen.
 */
export async function notifySupervisors(
  ports: Pick<Ports, 'clock'>,
  stores: Stores,
  roster: RosterState,
  it: {
    readonly key: string;
    readonly request: Pick<StoredRequest, 'id' | 'content'>;
    readonly text: { readonly zh: string; readonly en: string };
  },
): Promise<void> {
  const at = ports.clock.now();
  const named = (await stores.people.allPosts()).filter(({ post }) => post === 'supervisor').map(({ person }) => person);
  const supervisors = [...new Set(named)].filter((person) => postsInForce(roster, person, at.toISOString()).includes('supervisor'));
  await stores.notices.add(
    supervisors.map((person) => ({
      id: sha256Hex(utf8(`${it.key}\n${person}`)).slice(0, 24),
      person,
      kind: 'incident',
      request: it.request.id,
      title: it.request.content?.title ?? '',
      text: it.text,
      at,
      isRead: false,
    })),
  );
}
