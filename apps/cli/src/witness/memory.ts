import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Check, fail, pass, type Refused } from '@yinzheng/ledger';
import { syncFolder } from '../seed-file/sync-folder.ts';

/** The last checkpoint of a log that this witness cosigned. */
export interface Known {
  readonly size: number;
  readonly root: Uint8Array;
  /** The checkpoint with the log's signatures that verified. */
  readonly note: string;
  /** Our own lines below it. */
  readonly cosignatures: readonly string[];
  /** When we made them, seconds since 1970. */
  readonly timeS: number;
}

/**
 * What a witness must never forget: one row for each log. `advance` looks, decides and writes in one immediate transaction, synced to
 * disk before it returns, so neither two callers, nor two processes, nor a kill or a power cut at any moment can roll a log back.
 */
export interface Memory {
  known(origin: string): Known | null;
  all(): readonly (Pick<Known, 'size' | 'timeS'> & { readonly origin: string })[];
  /** Remembers `next` unless `objection` to it, asked with what is known at that very moment, is not null; answers with the objection. */
  advance(origin: string, next: Known, objection: (known: Known | null) => Refused | null): Refused | null;
  close(): void;
}

interface Row {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly cosignatures: string;
  readonly time_s: number;
}

const MEMORY_FILE = 'state.sqlite';

export const hasMemory = (folder: string): boolean => existsSync(path.join(folder, MEMORY_FILE));

/**
 * `name`: whose memory it is; another's is refused with `cli/other-name` {name}. `isOld`: it was anyone's before; one that has lost even
 * that is refused with `cli/no-memory` {path}.
 */
export function openMemory(folder: string, name: string, isOld = false): Check<Memory> {
  const database = new DatabaseSync(path.join(folder, MEMORY_FILE));
  // FULL: with a write-ahead log, each commit is synced before it returns.
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma busy_timeout = 5000;
    create table if not exists cosigned (
      origin text primary key, size integer not null, root blob not null, note text not null, cosignatures text not null,
      time_s integer not null) strict;
    create table if not exists witness (name text not null) strict`);
  const owner = (database.prepare('select name from witness').get() as { readonly name: string } | undefined)?.name;
  if (owner === undefined && isOld) {
    database.close();
    return fail('cli/no-memory', { path: folder });
  }
  if (owner === undefined) database.prepare('insert into witness (name) values (?)').run(name);
  syncFolder(folder);
  if (owner !== undefined && owner !== name) {
    database.close();
    return fail('cli/other-name', { name: owner });
  }
  const select = database.prepare('select * from cosigned where origin = ?');
  const upsert = database.prepare(`
    insert into cosigned (origin, size, root, note, cosignatures, time_s) values (?, ?, ?, ?, ?, ?)
    on conflict (origin) do update set
      size = excluded.size, root = excluded.root, note = excluded.note, cosignatures = excluded.cosignatures, time_s = excluded.time_s`);

  const known = (origin: string): Known | null => {
    const row = select.get(origin) as Row | undefined;
    if (!row) return null;
    const { size, root, note, cosignatures, time_s: timeS } = row;
    return { size, root, note, cosignatures: cosignatures.match(/.+\n/g) ?? [], timeS };
  };

  return pass({
    known,
    all: () => database.prepare('select origin, size, time_s as timeS from cosigned order by origin').all() as never,
    advance(origin, { size, root, note, cosignatures, timeS }, objection) {
      database.exec('begin immediate');
      try {
        const refused = objection(known(origin));
        if (!refused) upsert.run(origin, size, root, note, cosignatures.join(''), timeS);
        database.exec(refused ? 'rollback' : 'commit');
        return refused;
      } catch (cause) {
        if (database.isTransaction) database.exec('rollback');
        throw cause;
      }
    },
    close: () => database.close(),
  });
}
