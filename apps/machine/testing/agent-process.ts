import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScreenView } from '../src/screen/view.ts';
import { foundTown, type Town } from './town.ts';
import { listed, townServer } from './town-server.ts';

export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const MACHINE = 'machine-1';

/** The program as `npm start` runs it: a process of its own, with emulated parts. */
export async function runAgent(data: string, more: readonly string[] = []) {
  const child = spawn(process.execPath, [MAIN, 'run', '--data', data, '--emulate', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ready = new Promise<{ screen: string }>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('\n')) resolve(JSON.parse(said.split('\n')[0] ?? ''));
    });
    void exited.then((code) => reject(new Error(`the agent ended with ${code}: ${errors}`)));
  });
  ready.catch(() => undefined); // whoever waits for it hears of it
  return { child, exited, ready, errors: () => errors };
}

export async function runOnce(args: readonly string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out, errors };
}

/** What hands do at the screen of a running agent. */
export function handsAt(screen: string) {
  const post = async (
    path: string,
    body: unknown = {},
  ): Promise<{ ok: boolean; value?: Record<string, unknown>; problem?: { code: string } }> => {
    const answer = await fetch(screen + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as never;
  };
  const state = async (): Promise<ScreenView> => (await (await fetch(`${screen}/state`)).json()) as ScreenView;
  async function until(holds: (view: ScreenView) => boolean, what: string): Promise<ScreenView> {
    for (let tries = 0; tries < 400; tries++) {
      const view = await state();
      if (holds(view)) return view;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited in vain for ${what}: ${JSON.stringify(await state())}`);
  }
  return { post, state, until };
}

/** A founded town with its server, and a folder in which a machine is enrolled by the program itself. */
export async function enrolledFolder() {
  const data = await mkdtemp(join(tmpdir(), 'yinzheng-agent-'));
  let town: Town | null = null;
  const server = await townServer({
    machine: MACHINE,
    code: 'once-7',
    makeTown: async (journal) => {
      town = await foundTown({ id: MACHINE, journal: listed(journal) }, new Date('2026-01-01T00:00:00.000Z'));
      return town;
    },
  });
  const ticket = join(data, 'ticket.json');
  // The first knock founds the town; the ticket then pins its founding.
  await writeFile(ticket, JSON.stringify(server.ticket('0'.repeat(64))));
  const refused = await runOnce(['enrol', ticket, '--data', data]);
  await writeFile(ticket, JSON.stringify(server.ticket(server.town().founding)));
  const enrolled = await runOnce(['enrol', ticket, '--data', data]);
  return {
    data,
    server,
    refused,
    enrolled,
    async stop(): Promise<void> {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
