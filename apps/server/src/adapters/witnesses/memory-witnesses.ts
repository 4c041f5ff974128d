import { type Checkpoint, type Cosigner, type NoteKey, openSubmitted, refusalOf } from '@yinzheng/ledger';
import type { WitnessAnswer, WitnessLine } from '../../ports/witnesses.ts';

/** Witnesses in this process, by address, each true to the rules until it is told to answer otherwise. For tests. */
export class MemoryWitnesses implements WitnessLine {
  readonly #witnesses = new Map<string, { readonly cosigner: Cosigner; readonly logs: readonly NoteKey[]; known: Checkpoint | null }>();
  /** What an address answers instead. */
  readonly instead = new Map<string, WitnessAnswer>();
  readonly now: () => number;

  constructor(nowS: () => number) {
    this.now = nowS;
  }

  add(url: string, cosigner: Cosigner, logs: readonly NoteKey[]): void {
    this.#witnesses.set(url, { cosigner, logs, known: null });
  }

  /** The last size that was cosigned there. */
  sizeAt = (url: string): number => this.#witnesses.get(url)?.known?.size ?? 0;

  async addCheckpoint(url: string, call: Parameters<WitnessLine['addCheckpoint']>[1]): Promise<WitnessAnswer> {
    const witness = this.#witnesses.get(url);
    const instead = this.instead.get(url);
    if (instead) return instead;
    if (!witness) return { kind: 'away', detail: 'nobody is there' };
    const opened = await openSubmitted(call, witness.logs);
    if (!opened.ok) return { kind: 'refused', detail: opened.code };
    const refused = refusalOf(witness.known, call, opened.value);
    if (refused?.code === 'witness/other-size') return { kind: 'other-size', size: Number(refused.params?.size) };
    if (refused?.code === 'witness/inconsistent') return { kind: 'inconsistent', detail: refused.code };
    if (refused) return { kind: 'refused', detail: refused.code };
    witness.known = opened.value;
    return { kind: 'answered', text: await witness.cosigner.cosign(opened.value, this.now()) };
  }
}
