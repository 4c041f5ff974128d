import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { syncFolder } from '../seed-file/sync-folder.ts';

/**
 * What contradicts a log that signed it. `fork`: two roots for one size, both signed: no innocent explanation. `unproven`: signed, but the
 * proof sent with it does not show that the log only grew; a fork looks like this, and so does a caller who sends rubbish.
 */
export type EvidenceKind = 'fork' | 'unproven';

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly origin: string;
  readonly size: number;
  readonly at: Date;
  /** The note that we cosigned, and the call that does not fit it, both whole. */
  readonly known: string;
  readonly call: string;
}

/** Keeps evidence as text files that a person can read and hand on. */
export interface EvidenceBox {
  /** Durable before it returns. Null when it lies there already, or too much does: it never fills the disk. */
  keep(evidence: Evidence): string | null;
  count(kind: EvidenceKind, origin: string): number;
}

/** Forks are kept without limit of this size: each needs the log's own signature on another root. */
const MOST_UNPROVEN = 100;

export function openEvidence(folder: string): EvidenceBox {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const prefix = (kind: EvidenceKind, origin: string): string => `${kind}-${sha256Hex(utf8(origin)).slice(0, 16)}-`;
  const count = (kind: EvidenceKind, origin: string): number =>
    readdirSync(folder).filter((name) => name.startsWith(prefix(kind, origin)) && name.endsWith('.txt')).length;
  return {
    count,
    keep(evidence) {
      const { kind, origin, size } = evidence;
      // By what the log signed, so that the same contradiction in other words is not kept again.
      const signed = evidence.call.slice(evidence.call.indexOf('\n\n') + 2, evidence.call.lastIndexOf('\n\n'));
      const file = path.join(folder, `${prefix(kind, origin)}${size}-${sha256Hex(utf8(signed)).slice(0, 16)}.txt`);
      if (existsSync(file) || (kind === 'unproven' && count(kind, origin) >= MOST_UNPROVEN)) return null;
      writeDurably(`${file}.new`, describe(evidence));
      renameSync(`${file}.new`, file);
      syncFolder(folder);
      return file;
    },
  };
}

const describe = ({ kind, origin, at, known, call }: Evidence): string =>
  [
    kind === 'fork'
      ? '账本分叉：同样的条数，两个树根，都由账本签名。\nA FORK: two roots for one size, both signed by the log.'
      : '无法证明只增不改：账本签名有效，但一致性证明不成立。\nNOT SHOWN TO HAVE ONLY GROWN: the log’s signature is valid, the consistency proof is not.',
    `${origin}\n${at.toISOString()}`,
    `=== 已见证 / cosigned before ===\n${known}`,
    `=== 被拒绝 / refused ===\n${call}`,
  ].join('\n\n');

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
