import { ed25519Signer, logKeyOf, type RosterState, type RosterStatement, type Signer } from '@yinzheng/ledger';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { foundTown, type SampleOfficers, signAsSample } from '../roster/mod.ts';
import { importTable, proposePosts } from '../towns/mod.ts';
import { readSampleFile, readSampleRows, SAMPLE_TABLES } from './sample-files.ts';

export interface SamplePlan {
  /** Folder of divisions.csv, bodies.csv, machines.csv, people.csv, seals.csv and matters.csv. */
  readonly samplesDir: string;
  /** 32 bytes each: the software keys of the two officers. The same at every start. */
  readonly seeds: readonly [Uint8Array, Uint8Array];
  readonly onProgress?: (what: string) => void;
}

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster' | 'town' | 'passwords' | 'tables' | 'keys'>;

/**
 * Loads the sample town through the import, as any town's administrator would, and holds its founding ceremony with software keys.
 * A start that was broken off goes on where it ended; once the town stands, nothing is read or changed. Returns the officers, who
 * sign whatever is proposed from then on.
 */
export async function prepareSampleTown(ports: Used, { samplesDir, seeds, onProgress = () => {} }: SamplePlan): Promise<SampleOfficers> {
  if (!ports.town.isSample) throw new Error('this is no sample town');
  const signers = await Promise.all(seeds.map(ed25519Signer));
  let roster = await ports.roster.current();
  if (!roster) {
    for (const kind of SAMPLE_TABLES) {
      onProgress(`${kind}.csv`);
      const bytes = await readSampleFile(samplesDir, kind);
      await importTable({ ...ports, sampleOfficers: null }, null, { kind, fileName: `${kind}.csv`, bytes });
    }
    onProgress('roster');
    roster = await holdCeremony(ports, await nameOfficers(ports, samplesDir, signers));
  }
  const sampleOfficers = officersIn(roster, signers);
  await proposePosts({ ...ports, sampleOfficers });
  return sampleOfficers;
}

async function nameOfficers(ports: Used, samplesDir: string, signers: readonly Signer[]): Promise<SampleOfficers> {
  const people = await readSampleRows(ports, samplesDir, 'people');
  const accounts = people.filter(({ officer }) => officer === 'yes').map(({ account = '' }) => account);
  const known = await ports.store.people.amongAccounts(accounts);
  return signers.map((signer, index) => {
    const person = known.get(accounts[index] ?? '')?.id;
    if (!person) throw new Error(`people.csv names fewer than ${signers.length} officers`);
    return { person, signer };
  });
}

/** The founding: both officers, their keys marked as a sample's, the server's key and the log's; signed by both. */
async function holdCeremony(ports: Used, officers: SampleOfficers): Promise<RosterState> {
  const [server, log] = [ports.keys.server[0], ports.keys.log[0]];
  if (!server || !log) throw new Error('the keyring is empty');
  const statement: RosterStatement = {
    v: 1,
    kind: 'roster',
    town: ports.town.code,
    rpId: ports.town.rpId,
    seq: 0,
    prev: null,
    at: ports.clock.now().toISOString(),
    changes: [
      ...officers.map(({ person }) => ({ op: 'name-officer', person }) as const),
      ...officers.map(({ person, signer }) => {
        return { op: 'add-key', holder: { kind: 'person', person }, kid: signer.kid, key: signer.publicKey, sample: true } as const;
      }),
      { op: 'add-key', holder: { kind: 'server' }, kid: server.kid, key: server.publicKey },
      { op: 'add-key', ...demand(logKeyOf(log.vkey)) },
    ],
  };
  return foundTown(ports, { statement, signatures: await signAsSample(statement, officers) });
}

/** Whose the keys are, by the roster. Throws when it knows others: these seeds belong to another data folder. */
const officersIn = (roster: RosterState, signers: readonly Signer[]): SampleOfficers =>
  signers.map((signer) => {
    const holder = roster.keys.get(signer.kid)?.holder;
    if (holder?.kind !== 'person') throw new Error('the sample officers’ keys are not in this roster');
    return { person: holder.person, signer };
  });
