import {
  type AuthorisedFacts,
  type FiledFacts,
  genesisDigest,
  type JournalDraft,
  type JournalRecord,
  type Signer,
  sealRecord,
  sha256Hex,
  utf8,
} from '@yinzheng/ledger';
import { instant } from './town.ts';

/** What a machine records before it knows seq, prev and time. */
export type RecordPlan = Pick<JournalDraft, 'type' | 'data'> &
  Partial<Pick<JournalDraft, 'jti' | 'seq' | 'boot' | 'wall' | 'prev' | 'dev'>>;

/** The bytes that stand for a photograph in tests; a real JPEG is not needed to have a digest. */
export const photoBytes = (name: string): Uint8Array => utf8(`photograph ${name}`);
const photo = (name: string): string => sha256Hex(photoBytes(name));

/** The names of all photographs of a plan without incidents. */
export function photoNames(filed: FiledFacts): readonly string[] {
  return presses(filed).flatMap(({ n }) => [`${n} before`, `${n} after`]);
}

function presses(filed: FiledFacts) {
  const sheets = Array.from({ length: filed.copies }, (_, copy) =>
    filed.impressions.flatMap((count, page) => Array.from({ length: count }, () => ({ page: page + 1, copy: copy + 1 }))),
  ).flat();
  return sheets.map((sheet, at) => ({ ...sheet, n: at + 1 }));
}

/** A use in which everything goes well. */
export function planUse(filed: FiledFacts, authorised: AuthorisedFacts): readonly RecordPlan[] {
  const { request, max, sleeve, seal, clerk, jws } = authorised;
  const made = presses(filed);
  return [
    { type: 'auth.received', data: { request, max, sleeve, seal, jws } },
    { type: 'finger.match', data: { person: clerk, slot: 7 } },
    { type: 'use.opened', data: { request, sleeve, seal, clerk } },
    ...made.flatMap(({ n, page, copy }): RecordPlan[] => [
      { type: 'use.page', data: { page, copy, verdict: 'go', photo: photo(`${n} before`) } },
      { type: 'use.reserved', data: { n, page, copy, photo: photo(`${n} before`) } },
      { type: 'use.impression', data: { n, page, copy, photo: photo(`${n} after`), outcome: 'confirmed' } },
    ]),
    { type: 'use.closed', data: { request, made: made.length, voided: 0, unknown: 0 } },
  ];
}

/** Seals plans as one machine's journal would, from the genesis on unless a plan says otherwise; `jti` null: of no authorisation. */
export async function sealPlans(
  signer: Signer,
  machine: string,
  jti: string | null,
  plans: readonly RecordPlan[],
): Promise<readonly JournalRecord[]> {
  const records: JournalRecord[] = [];
  for (const [at, plan] of plans.entries()) {
    const before = records.at(-1);
    const draft: JournalDraft = {
      dev: machine,
      seq: (before?.seq ?? -1) + 1,
      prev: before?.h ?? genesisDigest(machine, signer.kid),
      boot: 1,
      mono: at * 250,
      wall: instant(11, at * 250),
      tq: 'server',
      ...(jti === null ? {} : { jti }),
      ...plan,
    };
    records.push(await sealRecord(signer, draft));
  }
  return records;
}
