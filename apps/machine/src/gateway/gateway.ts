import { AcknowledgementMessage, CommandMessage, jsonParserOf, type PresenceMessage } from '@yinzheng/contract';
import { openServerToken } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { MachineCore } from '../core/machine.ts';
import type { Store } from '../journal/store.ts';
import type { GatewayFiles } from './files.ts';
import type { Identity } from './identity.ts';
import { startPublisher } from './publisher.ts';
import { openUplink } from './uplink.ts';

export interface Gateway {
  readonly isOnline: boolean;
  stop(): Promise<void>;
}

export interface GatewayParts {
  readonly identity: Identity;
  readonly core: MachineCore;
  readonly store: Store;
  readonly files: GatewayFiles;
  readonly onChange: () => void;
  readonly log: (message: string) => void;
}

const parseCommand = jsonParserOf(CommandMessage);
const parseAcknowledgement = jsonParserOf(AcknowledgementMessage);
const HEARTBEAT_MS = 30_000;
const SAVE_MS = 1_000;

/** Joins the core to the server: commands in, answers and records out, presence kept. */
export async function startGateway({ identity, core, store, files, onChange, log }: GatewayParts): Promise<Gateway> {
  const { machine: dev, town, mqttUrl, ca } = identity.ticket;
  let sleeves: PresenceMessage['sleeves'] = [];
  let toldRosterSeq = -2;

  const presence = (online: boolean): PresenceMessage => ({
    v: 1,
    dev,
    online,
    boot: core.journal.boot,
    head: core.journal.head,
    rosterSeq: core.roster.state?.seq ?? -1,
    sleeves: [...sleeves],
    at: core.time.read().wall.toISOString(),
  });

  async function tellPresence(): Promise<void> {
    sleeves = [...(await core.guard.statuses().catch(() => []))]; // a silent board has no sleeves to tell of
    toldRosterSeq = core.roster.state?.seq ?? -1;
    uplink.publish('presence', presence(true));
  }

  async function obey(payload: Uint8Array): Promise<void> {
    const parsed = parseCommand(payload);
    if (!parsed.ok) return log(`a command does not fit the contract: ${parsed.problem.message.en}`);
    const { id, state, code, params, at } = await core.commands.receive(parsed.value);
    uplink.publish('command-states', { v: 1, dev, command: id, state, ...(code ? { code } : {}), ...(params ? { params } : {}), at });
  }

  /** The server's word that it holds the journal up to a record, signed by its key in the roster, and about this very journal. */
  async function check(payload: Uint8Array): Promise<Check<{ seq: number; iat: number; token: string }>> {
    const parsed = parseAcknowledgement(payload);
    const roster = core.roster.state;
    if (!parsed.ok || !roster) return fail('message/malformed', { at: '/', detail: 'acknowledgement' });
    const { token } = parsed.value;
    const opened = await openServerToken(token, 'journal-ack+jwt', roster, core.time.read().wall);
    if (!opened.ok) return opened;
    const it = opened.value as { dev?: unknown; seq?: unknown; h?: unknown; iat?: unknown };
    if (it.dev !== dev || !Number.isSafeInteger(it.seq) || !Number.isSafeInteger(it.iat)) return fail('authorisation/malformed');
    const [record] = await core.journal.read(Number(it.seq), 1);
    if (record?.h !== it.h) return fail('machine/journal-conflict', { seq: Number(it.seq) });
    return pass({ seq: Number(it.seq), iat: Number(it.iat), token });
  }

  let unsaved: { seq: number; iat: number; token: string } | null = null;
  async function save(): Promise<void> {
    const it = unsaved;
    unsaved = null;
    if (it) await store.saveAcknowledged(it);
  }

  async function acknowledge(payload: Uint8Array): Promise<void> {
    const checked = await check(payload);
    if (!checked.ok) return log(`an acknowledgement was refused: ${checked.code}`);
    core.time.heardFromServer(new Date(checked.value.iat * 1000));
    publisher.acknowledged(checked.value.seq);
    if (checked.value.seq > (unsaved?.seq ?? -1)) unsaved = checked.value; // an older one costs only a repetition
  }

  const failed = (cause: unknown): void =>
    log(`the gateway’s message could not be dealt with: ${cause instanceof Error ? cause.message : cause}`);
  // Read before the line is opened: a broker that does not answer at once is told of before anything else could be awaited.
  const acknowledgedSeq = (await store.loadAcknowledged())?.seq ?? -1;
  const uplink = openUplink({
    url: mqttUrl,
    tls: { ca, key: identity.tlsKey, cert: identity.certificate },
    town,
    machine: dev,
    will: () => presence(false),
    onOnline() {
      void tellPresence();
      publisher.wake();
      onChange();
    },
    onOffline() {
      publisher.wake();
      onChange();
    },
    onMessage: (channel, payload) => void (channel === 'commands' ? obey(payload) : acknowledge(payload)).catch(failed),
    log,
  });
  const publisher = startPublisher({
    journal: core.journal,
    store,
    files,
    acknowledgedSeq,
    isOnline: () => uplink.isOnline,
    publish: (records) => uplink.publish('records', { v: 1, dev, records }),
    log,
  });
  const stopResends = core.onResend(publisher.rewind);
  const stopChanges = core.onChange(() => {
    publisher.wake();
    if (uplink.isOnline && (core.roster.state?.seq ?? -1) !== toldRosterSeq) void tellPresence();
  });
  const heartbeat = setInterval(() => void tellPresence(), HEARTBEAT_MS);
  const saving = setInterval(() => void save().catch(failed), SAVE_MS);

  return {
    get isOnline() {
      return uplink.isOnline;
    },
    async stop() {
      clearInterval(heartbeat);
      clearInterval(saving);
      stopResends();
      stopChanges();
      await publisher.stop();
      await save().catch(failed);
      await uplink.stop({ channel: 'presence', message: presence(false) });
    },
  };
}
