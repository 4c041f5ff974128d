import { cosigner, type noteKey, noteSigner, openWitnessed, type Policy, parsePolicy, parseVkey, sha256, utf8 } from '@yinzheng/ledger';
import { CityLog, type KnownWitness } from './city-log.ts';
import { Monitor } from './monitor.ts';
import { WitnessActor } from './witness-actor.ts';
import { World } from './world.ts';

const WITNESSES = 5;
/** The storm; after it the network is good, so that what must come at last has come. */
const STORM_MS = 60_000;
const CALM_MS = 150_000;

export interface Plan {
  readonly seed: number;
  /** Whether the log shows two histories. */
  readonly isLying: boolean;
  /** The liar later shows each witness the history that it did not see. */
  readonly isBold?: boolean;
  /** How many witnesses must cosign. */
  readonly quorum: number;
}

export interface Outcome {
  /** Two runs with the same digest were the same. */
  readonly digest: string;
  readonly hasAlarm: boolean;
  /** Two signed checkpoints that show the fork, by whoever held them. */
  readonly forks: number;
  /** How many witnesses refused what the log's own key had signed. */
  readonly refusals: number;
  /** Sizes after the fork that a reader would accept, for each history. */
  readonly accepted: readonly (readonly number[])[];
  readonly size: number;
  readonly forkedAt: number | null;
}

/** One city, five witnesses and a city that watches them, in bad weather, with restarts; a lying log forks at a moment of its choice. */
export async function simulate({ seed, isLying, isBold = false, quorum }: Plan): Promise<Outcome> {
  const world = new World(seed, { loss: 0, twice: 0.05, delayMs: [5, 400] });
  const { dice } = world;
  world.weather = { ...world.weather, loss: dice.roll() * 0.4, delayMs: [5, dice.between(50, 3_000)] };
  const log = new CityLog(world, await noteSigner('city.example/log', seedOf('log')));
  const logKey = keyOf(await noteSigner('city.example/log', seedOf('log')));
  const witnesses = await Promise.all(
    Array.from({ length: WITNESSES }, async (_, at) => new WitnessActor(world, await cosigner(`w${at}.example`, seedOf(`w${at}`)), logKey)),
  );
  const policy = policyFor((await noteSigner('city.example/log', seedOf('log'))).vkey, witnesses, quorum);
  const monitor = new Monitor(world, policy, 'city');

  log.start('city');
  const known: KnownWitness[] = witnesses.map(({ address, cosigner: { key } }) => ({ address, key }));
  for (const witness of witnesses) witness.start();
  growOn(world, log);
  for (const witness of known) world.after(dice.between(0, 900), () => log.ask(witness));
  world.after(500, () => monitor.look(witnesses.map(({ address }) => address)));
  crashNowAndThen(world, witnesses);
  let forkedAt: number | null = null;
  if (isLying) {
    const shown = new Set(known.filter(() => dice.isBelow(0.5)).map(({ address }) => address));
    // A liar who shows everybody the same is none.
    if (shown.size === 0 || shown.size === WITNESSES) shown.add('w0.example').delete('w1.example');
    world.after(dice.between(2_000, STORM_MS / 2), () => {
      forkedAt = log.branches[0]?.size ?? 0;
      log.fork((address) => shown.has(address), known);
    });
    if (isBold) world.after(STORM_MS - 5_000, () => log.swap());
  }

  await world.run(STORM_MS);
  world.weather = { loss: 0, twice: 0, delayMs: [5, 50] };
  await world.run(CALM_MS);
  return {
    digest: world.digest(),
    hasAlarm: monitor.hasAlarm,
    forks: monitor.forks.length,
    refusals: witnesses.reduce((sum, { evidence }) => sum + evidence.length, 0),
    accepted: await Promise.all(log.branches.map(({ notes }) => acceptedOf(notes, policy, forkedAt))),
    size: log.branches[0]?.size ?? 0,
    forkedAt,
  };
}

/** The log takes in acts while the storm lasts. */
function growOn(world: World, log: CityLog): void {
  world.after(world.dice.between(100, 2_500), async () => {
    await log.grow(world.dice.between(1, world.dice.isBelow(0.1) ? 600 : 9));
    if (world.now < STORM_MS) growOn(world, log);
  });
}

function crashNowAndThen(world: World, witnesses: readonly WitnessActor[]): void {
  world.after(world.dice.between(1_000, 12_000), () => {
    witnesses[world.dice.between(0, WITNESSES - 1)]?.crash(world.dice.between(500, 8_000));
    if (world.now < STORM_MS) crashNowAndThen(world, witnesses);
  });
}

async function acceptedOf(notes: ReadonlyMap<number, string>, policy: Policy, after: number | null): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const [size, note] of notes) {
    const opened = await openWitnessed(policy, note);
    if (opened.ok && opened.value.isWitnessed && size > (after ?? -1)) sizes.push(size);
  }
  return sizes;
}

function policyFor(vkey: string, witnesses: readonly WitnessActor[], quorum: number): Policy {
  const names = witnesses.map((_, at) => `w${at}`);
  const lines = witnesses.map(({ cosigner: { vkey: of } }, at) => `witness w${at} ${of}`);
  const policy = parsePolicy([`log ${vkey}`, ...lines, `group enough ${quorum} ${names.join(' ')}`, 'quorum enough', ''].join('\n'));
  if (!policy.ok) throw new Error(JSON.stringify(policy));
  return policy.value;
}

const seedOf = (name: string): Uint8Array => sha256(utf8(`simulation ${name}`));

function keyOf({ vkey }: { readonly vkey: string }): ReturnType<typeof noteKey> {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(key.code);
  return key.value;
}
