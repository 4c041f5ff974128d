import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Digest, type SignedRoster, sha256Hex } from '@yinzheng/ledger';
import { syncFolder } from './file.ts';

/** The first answer to a command, kept for ever: whoever asks again hears the same. */
export interface StoredCommand {
  readonly id: string;
  readonly state: 'accepted' | 'rejected' | 'done' | 'expired';
  readonly code?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly at: string;
  /** The authorisation itself, when it was accepted and until it is forgotten; its digest stands in the journal. */
  readonly jws?: string;
}

/** The newest acknowledgement: the records up to `seq` are in the ledger. */
export interface Acknowledged {
  readonly seq: number;
  readonly token: string;
  /** Server's time in the token, seconds since 1970. */
  readonly iat: number;
}

/** What the journal cannot say by itself. Every save is durable when it resolves; a save that was cut leaves the old state. */
export interface Store {
  loadRoster(): Promise<readonly SignedRoster[]>;
  saveRoster(links: readonly SignedRoster[]): Promise<void>;
  loadCommands(): Promise<readonly StoredCommand[]>;
  saveCommand(command: StoredCommand): Promise<void>;
  loadAcknowledged(): Promise<Acknowledged | null>;
  saveAcknowledged(it: Acknowledged): Promise<void>;
  /** Photographs and pages, by their SHA-256. */
  saveFile(bytes: Uint8Array): Promise<Digest>;
  loadFile(digest: Digest): Promise<Uint8Array | null>;
  /** Gone for good when it resolves; what is not there is fine. */
  dropFile(digest: Digest): Promise<void>;
}

/** The store in a folder: one small file a fact, written beside and renamed over. */
export function folderStore(folder: string): Store {
  const roster = join(folder, 'roster.json');
  const acknowledged = join(folder, 'acknowledged.json');
  const commands = join(folder, 'commands');
  const fileOf = (digest: Digest): string => join(folder, 'files', digest);
  return {
    loadRoster: async () => (await readJson<readonly SignedRoster[]>(roster)) ?? [],
    saveRoster: (links) => writeAtomically(roster, JSON.stringify(links)),
    async loadCommands() {
      const names = await readdir(commands).catch(() => []); // no folder, no command yet
      const read = names.filter((name) => name.endsWith('.json')).map((name) => readJson<StoredCommand>(join(commands, name)));
      return (await Promise.all(read)).filter((it) => it !== null);
    },
    saveCommand: (command) => writeAtomically(join(commands, `${command.id}.json`), JSON.stringify(command)),
    loadAcknowledged: () => readJson<Acknowledged>(acknowledged),
    saveAcknowledged: (it) => writeAtomically(acknowledged, JSON.stringify(it)),
    async saveFile(bytes) {
      const digest = sha256Hex(bytes);
      const isThere = await stat(fileOf(digest)).then(
        ({ size }) => size === bytes.length,
        () => false,
      );
      if (!isThere) await writeAtomically(fileOf(digest), bytes);
      return digest;
    },
    async loadFile(digest) {
      const bytes = await readMaybe(fileOf(digest));
      return bytes && sha256Hex(bytes) === digest ? new Uint8Array(bytes) : null;
    },
    async dropFile(digest) {
      await rm(fileOf(digest), { force: true });
      await syncFolder(dirname(fileOf(digest))).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'ENOENT') throw cause; // no folder, no file
      });
    },
  };
}

let temporaries = 0;

/** Writes beside, syncs, renames over, syncs the folder: the old content or the new, never half. Mode 0600. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const created = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (created) await syncFolder(dirname(created));
  const beside = `${path}.${process.pid}.${++temporaries}.tmp`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
  await syncFolder(dirname(path));
}

async function readMaybe(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

async function readJson<T>(path: string): Promise<T | null> {
  const bytes = await readMaybe(path);
  return bytes ? (JSON.parse(bytes.toString('utf8')) as T) : null;
}
