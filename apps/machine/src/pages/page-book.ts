import { type Digest, sha256Hex } from '@yinzheng/ledger';
import type { GatewayFiles } from '../gateway/files.ts';
import type { Store } from '../journal/store.ts';

/** The approved pages, and the filed imprints of the machine's seals, by digest: kept on the machine's disk once fetched. */
export interface PageBook {
  /** The fixed page's PDF, or an imprint's PNG; null when neither disk nor gateway has it. Rejects when the network fails. */
  page(digest: Digest): Promise<Uint8Array | null>;
}

export function pageBook(store: Pick<Store, 'loadFile' | 'saveFile'>, files: Pick<GatewayFiles, 'fetch'>): PageBook {
  const underWay = new Map<Digest, Promise<Uint8Array | null>>();

  async function fetchOnce(digest: Digest): Promise<Uint8Array | null> {
    const kept = await store.loadFile(digest);
    if (kept) return kept;
    const fetched = await files.fetch(digest);
    if (!fetched || sha256Hex(fetched) !== digest) return null;
    await store.saveFile(fetched);
    return fetched;
  }

  return {
    page(digest) {
      const fetching = underWay.get(digest) ?? fetchOnce(digest).finally(() => underWay.delete(digest));
      underWay.set(digest, fetching);
      return fetching;
    },
  };
}
