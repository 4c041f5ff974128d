import { type SignedRoster, sha256Hex } from '@yinzheng/ledger';
import type { JournalFile } from '../src/journal/file.ts';
import type { Acknowledged, Store, StoredCommand } from '../src/journal/store.ts';

/** A disk that forgets, at a power cut, some or all of what was not synced. */
export interface FakeDisk {
  readonly journal: JournalFile;
  readonly store: Store;
  /** Cuts the power: of the bytes that were not synced, `kept` survive. */
  cutPower(kept?: number): void;
  bytes(): Uint8Array;
}

export function fakeDisk(): FakeDisk {
  let content = Buffer.alloc(0);
  let durable = 0;
  let roster: readonly SignedRoster[] = [];
  const commands = new Map<string, StoredCommand>();
  const files = new Map<string, Uint8Array>();
  let acknowledged: Acknowledged | null = null;
  return {
    journal: {
      readAll: async () => new Uint8Array(content),
      readAt: async (offset, length) => new Uint8Array(content.subarray(offset, offset + length)),
      append: async (bytes) => {
        content = Buffer.concat([content, bytes]);
      },
      sync: async () => {
        durable = content.length;
      },
      truncate: async (size) => {
        content = content.subarray(0, size);
        durable = size;
      },
      close: async () => undefined,
    },
    store: {
      loadRoster: async () => roster,
      saveRoster: async (links) => {
        roster = links;
      },
      loadCommands: async () => [...commands.values()],
      saveCommand: async (command) => void commands.set(command.id, command),
      loadAcknowledged: async () => acknowledged,
      saveAcknowledged: async (it) => {
        acknowledged = it;
      },
      saveFile: async (bytes) => {
        const digest = sha256Hex(bytes);
        files.set(digest, bytes);
        return digest;
      },
      loadFile: async (digest) => files.get(digest) ?? null,
      dropFile: async (digest) => void files.delete(digest),
    },
    cutPower(kept = 0) {
      content = content.subarray(0, Math.min(content.length, durable + kept));
      durable = content.length;
    },
    bytes: () => new Uint8Array(content),
  };
}
