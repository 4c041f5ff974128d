import { signToken } from '@yinzheng/domain';
import { type Digest, genesisDigest, type JournalRecord, type KeyId, type RosterState, useEvent, verifyRecord } from '@yinzheng/ledger';
import type { Journal } from '../ports/machine-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { StoredAuthorisation } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';
import { serverKey, underRoster } from '../roster/mod.ts';
import { applyRecord } from './apply-record.ts';
import { commandMachine } from './command-machine.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'keys' | 'town' | 'roster'>;

type Outcome = { readonly kind: 'taken'; readonly head: Journal['head'] } | { readonly kind: 'gap' } | { readonly kind: 'conflict' };

/**
 * Takes journal records: state, ledger entries and the machine's head in one transaction. Delivered twice, they take effect
 * once; a contradiction quarantines the machine; a gap is asked for again. Returns the acknowledgement to send, or null.
 */
export async function receiveRecords(ports: Used, machine: string, records: readonly JournalRecord[]): Promise<string | null> {
  const [outcome, signer] = await underRoster(ports, async (roster) => {
    if (!roster) throw new Refused('machine/bad-signature');
    await demandGenuine(roster, machine, records);
    return async (stores) => [await takeRecords(ports, stores, roster, machine, records), serverKey(ports.keys, roster)] as const;
  });
  if (outcome.kind === 'conflict') throw new Refused('machine/journal-conflict', { seq: records[0]?.seq ?? 0 });
  if (outcome.kind !== 'taken') return null;
  const iat = Math.floor(ports.clock.now().getTime() / 1000);
  return signToken('journal-ack+jwt', { dev: machine, ...outcome.head, iat }, signer);
}

async function takeRecords(
  ports: Used,
  stores: Stores,
  roster: RosterState,
  machine: string,
  records: readonly JournalRecord[],
): Promise<Outcome> {
  const before = await stores.machines.lockJournal(machine, records[0]?.kid ?? '');
  if (!before || before.isQuarantined) throw new Refused('machine/unknown');
  if (await contradicts(stores, before, records)) {
    await stores.machines.quarantine(before.kid);
    return { kind: 'conflict' };
  }
  const fresh = records.filter(({ seq }) => seq > before.head.seq);
  if (!isContinuation(machine, before, fresh)) {
    // Asked for once: a machine that goes on with a gap would otherwise fill the queue.
    const isAsked = (await stores.machines.openCommands(machine)).some(({ kind }) => kind === 'resend');
    if (!isAsked) await commandMachine(ports, stores, machine, { kind: 'resend', fromSeq: before.head.seq + 1 });
    return { kind: 'gap' };
  }
  await take(ports, stores, roster, machine, before.kid, fresh);
  const last = fresh.at(-1);
  return { kind: 'taken', head: last ? { seq: last.seq, h: last.h } : before.head };
}

/** Signatures are checked outside the transaction: they need no lock and cost the most. */
async function demandGenuine(roster: RosterState, machine: string, records: readonly JournalRecord[]): Promise<void> {
  const verified = await Promise.all(
    records.map(async (record) => {
      const key = roster.keys.get(record.kid);
      const isOwn = record.dev === machine && key?.until === undefined && key?.holder.kind === 'machine' && key.holder.machine === machine;
      return isOwn && (await verifyRecord(record, key.key, null)).ok;
    }),
  );
  // One message is of one journal: each key has its own.
  if (verified.includes(false) || records.some(({ kid }) => kid !== records[0]?.kid)) throw new Refused('machine/bad-signature');
}

async function contradicts(stores: Stores, before: Journal, records: readonly JournalRecord[]): Promise<boolean> {
  const known = records.filter(({ seq }) => seq <= before.head.seq);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return false;
  const hashes = await stores.machines.recordHashes(before.kid, first.seq, last.seq + 1);
  return known.some(({ seq, h }) => hashes.get(seq) !== h);
}

function isContinuation(machine: string, before: Journal, fresh: readonly JournalRecord[]): boolean {
  let { seq, h }: { seq: number; h: Digest | null } = before.head;
  h ??= genesisDigest(machine, before.kid);
  for (const record of fresh) {
    if (record.seq !== seq + 1 || record.prev !== h) return false;
    ({ seq, h } = record);
  }
  return true;
}

async function take(
  ports: Used,
  stores: Stores,
  roster: RosterState,
  machine: string,
  kid: KeyId,
  fresh: readonly JournalRecord[],
): Promise<void> {
  const at = ports.clock.now().toISOString();
  const authorisations = await loadAuthorisations(stores, machine, fresh);
  for (const record of fresh) {
    const authorisation = authorisations.get(record.jti ?? '');
    if (!authorisation) continue;
    authorisations.set(authorisation.jti, await applyRecord(ports, stores, roster, authorisation, record));
    const event = useEvent(record);
    if (event && 'photo' in event.data && event.data.photo) await stores.requests.addPhotos(authorisation.request, [event.data.photo]);
  }
  await stores.ledger.append(
    fresh.map((record) => {
      const request = authorisations.get(record.jti ?? '')?.request;
      return {
        entry: { v: 1, kind: 'machine.recorded', town: ports.town.code, at, facts: record },
        refs: { ...(record.jti === undefined ? {} : { jti: record.jti }), ...(request === undefined ? {} : { request }) },
      };
    }),
  );
  await stores.machines.acceptRecords(kid, fresh);
}

/** Those that were issued for this machine; a record that names another's stands in the ledger and changes no state. */
async function loadAuthorisations(
  stores: Stores,
  machine: string,
  fresh: readonly JournalRecord[],
): Promise<Map<string, StoredAuthorisation>> {
  const found = new Map<string, StoredAuthorisation>();
  for (const jti of new Set(fresh.flatMap((record) => record.jti ?? []))) {
    const authorisation = await stores.requests.lockAuthorisation(jti, machine);
    if (authorisation) found.set(jti, authorisation);
  }
  return found;
}
