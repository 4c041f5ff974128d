import {
  type AuthorisedFacts,
  appendLeaves,
  type Cosigner,
  commit,
  type DecisionStatement,
  decisionDigest,
  type Entry,
  type ErasedFacts,
  encodeEntry,
  type FiledFacts,
  formatTlogProof,
  leafHash,
  type NoteSigner,
  type Opening,
  type ProvenEntry,
  type Receipt,
  type SignedRoster,
  type Signer,
  serializeReceipt,
  sha256,
  sha256Hex,
  signCheckpoint,
  type TileReader,
  text,
  tilePath,
  toB64Url,
  toRequestId,
  treeView,
  utf8,
} from '@yinzheng/ledger';
import { BODY, instant, MACHINE, type Person, sampleRoster, TOWN, type Town, town } from './town.ts';
import { photoBytes, photoNames, planUse, type RecordPlan, sealPlans } from './use-records.ts';

/**
 * What a sample receipt is about, and where it departs from the right way. Whatever a hook returns is signed and logged
 * as if all parties had agreed to it: what a verifier then finds, it finds by the rules and not by a broken signature.
 */
export interface ReceiptPlan {
  readonly pages?: readonly Uint8Array[];
  readonly copies?: number;
  readonly impressions?: readonly number[];
  readonly roster?: (links: readonly SignedRoster[], town: Town) => Promise<readonly SignedRoster[]>;
  readonly filed?: (facts: FiledFacts) => FiledFacts;
  readonly statement?: (statement: DecisionStatement) => DecisionStatement;
  /** Whose passkey signs each step; the approver's own unless said otherwise. */
  readonly signedBy?: Person;
  readonly authorised?: (facts: AuthorisedFacts) => AuthorisedFacts;
  readonly records?: (plans: readonly RecordPlan[]) => readonly RecordPlan[];
  /** The acts as they enter the log, in this order. */
  readonly acts?: (entries: readonly Entry[]) => readonly Entry[];
  readonly openings?: (openings: readonly Opening[]) => readonly Opening[];
  /** Links that enter the log after the acts. */
  readonly late?: (links: readonly SignedRoster[], town: Town) => Promise<readonly SignedRoster[]>;
  /** How many of the last links the receipt leaves out. */
  readonly hide?: number;
  /** Whose journal it is; the town's machine unless said otherwise. */
  readonly machine?: Signer;
  /** The log's keys that sign the checkpoint; the town's one unless said otherwise. */
  readonly log?: readonly NoteSigner[];
  /** Those that sign a second checkpoint, over the late links too, under which the roster is proved. */
  readonly lateLog?: readonly NoteSigner[];
  /** Entries of what was erased afterwards, given the facts of erasing everything; none unless said otherwise. */
  readonly erasures?: (everything: ErasedFacts) => readonly Entry[];
  /** Who cosigns the checkpoint. */
  readonly witnesses?: readonly Cosigner[];
}

export interface SampleReceipt {
  readonly text: string;
  readonly receipt: Receipt;
  readonly vkey: string;
  readonly pages: readonly Uint8Array[];
  readonly photos: readonly Uint8Array[];
}

const salt = (name: string): string => toB64Url(sha256(utf8(`salt of ${name}`)));
const opening = (name: string, value: unknown): Opening => ({ commitment: commit(salt(name), value), salt: salt(name), value });
/** An entry of the sample town. */
export const act = <K extends Entry['kind']>(kind: K, at: string, facts: Extract<Entry, { kind: K }>['facts']): Entry =>
  ({ v: 1, kind, town: TOWN, at, facts }) as Entry;

/** Builds a whole receipt from real parts: passkeys, journal, tree, checkpoint; other entries lie between its own. */
export async function sampleReceipt(plan: ReceiptPlan = {}): Promise<SampleReceipt> {
  const of = await town();
  const pages = plan.pages ?? [utf8('page one'), utf8('page two')];
  const links = await (plan.roster ?? (async (it) => it))(await sampleRoster(of), of);
  const late = plan.late ? (await plan.late(links, of)).slice(links.length) : [];

  const content = opening('content', { title: '示例·居住证明', applicant: '示例·居民甲', purpose: '办理入学' });
  const filed = (plan.filed ?? same)({
    request: toRequestId(sha256(utf8('request')).slice(0, 8)),
    body: BODY,
    division: '330381002001',
    seal: 'seal-1',
    matter: { code: 'residence', version: 1 },
    clerk: 'clerk-1',
    custodian: 'custodian-1',
    pages: pages.map(sha256Hex),
    copies: plan.copies ?? 1,
    impressions: plan.impressions ?? pages.map(() => 1),
    content: content.commitment,
    steps: 2,
  });
  const { division: _division, waiver: _waiver, ...shown } = filed;
  const reasons = ['', '情况属实'].map((reason, step) => opening(`reason ${step}`, reason));
  const decided = await Promise.all(
    reasons.slice(0, filed.steps).map(async (reason, step) => {
      const approver = (step === 0 ? 'approver-1' : 'approver-2') satisfies Person;
      const said = { step, approver, verdict: 'approve', reason: reason.commitment, at: instant(3 + step) } as const;
      const statement = (plan.statement ?? same)({ v: 1, kind: 'decision', town: TOWN, ...shown, ...said });
      const assertion = await of.passkeys[plan.signedBy ?? approver].assert(decisionDigest(statement));
      return act('request.decided', instant(3 + step, 50), { statement, assertion });
    }),
  );
  const authorised = (plan.authorised ?? same)({
    request: filed.request,
    jti: 'jti-1',
    machine: MACHINE,
    sleeve: 1,
    seal: filed.seal,
    clerk: filed.clerk,
    max: filed.copies * filed.impressions.reduce((sum, count) => sum + count, 0),
    rosterSeq: 1,
    nbf: instant(10),
    exp: instant(70),
    jws: sha256Hex(utf8('a compact JWS')),
    kid: of.server.kid,
  });
  const plans = (plan.records ?? same)(planUse(filed, authorised));
  const records = await sealPlans(plan.machine ?? of.machine, MACHINE, authorised.jti, plans);
  const acts = (plan.acts ?? same)([
    act('request.filed', instant(2), filed),
    ...decided,
    act('request.authorised', instant(10), authorised),
    ...records.map((record) => act('machine.recorded', instant(12), record)),
  ]);

  const photos = photoNames(filed).map(photoBytes);
  const erased = (plan.erasures ?? (() => []))({
    of: { kind: 'request', request: filed.request },
    ground: 'consent-withdrawn',
    commitments: [content, ...reasons.slice(0, filed.steps)].map(({ commitment }) => commitment),
    files: [...pages, ...photos].map(sha256Hex),
    askedBy: 'clerk-1',
    confirmedBy: 'supervisor-1',
  });
  const [early, later] = [links, late].map((part) => part.map((link) => act('roster.signed', link.statement.at, link)));
  const lists = [early ?? [], acts, later ?? [], erased];
  const log = plan.log ?? [of.log];
  const [before = [], actsNow = [], after = [], erasures = []] = await logEntries(of, lists, plan.witnesses, plan.lateLog ?? log);
  const proven = plan.lateLog ? ((await logEntries(of, lists.slice(0, 2), plan.witnesses, log))[1] ?? []) : actsNow;
  const roster = [...before, ...after].slice(0, links.length + late.length - (plan.hide ?? 0));
  const openings = (plan.openings ?? same)([content, ...reasons.slice(0, filed.steps)]);
  const receipt: Receipt = { v: 1, kind: 'yinzheng-receipt', request: filed.request, roster, acts: proven, openings, erasures };
  return { text: serializeReceipt(receipt), receipt, vkey: of.log.vkey, pages, photos };
}

const same = <T>(it: T): T => it;

/** Puts entries into a real tree, a stranger's entry after each, and proves them under one checkpoint. */
export async function logEntries(
  of: Pick<Town, 'log'>,
  lists: readonly (readonly Entry[])[],
  witnesses: readonly Cosigner[] = [],
  signers: readonly NoteSigner[] = [of.log],
): Promise<readonly (readonly ProvenEntry[])[]> {
  const stranger = (at: number) =>
    act('request.withdrawn', instant(0, at), { request: toRequestId(sha256(utf8(`${at}`)).slice(0, 8)), by: 'clerk-2' });
  const bytes = lists.flatMap((entries) => entries.flatMap((entry, at) => [encodeEntry(entry), encodeEntry(stranger(at))]));
  const tiles = new Map<string, Uint8Array>();
  const readTile: TileReader = async (level, index, width) => tiles.get(tilePath(level, index, width)) ?? new Uint8Array();
  const tree = await appendLeaves(0, readTile, bytes.map(leafHash));
  for (const tile of tree.tiles) tiles.set(tilePath(tile.level, tile.index, tile.width), tile.bytes);
  const view = treeView(tree.size, readTile);
  const head = { origin: of.log.name, size: tree.size, root: tree.root };
  const cosignatures = await Promise.all(witnesses.map((witness) => witness.cosign(head, Date.parse(instant(20)) / 1000)));
  const checkpoint = (await signCheckpoint(head, ...signers)) + cosignatures.join('');
  let index = 0;
  const prove = async (): Promise<ProvenEntry> => {
    const proof = formatTlogProof({ index, hashes: await view.inclusion(index), checkpoint });
    const proven = { entry: text(bytes[index] as Uint8Array), proof };
    index += 2;
    return proven;
  };
  const proven: ProvenEntry[][] = [];
  for (const entries of lists) {
    const list: ProvenEntry[] = [];
    for (const _ of entries) list.push(await prove());
    proven.push(list);
  }
  return proven;
}
