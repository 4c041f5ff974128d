import type { Blobs } from './blobs.ts';
import type { Chance } from './chance.ts';
import type { CheckpointBook } from './checkpoint-book.ts';
import type { Clock } from './clock.ts';
import type { RetentionRules } from './erasure-store.ts';
import type { Keyring } from './keyring.ts';
import type { Passkeys } from './passkeys.ts';
import type { Passwords } from './passwords.ts';
import type { Pki } from './pki.ts';
import type { RosterBook } from './roster-book.ts';
import type { SheetChecks } from './sheet-checks.ts';
import type { Sheets } from './sheets.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { TileStore } from './tiles.ts';

/** What this installation is. */
export interface TownIdentity {
  readonly code: string;
  readonly name: string;
  readonly isSample: boolean;
  readonly rpId: string;
  /** Where residents' phones reach the portal, without a slash at the end; it is printed in every record code. */
  readonly publicUrl: string;
  /** Name of the ledger (c2sp.org/tlog-checkpoint origin). */
  readonly origin: string;
}

/** Everything a use case may ask for. Each takes a `Pick` of it, so its head says what it touches. */
export interface Ports {
  readonly town: TownIdentity;
  readonly store: Store;
  readonly roster: RosterBook;
  readonly retention: RetentionRules;
  readonly checkpoints: CheckpointBook;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly blobs: Blobs;
  readonly tiles: TileStore;
  readonly sheets: Sheets;
  readonly sheetChecks: SheetChecks;
  readonly tables: Tables;
  readonly passkeys: Passkeys;
  readonly passwords: Passwords;
  readonly pki: Pki;
  readonly keys: Keyring;
}
