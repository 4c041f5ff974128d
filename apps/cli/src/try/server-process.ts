import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly url: string;
  readonly logKey: string;
  /** For those who verify: c2sp.org/tlog-policy. */
  readonly policy: string;
  /** Address of the emulated machine's screen; empty without one. */
  readonly screen: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../../server/src/main.ts');
/** As `npm start` has them: photographs and pages pass through; a larger young generation collects them before they are copied. */
const NODE_FLAGS = ['--max-semi-space-size=32'];
const READY_WITHIN_MS = 120_000;
/** Killed, it leaves its database behind: it gets the time that a slow computer needs. */
const END_WITHIN_MS = 60_000;

/** Starts a whole system of its own in `dataDir`, on free ports, as its own process. It ends with this process, however this one ends. */
export async function startServerProcess(it: {
  readonly dataDir: string;
  readonly withMachine: boolean;
  /** The data is nobody's afterwards: the server removes the folder when it ends. */
  readonly isThrowaway?: boolean;
  /** Ends the server, also while it starts. */
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<ServerProcess> {
  const [port, gateway, mqtt, screen] = await freePorts(4);
  const child = spawn(process.execPath, [...NODE_FLAGS, PROGRAM], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: {
      ...process.env,
      YINZHENG_DATA: it.dataDir,
      YINZHENG_READY_LINE: '1',
      YINZHENG_MACHINE: it.withMachine ? 'emulated' : 'none',
      YINZHENG_THROWAWAY: it.isThrowaway ? '1' : '',
      PORT: String(port),
      GATEWAY_PORT: String(gateway),
      MQTT_PORT: String(mqtt),
      SCREEN_PORT: String(screen),
      PUBLIC_URL: '',
      DATABASE_URL: '',
      MQTT_URL: '',
      ...it.env,
    },
  });
  let ending: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    ending ??= end(child); // once: a second TERM would end it at once, its children left behind
    return ending;
  };
  it.signal?.addEventListener('abort', () => void stop());
  try {
    const ready = await readiness(child, it.onLine ?? (() => {}));
    return { ...ready, pid: child.pid ?? 0, stop };
  } catch (cause) {
    await stop(); // one that came too late, or is still on its way down
    throw cause;
  }
}

interface Ready {
  readonly url: string;
  readonly logKey: string;
  readonly policy: string;
  readonly screen: string;
}

async function readiness(child: ChildProcess, onLine: (line: string) => void): Promise<Ready> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the server has no output');
  const complaints: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => complaints.push(line));
  const ready = new Promise<Ready>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(readReady(line));
      else if (line.startsWith('  ') && line.includes(' · ')) onLine(line.trim());
    });
  });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(complaints.join('\n') || 'the server ended')));
  died.catch(() => {}); // its end after this is `stop`
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`the server was not ready in time\n${complaints.join('\n')}`)), READY_WITHIN_MS).unref(),
  );
  return Promise.race([ready, died, late]);
}

function readReady(line: string): Ready {
  const { screen, ...ready } = JSON.parse(line) as Omit<Ready, 'screen'> & { readonly screen: string | null };
  return { ...ready, screen: screen ?? '' };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}

/** Ports that are free now; all are held until all are known, so that none comes twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
