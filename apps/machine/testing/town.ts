import { type AuthorisationClaims, signAuthorisation, signToken } from '@yinzheng/domain';
import {
  commit,
  type DecisionStatement,
  decisionDigest,
  ed25519Signer,
  fromHex,
  type KeyId,
  type RosterChange,
  type RosterStatement,
  rosterDigest,
  type SignedRoster,
  type Signer,
  sha256Hex,
  toB64Url,
  utf8,
} from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';

const CODE = '330381002000';
const BODY = '92330381MF0000001A';
const RP_ID = 'localhost';

export interface Wish {
  readonly jti?: string;
  readonly pages?: readonly string[];
  readonly impressions?: readonly number[];
  readonly copies?: number;
  readonly now?: Date;
  readonly validForMs?: number;
  readonly win?: number;
  readonly title?: string;
  /** Whether the approvers allowed that a person clears what the page check is unsure of. */
  readonly onDoubt?: 'ask';
}

/** A town with its founding, its server key, an approver and a clerk: everything real, in software. */
export async function foundTown(machine: { readonly id: string; readonly journal: Signer }, foundedAt: Date) {
  const passkey = (): Promise<SoftwarePasskey> => createSoftwarePasskey(RP_ID, `http://${RP_ID}:8080`);
  const [officerA, officerB, approver] = await Promise.all([passkey(), passkey(), passkey()]);
  const server = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  const log = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  const person = (name: string, { kid, key }: SoftwarePasskey): RosterChange => ({
    op: 'add-key',
    holder: { kind: 'person', person: name },
    kid,
    key,
    sample: true,
  });

  async function link(prev: RosterStatement | null, at: Date, changes: readonly RosterChange[]): Promise<SignedRoster> {
    const statement: RosterStatement = {
      v: 1,
      kind: 'roster',
      town: CODE,
      rpId: RP_ID,
      seq: prev ? prev.seq + 1 : 0,
      prev: prev ? rosterDigest(prev) : null,
      at: at.toISOString(),
      changes,
    };
    const challenge = fromHex(rosterDigest(statement));
    const signatures = [
      { by: 'officer-a', passkey: await officerA.assert(challenge) },
      { by: 'officer-b', passkey: await officerB.assert(challenge) },
    ];
    return { statement, signatures };
  }

  const founding = await link(null, foundedAt, [
    { op: 'name-officer', person: 'officer-a' },
    { op: 'name-officer', person: 'officer-b' },
    person('officer-a', officerA),
    person('officer-b', officerB),
    person('approver-1', approver),
    { op: 'grant-post', person: 'approver-1', post: 'approver', body: BODY },
    { op: 'grant-post', person: 'clerk-1', post: 'clerk', body: BODY },
    { op: 'add-key', holder: { kind: 'server' }, kid: server.kid, key: server.publicKey },
    { op: 'add-key', holder: { kind: 'log', origin: 'example.test/log' }, kid: log.kid, key: log.publicKey },
  ]);
  const second = await link(founding.statement, new Date(foundedAt.getTime() + 1), [
    { op: 'add-key', holder: { kind: 'machine', machine: machine.id }, kid: machine.journal.kid, key: machine.journal.publicKey },
  ]);

  async function claim(wish: Wish = {}): Promise<AuthorisationClaims> {
    const now = wish.now ?? new Date();
    const pages = wish.pages ?? [sha256Hex(utf8('page 1'))];
    const impressions = wish.impressions ?? pages.map(() => 1);
    const copies = wish.copies ?? 1;
    const value = { title: wish.title ?? '低保申请证明', applicant: '示例·居民甲', purpose: '办理低保' };
    const salt = toB64Url(crypto.getRandomValues(new Uint8Array(32)));
    const content = { commitment: commit(salt, value), salt, value };
    const filed = {
      request: 'abc0123456789',
      body: BODY,
      seal: 'seal-1',
      matter: { code: 'support', version: 1 },
      clerk: 'clerk-1',
      custodian: 'custodian-1',
      pages,
      copies,
      impressions,
      ...(wish.onDoubt ? { onDoubt: wish.onDoubt } : {}),
      content: content.commitment,
      steps: 1,
    };
    const statement: DecisionStatement = {
      v: 1,
      kind: 'decision',
      town: CODE,
      ...filed,
      step: 0,
      approver: 'approver-1',
      verdict: 'approve',
      reason: commit(salt, ''),
      at: now.toISOString(),
    };
    const seconds = Math.floor(now.getTime() / 1000);
    return {
      iss: CODE,
      aud: machine.id,
      devkey: machine.journal.kid as KeyId,
      jti: wish.jti ?? toB64Url(crypto.getRandomValues(new Uint8Array(9))),
      iat: seconds,
      nbf: seconds,
      exp: seconds + Math.floor((wish.validForMs ?? 3_600_000) / 1000),
      win: wish.win ?? 120,
      sleeve: 1,
      seal: 'seal-1',
      clerk: 'clerk-1',
      fp: 7,
      max: copies * impressions.reduce((sum, count) => sum + count, 0),
      rosterSeq: 1,
      filed: { ...filed, division: '330381002001' },
      decisions: [{ statement, assertion: await approver.assert(decisionDigest(statement)) }],
      content,
    };
  }

  return {
    code: CODE,
    server,
    links: [founding, second] as readonly SignedRoster[],
    founding: rosterDigest(founding.statement),
    link,
    claim,
    authorise: async (wish?: Wish): Promise<string> => signAuthorisation(await claim(wish), server),
    sign: (claims: AuthorisationClaims): Promise<string> => signAuthorisation(claims, server),
    acknowledge: (payload: { dev: string; seq: number; h: string; iat: number }): Promise<string> =>
      signToken('journal-ack+jwt', payload, server),
  };
}

export type Town = Awaited<ReturnType<typeof foundTown>>;
