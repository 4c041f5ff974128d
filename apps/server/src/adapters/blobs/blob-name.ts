import type { Digest } from '@yinzheng/ledger';

const DIGEST = /^[0-9a-f]{64}$/;

/** Two levels, so that no folder grows too large: `3f/3fa9…`. What is no digest names no file. */
export const blobName = (digest: Digest): string | null => (DIGEST.test(digest) ? `${digest.slice(0, 2)}/${digest}` : null);
