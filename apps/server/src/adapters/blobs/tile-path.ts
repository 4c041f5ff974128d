import { tilePathKind } from '@yinzheng/ledger';

/** Paths of c2sp.org/tlog-tiles, without a leading slash. */
export function requireTilePath(path: string): void {
  if (tilePathKind(path) === null) throw new Error(`no path of a ledger's tile: ${path}`);
}

export function requireReadablePath(path: string): void {
  if (path !== 'checkpoint') requireTilePath(path);
}

/** A log only grows, so other bytes under the same path are another history. */
export const otherBytes = (path: string): Error => new Error(`${path} is there with other bytes`);
