import { type Digest, sha256Hex } from '@yinzheng/ledger';
import type { Blobs } from '../../apps/server/src/ports/blobs.ts';
import type { TileStore } from '../../apps/server/src/ports/tiles.ts';

export function memoryBlobs(): Blobs {
  const kept = new Map<Digest, Uint8Array>();
  return {
    async put(bytes) {
      const digest = sha256Hex(bytes);
      kept.set(digest, Uint8Array.from(bytes));
      return digest;
    },
    get: async (digest) => kept.get(digest) ?? null,
    has: async (digest) => kept.has(digest),
    async delete(digest) {
      kept.delete(digest);
    },
  };
}

export function memoryTiles(): TileStore {
  const kept = new Map<string, Uint8Array>();
  return {
    async write(path, bytes) {
      kept.set(path, Uint8Array.from(bytes));
    },
    read: async (path) => kept.get(path) ?? null,
  };
}
