import {
  ed25519Signer,
  fromHex,
  logKeyOf,
  type NoteSigner,
  noteSigner,
  type Policy,
  type Post,
  policyOf,
  type RosterChange,
  type RosterStatement,
  rosterDigest,
  type SignedRoster,
  type Signer,
  sha256,
  utf8,
} from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';

/** The people and things of a small town that tests are about; keys are real, made in software. */
export const TOWN = '330381002000';
export const BODY = '54330381ME0000001A';
export const MACHINE = 'machine-1';
export const RP_ID = 'yuhai.example';
export const ORIGIN = 'https://seals.yuhai.example';
export const FOUNDED_AT = '2026-11-22T06:00:00.000Z';

/** `minute` minutes (and `ms` milliseconds) after the founding. */
export const instant = (minute: number, ms = 0): string => new Date(Date.parse(FOUNDED_AT) + minute * 60_000 + ms).toISOString();

export const seedNamed = (name: string): Uint8Array => sha256(utf8(name));

/** A signer that is the same in every run. */
export const signerNamed = (name: string): Promise<Signer> => ed25519Signer(seedNamed(name));
export const logNamed = (origin: string): Promise<NoteSigner> => noteSigner(origin, seedNamed(origin));

/** The policy of whoever knows a log's key and asks for no witness. */
export function trusting(vkey: string): Policy {
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(policy.code);
  return policy.value;
}

const PEOPLE = ['officer-1', 'officer-2', 'approver-1', 'approver-2', 'clerk-1', 'custodian-1', 'stranger-1'] as const;
export type Person = (typeof PEOPLE)[number];

export interface Town {
  readonly passkeys: Readonly<Record<Person, SoftwarePasskey>>;
  readonly machine: Signer;
  readonly server: Signer;
  readonly log: NoteSigner;
}

let made: Promise<Town> | undefined;

/** One town for all tests of a process: keys are slow to make. */
export function town(): Promise<Town> {
  made ??= (async () => ({
    passkeys: Object.fromEntries(
      await Promise.all(PEOPLE.map(async (person) => [person, await createSoftwarePasskey(RP_ID, ORIGIN)] as const)),
    ) as Record<Person, SoftwarePasskey>,
    machine: await signerNamed('machine'),
    server: await signerNamed('server'),
    log: await logNamed('yuhai.example/log'),
  }))();
  return made;
}

/** Adds a person's passkey. */
export const personKey = (person: string, passkey: SoftwarePasskey): RosterChange => ({
  op: 'add-key',
  holder: { kind: 'person', person },
  kid: passkey.kid,
  key: passkey.key,
  sample: true,
});

/** Adds a key of a log. */
export function logKey({ vkey }: Pick<NoteSigner, 'vkey'>): RosterChange {
  const listing = logKeyOf(vkey);
  if (!listing.ok) throw new Error(listing.code);
  return { op: 'add-key', ...listing.value };
}

const grant = (person: string, post: Post): RosterChange => ({ op: 'grant-post', person, post, body: BODY });

/** The founding names two officers; everybody else comes with the second link. */
export const foundingStatement = ({ passkeys, log }: Town): RosterStatement => ({
  v: 1,
  kind: 'roster',
  town: TOWN,
  rpId: RP_ID,
  seq: 0,
  prev: null,
  at: FOUNDED_AT,
  changes: [
    { op: 'name-officer', person: 'officer-1' },
    { op: 'name-officer', person: 'officer-2' },
    personKey('officer-1', passkeys['officer-1']),
    personKey('officer-2', passkeys['officer-2']),
    logKey(log),
  ],
});

/** The link after `before`. */
export const nextStatement = (before: RosterStatement, at: string, changes: readonly RosterChange[]): RosterStatement => ({
  ...before,
  seq: before.seq + 1,
  prev: rosterDigest(before),
  at,
  changes,
});

const staffChanges = ({ passkeys, machine, server }: Town): readonly RosterChange[] => [
  personKey('approver-1', passkeys['approver-1']),
  personKey('approver-2', passkeys['approver-2']),
  grant('approver-1', 'approver'),
  grant('approver-2', 'approver'),
  grant('clerk-1', 'clerk'),
  grant('custodian-1', 'custodian'),
  grant('supervisor-1', 'supervisor'),
  grant('auditor-1', 'auditor'),
  grant('administrator-1', 'administrator'),
  { op: 'add-key', holder: { kind: 'machine', machine: MACHINE }, kid: machine.kid, key: machine.publicKey, sample: true },
  { op: 'add-key', holder: { kind: 'server' }, kid: server.kid, key: server.publicKey, sample: true },
];

/** Signs a statement by the passkeys of these people. */
export async function signRoster({ passkeys }: Town, statement: RosterStatement, by: readonly Person[]): Promise<SignedRoster> {
  const challenge = fromHex(rosterDigest(statement));
  return {
    statement,
    signatures: await Promise.all(by.map(async (person) => ({ by: person, passkey: await passkeys[person].assert(challenge) }))),
  };
}

export const OFFICERS = ['officer-1', 'officer-2'] as const satisfies readonly Person[];

/** The two links that every sample receipt begins with. */
export async function sampleRoster(of: Town): Promise<readonly SignedRoster[]> {
  const founding = foundingStatement(of);
  const staff = nextStatement(founding, instant(1), staffChanges(of));
  return [await signRoster(of, founding, OFFICERS), await signRoster(of, staff, OFFICERS)];
}
