import { type AddCheckpoint, consistencyProof, cosignaturesIn, type Witness } from '@yinzheng/ledger';
import { tileReader } from '../ledger/mod.ts';
import type { StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { WitnessAnswer, WitnessLine } from '../ports/witnesses.ts';

export type Asked =
  | { readonly kind: 'cosigned'; readonly line: string }
  /** It has cosigned more entries than this checkpoint has. */
  | { readonly kind: 'ahead'; readonly size: number }
  | Exclude<WitnessAnswer, { readonly kind: 'answered' | 'other-size' }>;

/** It told its size, and so may another caller change it meanwhile: then once more. */
const TRIES = 3;

/**
 * Asks one witness for its cosignature over a checkpoint, proving growth from the size that it is thought to know, and from the one that
 * it names when that was wrong. Its line is verified here.
 */
export async function askWitness(
  ports: Pick<Ports, 'tiles'> & { readonly line: WitnessLine },
  { key, url }: Witness & { readonly url: string },
  { size, note }: Pick<StoredCheckpoint, 'size' | 'note'>,
  knownSize: number,
): Promise<Asked> {
  let old = Math.min(knownSize, size);
  for (let turn = 0; turn < TRIES; turn += 1) {
    const answer = await ports.line.addCheckpoint(url, await callOf(ports, old, size, note));
    if (answer.kind === 'answered') {
      const [line] = await cosignaturesIn(answer.text, note, [key]);
      return line === undefined
        ? { kind: 'refused', detail: 'its answer holds no valid cosignature of its key' }
        : { kind: 'cosigned', line };
    }
    if (answer.kind !== 'other-size') return answer;
    if (answer.size > size) return { kind: 'ahead', size: answer.size };
    if (answer.size === old) return { kind: 'refused', detail: `it refuses size ${old} and names it` };
    old = answer.size;
  }
  return { kind: 'away', detail: 'its size changed with every call' };
}

async function callOf({ tiles }: Pick<Ports, 'tiles'>, old: number, size: number, checkpoint: string): Promise<AddCheckpoint> {
  const proof = old === 0 || old === size ? [] : await consistencyProof(old, size, tileReader(tiles));
  return { old, proof, checkpoint };
}
