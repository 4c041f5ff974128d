import path from 'node:path';
import { SHEET_PHOTO } from '@yinzheng/contract';
import { type Logger, pino } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { FolderBlobs } from './adapters/blobs/folder-blobs.ts';
import { FolderTiles } from './adapters/blobs/folder-tiles.ts';
import { S3Blobs } from './adapters/blobs/s3-blobs.ts';
import { S3Tiles } from './adapters/blobs/s3-tiles.ts';
import { systemChance } from './adapters/chance/system-chance.ts';
import { systemClock } from './adapters/clock/system-clock.ts';
import { openDatabase, ping } from './adapters/db/database.ts';
import { databaseLeadership } from './adapters/db/leadership.ts';
import { migrate } from './adapters/db/migrate.ts';
import { createHandlers } from './adapters/http/handlers/create-handlers.ts';
import { createGatewayHandlers } from './adapters/http/handlers/machines.ts';
import { openSessions } from './adapters/http/handlers/signed-in.ts';
import { createHttpServer } from './adapters/http/http-server.ts';
import { createMachineGateway } from './adapters/http/machine-gateway.ts';
import { openKeyring } from './adapters/keyring/folder-keyring.ts';
import { loadSeed } from './adapters/keyring/seeds.ts';
import { EmbeddedBroker } from './adapters/mqtt/embedded-broker.ts';
import { connectExternal } from './adapters/mqtt/external-broker.ts';
import { MqttBroker } from './adapters/mqtt/mqtt-broker.ts';
import { openPasskeys } from './adapters/passkeys/open-passkeys.ts';
import { argonPasswords } from './adapters/passwords/argon-passwords.ts';
import { openTownPki } from './adapters/pki/town-pki.ts';
import { startPostgres } from './adapters/postgres/start-postgres.ts';
import { openWebPush } from './adapters/push/web-push.ts';
import { chooseOffice } from './adapters/sheets/choose-office.ts';
import { sampleImprint } from './adapters/sheets/sample-imprint.ts';
import { openSheetChecks } from './adapters/sheets/worker-checks.ts';
import { openSheets } from './adapters/sheets/worker-sheets.ts';
import { openTables } from './adapters/tables/open-tables.ts';
import { httpWitnesses } from './adapters/witnesses/http-witnesses.ts';
import { readPolicy } from './adapters/witnesses/read-policy.ts';
import { type Config, readConfig } from './config.ts';
import { openSweep } from './erasures/mod.ts';
import { openFileDropper } from './files/mod.ts';
import { openCheckpointBook, openProofDesk, openSequencer, publishedPolicy } from './ledger/mod.ts';
import { hearMachine, isAcceptedCertificate, openMachineCourier } from './machines/mod.ts';
import { openNoticeFeed, openPushCourier } from './notices/mod.ts';
import type { Keyring } from './ports/keyring.ts';
import type { Ports, TownIdentity } from './ports/ports.ts';
import { authoriseWaiting, openExpiry } from './requests/mod.ts';
import { demandOwnKeys, logKeys, openRosterBook, publishedLogKeys, replaceLostKeys } from './roster/mod.ts';
import { type Progress, type RunningServer, run } from './run.ts';
import {
  enrolSampleMachine,
  fileSampleImprints,
  prepareSampleTown,
  type SampleWitnesses,
  sampleSignIns,
  startSampleWitnesses,
} from './sample/mod.ts';
import { openWitnessing } from './witnesses/mod.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SAMPLES = path.join(ROOT, 'samples/yuhai');
const WEB = path.join(ROOT, 'apps/web/dist');
const SAMPLE_TOWN = { code: '330381002000', name: '玉海街道（示例）', isSample: true, origin: 'yinzheng.example/yuhai' } as const;

/** Puts every part together and starts it, in the order in which each needs the one before; stopping goes the other way. */
async function startServer(config: Config, progress: Progress): Promise<RunningServer> {
  const logger: Logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2));
  const onError = (part: string) => (cause: unknown) => logger.error({ part, err: cause }, 'failed; will try again');
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  // Without the database nothing can be recorded, so nothing may go on.
  const onDeath = (reason: string) => {
    progress(`数据库停止了：${reason}`, `PostgreSQL ended: ${reason}`);
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  };
  const at = (name: string) => path.join(path.resolve(config.data), name);

  try {
    const keys = await openKeyring(at('keys'), SAMPLE_TOWN.origin);
    const witnesses = startWitnesses(config, at('.'), keys);
    stops.push(witnesses.stop);
    witnesses.policy.catch(() => {}); // awaited below
    progress('正在启动数据库', 'Starting PostgreSQL');
    let databaseUrl = config.databaseUrl;
    if (databaseUrl === '') {
      const postgres = await startPostgres({ dataDir: at('.'), isThrowaway: config.isThrowaway, onDeath });
      stops.push(postgres.stop);
      databaseUrl = postgres.url;
    }
    const store = openDatabase(databaseUrl, { maxConnections: 24 });
    stops.push(store.stop);
    await migrate(store.executor);

    const port = config.port;
    const publicUrl = config.publicUrl || `http://localhost:${port}`;
    const town: TownIdentity = { ...SAMPLE_TOWN, rpId: new URL(publicUrl).hostname, publicUrl };
    const seeds = await Promise.all([loadSeed(at('keys'), 'sample-officer-1'), loadSeed(at('keys'), 'sample-officer-2')]);
    const { blobs, tiles } = await openFiles(config, at, stops);
    const office = await chooseOffice(config.officeConverter, process.env.PATH ?? '');
    const sheets = openSheets({
      workers: config.sheetWorkers,
      timeoutMs: 60_000,
      maxMemoryMiB: 1024,
      maxFileMiB: 64,
      maxPages: 500,
      office,
    });
    const { mebibytes: maxMiB, megapixels: maxMegapixels } = SHEET_PHOTO;
    const sheetChecks = openSheetChecks({ workers: config.checkWorkers, timeoutMs: 30_000, maxMemoryMiB: 1024, maxMiB, maxMegapixels });
    stops.push(sheets.stop, sheetChecks.stop);
    const ports: Ports = {
      town,
      store,
      roster: openRosterBook(store),
      retention: config.retention,
      checkpoints: openCheckpointBook(store, await witnesses.policy),
      clock: systemClock,
      chance: systemChance,
      blobs,
      tiles,
      sheets,
      sheetChecks,
      tables: openTables(),
      passkeys: openPasskeys({ rpId: town.rpId, rpName: town.name, origins: [publicUrl] }),
      passwords: argonPasswords,
      pki: await openTownPki({ dir: at('pki'), town: town.code, hosts: config.machineHosts, clock: systemClock }),
      keys,
    };

    progress('正在准备示例镇', 'Preparing the sample town');
    const sampleOfficers = await prepareSampleTown(ports, { samplesDir: SAMPLES, seeds });
    await fileSampleImprints(ports, { samplesDir: SAMPLES, draw: sampleImprint });
    if (config.hasNewKeys) await replaceLostKeys({ ...ports, sampleOfficers });
    else await demandOwnKeys(ports);
    const leadership = databaseLeadership(databaseUrl);
    const proofs = openProofDesk(ports, config.receiptPatienceMs);
    const sequencer = openSequencer(
      { ...ports, leadership },
      {
        onCheckpoint: () => {
          proofs.published();
          witnesses.know(keys);
          witnessing.wake();
        },
        onError: onError('sequencer'),
      },
    );
    const witnessing = openWitnessing(
      { ...ports, line: httpWitnesses() },
      {
        alarmMs: config.witnessAlarmMinutes * 60_000,
        onCosigned: () => {
          proofs.published();
          sequencer.witnessed();
        },
        onTrouble: (witness, kind, detail) => logger.warn({ witness, kind, detail }, 'a witness did not cosign'),
        onError: onError('witnesses'),
      },
    );
    stops.push(sequencer.stop, witnessing.stop);

    await store.transact(({ machines }) => machines.allOffline());
    const broker = await startBroker(config, ports, logger, stops);
    const courier = openMachineCourier({ ...ports, broker: broker.mqtt }, onError('machine courier'));
    stops.push(courier.stop);
    const greet = async (machine: string) => {
      courier.greet(machine);
      await authoriseWaiting(ports, machine);
    };
    stops.push(openExpiry(ports, onError('expiry')).stop);
    stops.push(openSweep(ports, onError('sweep')).stop, openFileDropper(ports, onError('files')).stop);
    broker.mqtt.subscribe((message) => hearMachine({ ...ports, broker: broker.mqtt, greet }, message));
    await broker.mqtt.start();
    stops.push(() => broker.mqtt.stop());

    progress('正在启动网页和接口', 'Starting pages and API');
    const push = await openWebPush({ keyFile: path.join(at('keys'), 'vapid.json'), contact: publicUrl, clock: systemClock });
    const feed = openNoticeFeed(store, onError('notices'));
    stops.push(feed.stop, openPushCourier({ ...ports, push }, onError('push')).stop);
    const gatewayUrl = { host: config.machineHosts[0] ?? 'localhost', port: config.gatewayPort };
    const needs = {
      ...ports,
      push,
      feed,
      proofs,
      sampleOfficers,
      sampleSignIns: () => sampleSignIns(ports, SAMPLES),
      gateway: { gatewayUrl: `https://${gatewayUrl.host}:${gatewayUrl.port}`, mqttUrl: broker.urlFor(gatewayUrl.host) },
      version: packageJson.version,
      isReady: () => ping(store.executor).then(() => true),
    };
    const gateway = createMachineGateway({
      handlers: createGatewayHandlers(needs),
      pki: ports.pki,
      logger,
      isAccepted: (machine, certificate) => isAcceptedCertificate(ports, machine, certificate),
      host: config.host,
      port: config.gatewayPort,
    });
    await gateway.start();
    stops.push(() => gateway.stop());
    const http = createHttpServer({
      handlers: createHandlers(needs),
      sessions: openSessions(ports),
      tiles: ports.tiles,
      webDir: WEB,
      publicUrl,
      logger,
      ...(config.trustProxy === '' ? {} : { trustProxy: config.trustProxy }),
      host: config.host,
      port,
    });
    await http.start();
    stops.push(() => http.stop());

    const roster = await ports.roster.current();
    return {
      town,
      publicUrl,
      logKey: logKeys(keys, roster)[0]?.vkey ?? '',
      policy: publishedPolicy(ports.checkpoints.policy, roster ? publishedLogKeys(roster) : [], publicUrl),
      witnesses: ports.checkpoints.policy.witnesses.map(({ name, url }) => ({ name, url: url ?? '' })),
      signIns: () => sampleSignIns(ports, SAMPLES),
      machineTicket: async () => {
        const ticket = await enrolSampleMachine(ports, SAMPLES);
        return ticket && { v: 1, kind: 'machine-ticket', ...ticket, ...needs.gateway };
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Whose cosignatures count: by the file that is named, else by the sample's own witnesses, which start meanwhile. */
function startWitnesses({ witnessPolicy }: Config, data: string, keys: Pick<Keyring, 'log'>): SampleWitnesses {
  if (witnessPolicy === '' && process.env.YINZHENG_WITNESSES !== 'none') return startSampleWitnesses(data, keys);
  const vkeys = keys.log.map(({ vkey }) => vkey);
  return { policy: readPolicy(witnessPolicy, vkeys), know() {}, stop: async () => {} };
}

/** Files and tiles in the data folder, or in the S3-compatible store that is named. */
async function openFiles({ s3 }: Config, at: (name: string) => string, stops: (() => Promise<unknown>)[]) {
  if (s3) {
    const blobs = new S3Blobs({ ...s3, prefix: `${s3.prefix}files/` });
    const tiles = new S3Tiles({ ...s3, prefix: `${s3.prefix}log/` });
    for (const store of [blobs, tiles]) await store.start();
    return { blobs, tiles };
  }
  const blobs = new FolderBlobs(at('files'));
  const tiles = new FolderTiles(at('log'));
  for (const folder of [blobs, tiles]) {
    await folder.start();
    stops.push(() => folder.stop());
  }
  return { blobs, tiles };
}

/** The embedded broker, or the one that is named; the same client speaks to both. */
async function startBroker(config: Config, ports: Ports, logger: Logger, stops: (() => Promise<unknown>)[]) {
  const { town, pki } = ports;
  if (config.mqttUrl !== '') {
    const connect = () => connectExternal(config.mqttUrl, `yinzheng-server-${town.code}`, pki);
    return { mqtt: new MqttBroker({ town: town.code, logger, connect }), urlFor: () => config.mqttUrl };
  }
  const embedded = new EmbeddedBroker({
    pki,
    town: town.code,
    host: config.host,
    port: config.mqttPort,
    logger,
    isAccepted: (machine, certificate) => isAcceptedCertificate(ports, machine, certificate),
  });
  const port = await embedded.start();
  const unsubscribe = ports.roster.onChange(() => {
    embedded.recheck().catch((cause: unknown) => logger.error({ err: cause }, 'cannot recheck connections'));
  });
  stops.push(
    async () => unsubscribe(),
    () => embedded.stop(),
  );
  const mqtt = new MqttBroker({ town: town.code, logger, connect: () => embedded.connectInProcess('yinzheng-server') });
  return { mqtt, urlFor: (host: string) => `mqtts://${host}:${port}` };
}

if (import.meta.main) await run(readConfig, startServer);
