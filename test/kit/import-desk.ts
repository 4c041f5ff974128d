import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { systemChance } from '../../apps/server/src/adapters/chance/system-chance.ts';
import { FakeClock } from '../../apps/server/src/adapters/clock/fake-clock.ts';
import { argonPasswords } from '../../apps/server/src/adapters/passwords/argon-passwords.ts';
import { openTables } from '../../apps/server/src/adapters/tables/open-tables.ts';
import type { Refused } from '../../apps/server/src/ports/refused.ts';
import type { Store } from '../../apps/server/src/ports/store.ts';
import { openRosterBook } from '../../apps/server/src/roster/mod.ts';
import { type ImportKind, type ImportOrder, type ImportPorts, importTable } from '../../apps/server/src/towns/mod.ts';
import { SAMPLES_DIR, TOWN } from './identity.ts';

export const sampleTable = (name: string): Promise<Buffer> => readFile(path.join(SAMPLES_DIR, name));

/** Imports into a store as the program itself does, unless a caller is given. */
export function openImportDesk(store: Store) {
  const ports: ImportPorts = {
    store,
    clock: new FakeClock(),
    chance: systemChance,
    roster: openRosterBook(store),
    town: { ...TOWN, isSample: false },
    passwords: argonPasswords,
    tables: openTables(),
    sampleOfficers: null,
  };
  return (
    kind: ImportKind,
    table: string | Uint8Array,
    more: Pick<ImportOrder, 'under'> & { caller?: Parameters<typeof importTable>[1] } = {},
  ) => {
    const { caller = null, ...order } = more;
    const bytes = typeof table === 'string' ? new TextEncoder().encode(table) : table;
    return importTable(ports, caller, { kind, fileName: `${kind}.csv`, bytes, ...order });
  };
}

/** Code, row, column and the English half of what was wrong. */
export async function importRefusal(importing: Promise<unknown>): Promise<readonly unknown[]> {
  const { code, params } = (await importing.then(
    () => expect.fail('nothing was refused'),
    (cause: unknown) => cause,
  )) as Refused;
  return [code, params?.row, params?.column, String(params?.detail ?? '').split(' / ')[1]];
}

/** A table of one row. */
export const rowOf = (cells: Readonly<Record<string, string>>): string =>
  `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`;
