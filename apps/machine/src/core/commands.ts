import type { CommandMessage } from '@yinzheng/contract';
import { type AuthorisationClaims, verifyAuthorisation } from '@yinzheng/domain';
import { type Check, fail, fromB64Url, type KeyId, type Refused, sha256Hex, text, utf8 } from '@yinzheng/ledger';
import type { Journal } from '../journal/journal.ts';
import type { Store, StoredCommand } from '../journal/store.ts';
import type { Desk } from './desk.ts';
import { isOver, type Memory } from './memory.ts';
import type { Clock } from './ports.ts';
import type { RosterBook } from './roster.ts';
import { turns } from './turns.ts';

export interface Commands {
  /** Obeys a command once; whoever sends it again gets the first answer again. The answer is durable before it is given. */
  receive(command: CommandMessage): Promise<StoredCommand>;
}

export interface CommandParts {
  readonly machine: string;
  readonly devkey: KeyId;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly roster: RosterBook;
  readonly store: Pick<Store, 'saveCommand' | 'dropFile'>;
  readonly desk: Pick<Desk, 'end'>;
  readonly clock: Clock;
  /** An authorisation has come: a good moment to fetch its pages. */
  readonly onAccepted: (claims: AuthorisationClaims) => void;
  /** The server wants the records from here on once more. */
  readonly onResend: (fromSeq: number) => void;
  readonly onChange: () => void;
}

type Answer = Omit<StoredCommand, 'id' | 'at'>;

const rejected = ({ code, params }: Refused): Answer => ({
  state: code === 'authorisation/expired' ? 'expired' : 'rejected',
  code,
  ...(params ? { params } : {}),
});

export function openCommands(it: CommandParts, stored: readonly StoredCommand[]): Commands {
  const answers = new Map(stored.map((command) => [command.id, command]));
  const inTurn = turns();

  /** The clock may lag a little behind the server that wrote `at`; the real check against the machine's own time comes at the moment of use. */
  async function verify(command: Extract<CommandMessage, { kind: 'authorise' }>): Promise<Check<AuthorisationClaims>> {
    const learned = await it.roster.learn(command.roster);
    if (!learned.ok) return learned;
    if (!learned.value) return fail('authorisation/roster-unknown');
    const now = new Date(Math.max(it.clock.now().getTime(), Date.parse(command.at)));
    return verifyAuthorisation(command.authorisation, { machine: it.machine, devkey: it.devkey, roster: learned.value, now });
  }

  async function authorise(command: Extract<CommandMessage, { kind: 'authorise' }>): Promise<Answer> {
    const jws = command.authorisation;
    const digest = sha256Hex(utf8(jws));
    const verified = await verify(command);
    const refuse = async (refused: Refused): Promise<Answer> => {
      const jti = claimedJti(jws);
      await it.journal.append({ type: 'auth.rejected', ...(jti ? { jti } : {}), data: { jws: digest, code: refused.code } });
      return rejected(refused);
    };
    if (!verified.ok) return refuse(verified);
    const { jti, max, sleeve, seal, filed } = verified.value;
    const before = it.memory.receivedDigest(jti);
    if (before !== null && before !== digest) return refuse(fail('authorisation/repeated-differently'));
    if (it.memory.isRevoked(jti)) return refuse(fail('authorisation/revoked'));
    it.memory.hold(jws);
    if (before === null)
      await it.journal.append({ type: 'auth.received', jti, data: { request: filed.request, max, sleeve, seal, jws: digest } });
    it.onAccepted(verified.value);
    return { state: 'accepted', jws };
  }

  async function revoke(jti: string, reason: string): Promise<Answer> {
    await it.journal.append({ type: 'auth.revoked', jti, data: { reason } });
    await it.desk.end('abort', 'revoked', jti); // in the desk's turn: a finger that is being judged now is judged before this
    return { state: 'done' };
  }

  /** Only what is over, and no page that another authorisation still needs. The journal keeps its digests and so its proofs. */
  async function forget({ jti, files }: Extract<CommandMessage, { kind: 'forget' }>): Promise<Answer> {
    const now = it.clock.now();
    const known = it.memory.known(jti);
    if (known && !isOver(known, now)) return rejected(fail('erasure/not-ended', { state: known.use.status }));
    for (const stored of answers.values()) {
      const { jws, ...answer } = stored;
      if (jws === undefined || claimedJti(jws) !== jti) continue;
      await it.store.saveCommand(answer);
      answers.set(answer.id, answer);
    }
    it.memory.forget(jti);
    const needed = new Set(it.memory.all().flatMap((other) => (isOver(other, now) ? [] : other.claims.filed.pages)));
    for (const digest of files) if (!needed.has(digest)) await it.store.dropFile(digest);
    return { state: 'done' };
  }

  async function obey(command: CommandMessage): Promise<Answer> {
    switch (command.kind) {
      case 'authorise':
        return authorise(command);
      case 'revoke':
        return revoke(command.jti, command.reason);
      case 'forget':
        return forget(command);
      case 'resend':
        it.onResend(command.fromSeq);
        return { state: 'done' };
      case 'roster': {
        const learned = await it.roster.learn(command.roster);
        return learned.ok ? { state: 'done' } : rejected(learned);
      }
    }
  }

  return {
    receive: (command) =>
      inTurn(async () => {
        const before = answers.get(command.id);
        if (before) return before;
        const answer: StoredCommand = { id: command.id, at: it.clock.now().toISOString(), ...(await obey(command)) };
        await it.store.saveCommand(answer);
        answers.set(answer.id, answer);
        it.onChange();
        return answer;
      }),
  };
}

/** What a refused authorisation calls itself: lets a person find it, and proves nothing. */
function claimedJti(jws: string): string | null {
  try {
    const { jti } = JSON.parse(text(fromB64Url(jws.split('.')[1] ?? ''))) as { jti?: unknown };
    return typeof jti === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(jti) ? jti : null;
  } catch {
    return null;
  }
}
