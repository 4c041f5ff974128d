import { toB64Url } from '@yinzheng/ledger';
import type { NoticeKind } from '../ports/notice-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredRequest } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

/** Puts a notice into each person's list, in the transaction of the act that it tells of. */
export async function notifyPeople(
  ports: Pick<Ports, 'clock' | 'chance'>,
  stores: Stores,
  it: {
    readonly people: readonly string[];
    readonly kind: NoticeKind;
    readonly request: Pick<StoredRequest, 'id' | 'content'>;
    readonly text: { readonly zh: string; readonly en: string };
  },
): Promise<void> {
  const at = ports.clock.now();
  await stores.notices.add(
    it.people.map((person) => ({
      id: toB64Url(ports.chance.bytes(12)),
      person,
      kind: it.kind,
      request: it.request.id,
      title: it.request.content?.title ?? '',
      text: it.text,
      at,
      isRead: false,
    })),
  );
}
