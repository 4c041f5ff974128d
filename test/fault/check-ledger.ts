import {
  checkLog,
  decodeEntryBundle,
  emptyRoot,
  encodeEntryBundle,
  entryBundlePath,
  leafHash,
  nodeHash,
  openCheckpoint,
  policyOf,
  TILE_WIDTH,
  toHex,
} from '@yinzheng/ledger';
import pg from 'pg';
import type { LedgerStore } from '../../apps/server/src/ports/ledger-store.ts';
import type { TileStore } from '../../apps/server/src/ports/tiles.ts';
import { numberOfAct } from '../kit/numbered-acts.ts';

export interface LedgerToCheck {
  readonly databaseUrl: string;
  readonly ledger: LedgerStore;
  readonly tiles: Pick<TileStore, 'read'>;
  readonly vkey: string;
  /** Acts whose commit was answered. */
  readonly acknowledged: ReadonlySet<number>;
  /** Checkpoints that were seen published, in the order in which they were seen. */
  readonly seen?: readonly string[];
  /** Whose acts must stand in rising order: the same writer handed in one after the other. */
  readonly writerOf?: (act: number) => number;
}

/**
 * Holds a ledger to everything: fsck of its files; entries of the database and of the bundles are the same; every acknowledged act is in it
 * once, each writer's in their order; every checkpoint ever saved or seen has the root that the entries give, and none seen goes back.
 * Throws with everything that is wrong. Resolves with the log's size.
 */
export async function checkLedger(it: LedgerToCheck): Promise<number> {
  const wrong: string[] = [];
  const policy = policyOf(it.vkey);
  if (!policy.ok) throw new Error(policy.code);
  const report = await checkLog(it.tiles, { policy: policy.value }, { mostProblems: Number.POSITIVE_INFINITY });
  wrong.push(...report.problems.filter(({ code }) => !OF_NO_TOWN.has(code)).map((problem) => `fsck: ${problem.en}`));
  if (!report.isComplete) wrong.push('fsck: it ended early');
  const size = report.checkpoint?.size ?? 0;

  const bodies: Uint8Array[] = [];
  for (let bundle = 0; bundle * TILE_WIDTH < size; bundle += 1) {
    const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
    const bytes = (await it.tiles.read(entryBundlePath(bundle, width))) ?? (await it.tiles.read(entryBundlePath(bundle)));
    const decoded = bytes && decodeEntryBundle(bytes);
    const own = decoded?.ok ? decoded.value.slice(0, width) : [];
    const kept = (await it.ledger.range(bundle * TILE_WIDTH, bundle * TILE_WIDTH + width)).map(({ body }) => body);
    if (own.length !== width || kept.length !== width || Buffer.compare(encodeEntryBundle(own), encodeEntryBundle(kept)) !== 0)
      wrong.push(`bundle ${bundle} is not what the database holds`);
    bodies.push(...kept);
  }
  const placed = await it.ledger.placed();
  if (placed !== size || (await it.ledger.isWaiting())) wrong.push(`${placed} entries have a place, ${size} are under the checkpoint`);

  wrong.push(...wrongActs(bodies.map(numberOfAct), it), ...(await wrongCheckpoints(bodies, it)));
  if (wrong.length > 0) throw new Error(`the ledger does not hold:\n${wrong.slice(0, 20).join('\n')}`);
  return size;
}

/** Numbered acts are no town's, and have no roster. */
const OF_NO_TOWN: ReadonlySet<string> = new Set(['log/before-roster', 'checkpoint/key-not-listed']);

function wrongActs(acts: readonly number[], { acknowledged, writerOf }: LedgerToCheck): string[] {
  const wrong: string[] = [];
  const found = new Set<number>();
  const last = new Map<number, number>();
  for (const act of acts) {
    if (found.has(act)) wrong.push(`act ${act} is there twice`);
    found.add(act);
    const writer = writerOf?.(act);
    if (writer === undefined) continue;
    if (act < (last.get(writer) ?? -1)) wrong.push(`act ${act} stands behind ${last.get(writer)}`);
    last.set(writer, act);
  }
  for (const act of acknowledged) if (!found.has(act)) wrong.push(`act ${act} was acknowledged and is not there`);
  return wrong;
}

async function wrongCheckpoints(bodies: readonly Uint8Array[], { databaseUrl, vkey, seen = [] }: LedgerToCheck): Promise<string[]> {
  const wrong: string[] = [];
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ size: string; root: string; note: string }>(
    'select size, root, note from checkpoint order by size',
  );
  await client.end();
  const roots = rootsOf(bodies, new Set(rows.map(({ size }) => Number(size))));
  const textOf = (note: string) => note.slice(0, note.indexOf('\n\n'));
  const saved = new Set(rows.map(({ note }) => textOf(note)));
  for (const { size, root, note } of rows) {
    const opened = await openCheckpoint(vkey, note);
    if (!opened.ok || opened.value.size !== Number(size) || toHex(opened.value.root) !== root)
      wrong.push(`checkpoint ${size}: its note says otherwise`);
    if (roots.get(Number(size)) !== root) wrong.push(`checkpoint ${size} has a root that the entries do not give`);
  }
  let before = 0;
  for (const note of seen) {
    if (!saved.has(textOf(note))) wrong.push(`a checkpoint was published that the database does not have: ${JSON.stringify(note)}`);
    const size = Number(note.split('\n')[1]);
    if (size < before) wrong.push(`the published checkpoint went back from ${before} to ${size}`);
    before = size;
  }
  return wrong;
}

/** The roots at some sizes, from the entries alone and not by way of tiles (RFC 6962: merge equal subtrees, then the rest from the right). */
function rootsOf(bodies: readonly Uint8Array[], sizes: ReadonlySet<number>): Map<number, string> {
  const roots = new Map<number, string>([[0, toHex(emptyRoot())]]);
  const complete: { readonly hash: Uint8Array; readonly leaves: number }[] = [];
  for (const [at, body] of bodies.entries()) {
    let right = { hash: leafHash(body), leaves: 1 };
    for (let left = complete.at(-1); left?.leaves === right.leaves; left = complete.at(-1)) {
      complete.pop();
      right = { hash: nodeHash(left.hash, right.hash), leaves: left.leaves * 2 };
    }
    complete.push(right);
    if (sizes.has(at + 1)) roots.set(at + 1, toHex(complete.map(({ hash }) => hash).reduceRight((rest, hash) => nodeHash(hash, rest))));
  }
  return roots;
}
