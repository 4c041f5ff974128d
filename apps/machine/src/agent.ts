import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, pass } from '@yinzheng/ledger';
import { openCheckWorkers, openSheetWorkers } from '@yinzheng/pagecheck';
import { type MachineCore, startMachineCore } from './core/machine.ts';
import { systemClock } from './core/ports.ts';
import { gatewayFiles } from './gateway/files.ts';
import { startGateway } from './gateway/gateway.ts';
import { gatewayHttp } from './gateway/https.ts';
import type { Identity } from './gateway/identity.ts';
import { emulatedHardware, type Hardware, realHardware } from './hardware.ts';
import { openJournalFile } from './journal/file.ts';
import { folderStore } from './journal/store.ts';
import { pageBook } from './pages/page-book.ts';
import { pixelSheetCheck } from './pages/sheet-check.ts';
import { emulatorRoutes } from './screen/emulator-routes.ts';
import { serveLocally } from './screen/http.ts';
import { screenRoutes } from './screen/screen-routes.ts';
import { viewOf } from './screen/view.ts';
import { VERSION } from './version.ts';

export interface AgentOptions {
  readonly identity: Identity;
  readonly data: string;
  /** 0: any free one. */
  readonly screenPort: number;
  /** Ports of the real parts; null: emulated ones. */
  readonly ports: { readonly lock: string; readonly fingerprint: string; readonly camera: string } | null;
  readonly log: (message: string) => void;
  readonly cutPower: () => void;
}

export interface Agent {
  readonly core: MachineCore;
  /** Address of the screen, on this device only. */
  readonly screenUrl: string;
  stop(): Promise<void>;
}

const SCREEN_PICTURE_PX = 700;
const WORKERS = { workers: 1, timeoutMs: 20_000, maxMemoryMiB: 1_024 } as const;
/** A check takes up to three seconds on a small machine, the first one longer, since it loads its models; what takes longer than this is no answer. */
const CHECKS = { workers: 1, timeoutMs: 20_000, maxMemoryMiB: 700 } as const;

async function openHardware({ identity, data, ports }: AgentOptions): Promise<Hardware> {
  const { sleeves } = identity.ticket;
  if (ports)
    return realHardware(
      sleeves.map(({ sleeve }) => sleeve),
      ports,
    );
  return emulatedHardware(new Map(sleeves.map(({ sleeve, name }) => [sleeve, name])), join(data, 'emulated-presses.jsonl'));
}

/** Puts the machine together: core, gateway, screen. Refuses when its journal is damaged (`machine/journal-damaged`). */
export async function startAgent(options: AgentOptions): Promise<Check<Agent>> {
  const { identity, data, log } = options;
  const { ticket } = identity;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const clock = systemClock();
  const store = folderStore(data);
  const http = gatewayHttp(ticket.gatewayUrl, { ca: ticket.ca, key: identity.tlsKey, cert: identity.certificate });
  const files = gatewayFiles(http);
  const book = pageBook(store, files);
  const check = openCheckWorkers(CHECKS);
  const sheets = openSheetWorkers(WORKERS);
  const hardware = await openHardware(options);
  const started = await startMachineCore({
    machine: ticket.machine,
    version: VERSION,
    founding: ticket.founding,
    signer: identity.journal,
    clock,
    journalFile: await openJournalFile(join(data, 'journal.jsonl')),
    store,
    lock: hardware.lock,
    fingerprint: hardware.fingerprint,
    camera: hardware.camera,
    sheetCheck: pixelSheetCheck(book, check, sheets),
  });
  if (!started.ok) return started;
  const core = started.value;

  const watchers = new Set<() => void>();
  const tell = (): void => {
    for (const watch of watchers) watch();
  };
  const onChange = (listener: () => void): (() => void) => {
    watchers.add(listener);
    return () => void watchers.delete(listener);
  };
  core.onChange(tell);

  const gateway = await startGateway({ identity, core, store, files, onChange: tell, log });
  const names = { id: ticket.machine, machine: ticket.name, seals: new Map(ticket.sleeves.map(({ seal, name }) => [seal, name])) };
  const view = () =>
    viewOf({ core, name: names, isEmulated: hardware.emulated !== null, isOnline: () => gateway.isOnline, monoMs: clock.monoMs });
  const picture = async (digest: string): Promise<Uint8Array | null> => {
    const page = await book.page(digest).catch(() => null); // offline: the screen shows no picture, the check refuses by itself
    return page && sheets.preview(page, SCREEN_PICTURE_PX);
  };
  const emulator = hardware.emulated && emulatorRoutes({ core, hardware: hardware.emulated, book, cutPower: options.cutPower });
  const screen = await serveLocally(options.screenPort, { ...screenRoutes({ core, view, onChange, picture }), ...emulator }, log);

  return pass({
    core,
    screenUrl: screen.url,
    async stop() {
      await screen.stop();
      await core.desk.leave();
      await gateway.stop();
      await core.stop();
      await hardware.emulated?.board.stop();
      await hardware.emulated?.fingerprint.stop();
      await Promise.all([check.close(), sheets.close()]);
      http.close();
    },
  });
}
