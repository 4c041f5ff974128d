import type { SignedRoster } from '@yinzheng/ledger';
import { foldRoster, parsePageCode, type RosterState, verifyPageCode } from '@yinzheng/ledger';
import { call, fetchBytes, fileAddress } from '../api/client.ts';
import type { Town } from '../api/types.ts';
import { checkReceipt, type ReceiptChecked } from './check-receipt.ts';

/** What this device worked out by itself. `null`: nothing to check, or not yet. */
export interface DeviceReport {
  /** The roster's chain, from the founding digest that the town published. */
  readonly roster: boolean;
  /** The code in the margin against the server keys of that roster; null when the link carries a record number only. */
  readonly pageCode: boolean | null;
  readonly receipt: ReceiptChecked | null;
}

/** Checks all that can be checked without trusting the server, or null when the server cannot be asked. */
export async function verifyRecord(code: string, town: Town): Promise<DeviceReport | null> {
  const chain = await call('GET /api/v1/roster');
  if (!chain.ok) return null;
  const folded = await foldRoster(chain.value.links as readonly SignedRoster[]);
  const state = folded.ok && folded.value.founding === town.founding ? folded.value : null;
  const receipt = await fetchBytes(fileAddress('/api/v1/public/records/:code/receipt', { code }));
  if (!receipt.ok && receipt.problem.code !== 'receipt/not-yet') return null;
  return {
    roster: state !== null,
    pageCode: await isPageCodeGenuine(code, state),
    receipt: receipt.ok ? await checkReceipt(new TextDecoder().decode(receipt.value), town) : null,
  };
}

/** Whether a key that was the server's on the day of printing signed the code; null when there is no page code. */
async function isPageCodeGenuine(text: string, state: RosterState | null): Promise<boolean | null> {
  const code = parsePageCode(text);
  if (!code.ok) return null;
  if (!state) return false;
  const { date } = code.value;
  for (const { holder, key, from, until } of state.keys.values()) {
    const countedThatDay = from <= `${date}T23:59:59.999Z` && (until === undefined || until > `${date}T00:00:00.000Z`);
    if (holder.kind === 'server' && countedThatDay && (await verifyPageCode(code.value, key))) return true;
  }
  return false;
}
