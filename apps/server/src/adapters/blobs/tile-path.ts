/** Paths of c2sp.org/tlog-tiles, without a leading slash. */
const TILE_PATH = /^(?:checkpoint|tile\/(?:entries|\d{1,2})(?:\/x\d{3})*\/\d{3}(?:\.p\/\d{1,3})?)$/;

export function requireTilePath(path: string): void {
  if (!TILE_PATH.test(path)) throw new Error(`no path of a ledger's file: ${path}`);
}

/** Full tiles are written once; partial ones and the checkpoint may be replaced. */
export const isMutable = (path: string): boolean => path === 'checkpoint' || path.includes('.p/');
