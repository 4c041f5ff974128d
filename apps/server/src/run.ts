import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { problem } from '@yinzheng/contract';
import type { Config } from './config.ts';
import type { TownIdentity } from './ports/ports.ts';
import { Refused } from './ports/refused.ts';
import { type EmulatedMachine, startEmulatedMachine } from './sample/emulated-machine.ts';
import type { SampleSignIn } from './sample/mod.ts';

export type Progress = (zh: string, en: string) => void;

export interface RunningServer {
  readonly town: TownIdentity;
  readonly publicUrl: string;
  /** vkey of the ledger. */
  readonly logKey: string;
  /** For those who verify: c2sp.org/tlog-policy. */
  readonly policy: string;
  readonly witnesses: readonly { readonly name: string; readonly url: string }[];
  readonly signIns: () => Promise<readonly SampleSignIn[]>;
  /** A ticket for the sample's machine; null when it is enrolled. */
  readonly machineTicket: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

const say: Progress = (zh, en) => process.stdout.write(`  ${zh} · ${en}\n`);

/** The manners of the process: says what it does, what is wrong and where to go; ends cleanly on a signal. */
export async function run(
  read: (env: NodeJS.ProcessEnv) => Config,
  start: (config: Config, progress: Progress) => Promise<RunningServer>,
): Promise<void> {
  process.stdout.write('\n  印证 Yinzheng\n\n');
  let server: RunningServer | null = null;
  let machine: EmulatedMachine | null = null;
  let throwAway = async (): Promise<void> => {};
  const began = performance.now();
  const ending = endingOnSignal();
  let isEnding = false;
  void ending.then(() => {
    isEnding = true;
  });
  const step: Progress = (zh, en) => {
    if (isEnding && !server) throw new Ended();
    say(zh, en);
  };
  try {
    const config = read(process.env);
    if (config.isThrowaway) throwAway = await claimTrialFolder(config.data);
    server = await start(config, step);
    if (process.env.YINZHENG_MACHINE !== 'none') {
      step('正在启动模拟印章机', 'Starting the emulated seal machine');
      machine = await startEmulatedMachine(config, server.machineTicket);
    }
    await introduce(server, machine, performance.now() - began);
    await ending;
    process.stdout.write('\n  正在停止… Stopping…\n');
  } catch (cause) {
    if (!(cause instanceof Ended)) {
      explain(cause);
      process.exitCode = 1;
    }
  }
  await machine?.stop();
  await server?.stop();
  await throwAway();
  process.exit(process.exitCode);
}

/** Told to end while it was still starting: between two steps it turns back. */
class Ended extends Error {}

/** A trial's data goes with it, so its folder must be its own; answers with what removes it. */
async function claimTrialFolder(data: string): Promise<() => Promise<void>> {
  const folder = path.resolve(data);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Refused('config/bad-setting', { setting: 'YINZHENG_DATA', expected: '空 empty' });
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Resolves on the first Ctrl-C, TERM or closed terminal; a second one ends the process at once, as PostgreSQL and the journal can bear.
 * Started by another program (`YINZHENG_READY_LINE`), the end of its pipe says that it is gone.
 */
function endingOnSignal(): Promise<void> {
  return new Promise((resolve) => {
    if (process.env.YINZHENG_READY_LINE) {
      process.stdin.on('end', resolve).on('error', resolve).resume();
      for (const gone of [process.stdout, process.stderr]) gone.on('error', () => {}); // nobody reads what is said from then on
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        resolve();
        process.once(signal, () => process.exit(130));
      });
  });
}

async function introduce(server: RunningServer, machine: EmulatedMachine | null, tookMs: number): Promise<void> {
  const signIns = (await server.signIns()).slice(0, 6).concat((await server.signIns()).slice(-3));
  const lines = [
    '',
    `  ${server.town.name} 已就绪 · ready in ${(tookMs / 1000).toFixed(1)} s`,
    '',
    `  网页 Pages          ${server.publicUrl}`,
    ...(machine ? [`  印章机屏幕 Machine   ${machine.screenUrl}`] : []),
    `  存证公钥 Log key    ${server.logKey}`,
    ...server.witnesses.map(({ name, url }, at) => `  ${at === 0 ? '见证方 Witnesses    ' : ' '.repeat(20)}${name.padEnd(28)} ${url}`),
    '',
    '  示例账号 Sample sign-ins（密码和动态码在登录页上一点即填 · one tap on the sign-in page）',
    ...signIns.map(({ account, password, name, posts }) => `    ${account.padEnd(28)} ${password.padEnd(20)} ${name} · ${posts}`),
    '',
    '  按 Ctrl-C 停止 · Ctrl-C to stop',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  // For the programs that start us: one line that a machine can read.
  if (process.env.YINZHENG_READY_LINE)
    process.stdout.write(
      `${JSON.stringify({ ready: true, url: server.publicUrl, logKey: server.logKey, policy: server.policy, screen: machine?.screenUrl ?? null })}\n`,
    );
}

function explain(cause: unknown): void {
  if (!(cause instanceof Refused)) {
    process.stderr.write(`\n  意外错误 · Unexpected error\n  ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    return;
  }
  const { code, message, todo } = problem(cause.code, cause.params, cause.at);
  process.stderr.write(`\n  ✗ ${message.zh}${todo.zh}\n    ${message.en} ${todo.en}\n    [${code}]\n`);
}
