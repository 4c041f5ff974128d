import {
  cosigner,
  ed25519Signer,
  encodePageCode,
  fromHex,
  noteSigner,
  type RosterStatement,
  rosterDigest,
  rosterMessage,
  type SignedRoster,
  toB64Url,
} from '@yinzheng/ledger';
import { createSoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import type { ListedKey, PendingChange, Town } from '../src/api/types.ts';
import { AT } from './sample.ts';
import { people } from './sample-town.ts';

const WITNESSES = ['witness.lishui.example', 'witness.taizhou.example', 'witness.daily.example'] as const;

/** Three witnesses with real keys, two of whom are enough. */
async function policyOf(logKey: string): Promise<string> {
  const keys = await Promise.all(WITNESSES.map((name, at) => cosigner(name, new Uint8Array(32).fill(20 + at))));
  const lines = keys.map(({ name, vkey }) => `witness ${name} ${vkey}`);
  return [`log ${logKey}`, ...lines, `group sample 2 ${WITNESSES.join(' ')}`, 'quorum sample\n'].join('\n');
}

/** A town with real keys: a founding signed by two officers, a server key, page codes. */
export async function makeTown(origin: string) {
  const rpId = new URL(origin).hostname;
  const server = await ed25519Signer(new Uint8Array(32).fill(1));
  const logSeed = new Uint8Array(32).fill(9);
  const [log, logSigner] = [await noteSigner('yinzheng.example/yuhai', logSeed), await ed25519Signer(logSeed)];
  const officers = await Promise.all(
    [people.officer, people.officer2].map(async (it, i) => ({
      person: it.id,
      signer: await ed25519Signer(new Uint8Array(32).fill(2 + i)),
    })),
  );
  const statement: RosterStatement = {
    v: 1,
    kind: 'roster',
    town: '330381002000',
    rpId,
    seq: 0,
    prev: null,
    at: '2026-11-01T00:00:00.000Z',
    changes: [
      ...officers.flatMap(({ person, signer }) => [
        { op: 'name-officer', person } as const,
        { op: 'add-key', holder: { kind: 'person', person }, kid: signer.kid, key: signer.publicKey, sample: true } as const,
      ]),
      { op: 'add-key', holder: { kind: 'server' }, kid: server.kid, key: server.publicKey, sample: true },
      {
        op: 'add-key',
        holder: { kind: 'log', origin: 'yinzheng.example/yuhai' },
        kid: logSigner.kid,
        key: logSigner.publicKey,
        sample: true,
      },
      { op: 'grant-post', person: people.approver.id, post: 'approver', body: 'b-33038100204101' },
    ],
  };
  const digest = rosterDigest(statement);
  const sign = async (statement: RosterStatement): Promise<SignedRoster> => ({
    statement,
    signatures: await Promise.all(
      officers.map(async ({ person, signer }) => ({
        by: person,
        kid: signer.kid,
        ed25519: toB64Url(await signer.sign(rosterMessage(rosterDigest(statement)))),
      })),
    ),
  });
  const theft = [{ op: 'revoke-key', kid: server.kid, reason: 'compromised' }] as const;
  const compromised = await sign({ ...statement, seq: 1, prev: digest, at: '2026-12-24T00:00:00.000Z', changes: theft });
  const links: readonly SignedRoster[] = [await sign(statement)];
  const town: Town = {
    code: statement.town,
    name: '玉海街道',
    isSample: true,
    rpId,
    publicUrl: origin,
    logKeys: [log.vkey],
    policy: await policyOf(log.vkey),
    founding: digest,
    pushKey: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U',
  };
  const facts = { request: '0b5tr9pak7qf2', page: 3, pages: 3, content: 'c'.repeat(64), body: 'b-33038100204101', date: AT.slice(0, 10) };
  const pageCode = await encodePageCode(facts, server);
  const newKey = await createSoftwarePasskey(rpId, origin);
  const next: RosterStatement = {
    ...statement,
    seq: 1,
    prev: digest,
    at: AT,
    changes: [
      { op: 'grant-post', person: 'p-clerk-2', post: 'clerk', body: 'b-33038100204101' },
      { op: 'add-key', holder: { kind: 'person', person: people.approver.id }, kid: newKey.kid, key: newKey.key },
      { op: 'revoke-key', kid: server.kid, reason: 'rotated' },
    ],
  };
  const pending: PendingChange = {
    id: 'pending-1',
    statement: next,
    challenge: toB64Url(fromHex(rosterDigest(next))),
    signedBy: [people.officer2.id],
    why: '殿巷社区经办人换届，审批人更换手机',
  };
  const listedKeys: readonly ListedKey[] = statement.changes.flatMap((it) =>
    it.op === 'add-key'
      ? [
          {
            kid: it.kid,
            holder: it.holder,
            isSample: it.sample === true,
            isHeld: it.holder.kind !== 'person',
            from: AT,
            until: null,
            reason: null,
          },
        ]
      : [],
  );
  return { town, links, compromised, pageCode, pending, listedKeys };
}
