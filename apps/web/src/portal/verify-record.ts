import type { PublicRecord } from '@yinzheng/contract';
import {
  ed25519Signer,
  findPageCodeKey,
  foldRoster,
  marksOfPageCodeKey,
  parsePageCode,
  type Reason,
  type SignedRoster,
} from '@yinzheng/ledger';
import { call, fetchBytes, fileAddress } from '../api/client.ts';
import type { Town } from '../api/types.ts';
import { checkReceipt, type ReceiptChecked } from './check-receipt.ts';

/** What this device worked out by itself. */
export interface DeviceReport {
  /** The roster's chain, from the founding digest that the town published. */
  readonly roster: boolean;
  /** The code in the margin against the server keys of that roster; null when the link carries a record number only. */
  readonly pageCode: boolean | null;
  /** What holds and must be told all the same: keys that were compromised since. */
  readonly marks: readonly Reason[];
  /** Null until the use is finished and in the ledger. */
  readonly receipt: ReceiptChecked | null;
}

/** Why nothing could be worked out: the server could not be asked, or the browser cannot verify Ed25519. Neither is a failed check. */
export type NoReport = 'unavailable' | 'unsupported';

/** Checks all that can be checked without trusting the server. */
export async function verifyRecord(code: string, town: Town, record: PublicRecord): Promise<DeviceReport | NoReport> {
  if (!(await canVerify())) return 'unsupported';
  const chain = await call('GET /api/v1/roster');
  if (!chain.ok) return 'unavailable';
  const folded = await foldRoster(chain.value.links as readonly SignedRoster[]);
  const state = folded.ok && folded.value.founding === town.founding ? folded.value : null;
  const receipt = await fetchBytes(fileAddress('/api/v1/public/records/:code/receipt', { code }));
  if (!receipt.ok && receipt.problem.code !== 'receipt/not-yet') return 'unavailable';
  const parsed = parsePageCode(code);
  const key = parsed.ok && state ? await findPageCodeKey(parsed.value, state) : null;
  const checked = receipt.ok ? await checkReceipt(new TextDecoder().decode(receipt.value), town, record) : null;
  return {
    roster: state !== null,
    pageCode: parsed.ok ? key !== null : null,
    marks: [...(key ? marksOfPageCodeKey(key) : []), ...(checked?.marks ?? [])],
    receipt: checked,
  };
}

/** Whether this browser knows Ed25519, and whether the page was opened safely enough for WebCrypto to be there at all. */
async function canVerify(): Promise<boolean> {
  try {
    await ed25519Signer(new Uint8Array(32));
    return true;
  } catch {
    return false;
  }
}
