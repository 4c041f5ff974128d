import { decodeEntry, type Entry, fromRequestId, toRequestId } from '@yinzheng/ledger';
import type { EntryRefs } from '../../apps/server/src/ports/ledger-store.ts';

const requestOf = (n: number): string => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(n));
  return toRequestId(bytes);
};

/** An act that is only a number, to find it again in the log. */
export function numberedAct(n: number): { readonly entry: Entry; readonly refs: EntryRefs } {
  const request = requestOf(n);
  const at = '2026-01-01T00:00:00.000Z';
  return { entry: { v: 1, kind: 'request.withdrawn', town: '330381002000', at, facts: { request, by: 'p-1' } }, refs: { request } };
}

/** The number of such an act. Throws for any other entry. */
export function numberOfAct(body: Uint8Array): number {
  const entry = decodeEntry(body);
  if (!entry.ok || entry.value.kind !== 'request.withdrawn') throw new Error('no numbered act');
  const bytes = fromRequestId(entry.value.facts.request);
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
}
