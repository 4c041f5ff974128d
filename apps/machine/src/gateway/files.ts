import type { Digest } from '@yinzheng/ledger';
import type { GatewayHttp } from './https.ts';

/** Files by digest at the gateway. */
export interface GatewayFiles {
  /** Bytes of a page, or null when the gateway does not give it. Rejects when the network fails. */
  fetch(digest: Digest): Promise<Uint8Array | null>;
  /** Durable at the server when it resolves to true; false when the gateway refuses it for good. Rejects when the network fails. */
  store(digest: Digest, bytes: Uint8Array): Promise<boolean>;
}

const pathOf = (digest: Digest): string => `/machine/v1/files/${digest}`;

export const gatewayFiles = (http: GatewayHttp): GatewayFiles => ({
  async fetch(digest) {
    const { status, body } = await http.send('GET', pathOf(digest));
    if (status >= 500) throw new Error(`the gateway answered ${status}`);
    return status === 200 ? body : null;
  },
  async store(digest, bytes) {
    const { status } = await http.send('PUT', pathOf(digest), { type: 'image/jpeg', bytes });
    if (status >= 500 || status === 429) throw new Error(`the gateway answered ${status}`);
    return status < 300;
  },
});
