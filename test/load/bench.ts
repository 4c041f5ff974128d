import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { MachineTicket, RequestDetail } from '@yinzheng/contract';
import { policyOf, verifyReceipt } from '@yinzheng/ledger';
import { type ApiClient, ApiRefusal, connectApi } from '../../apps/cli/src/api/client.ts';
import { approveRequest, registerSoftwarePasskey, type SampleSignIn, signInAsSample } from '../../apps/cli/src/api/walk.ts';
import { startServerProcess } from '../../apps/cli/src/try/server-process.ts';
import { type LoadMachine, startLoadMachine } from './load-machine.ts';
import { capturedPhotos, distinctForms } from './materials.ts';
import { cpuSecondsOf, residentMiB } from './process-figures.ts';
import { percentile, Stopwatch } from './stopwatch.ts';

/**
 * `npm run bench`: the whole path of a one-page request, 16 at once, against one server process with its own PostgreSQL: file it,
 * approve it with a passkey, authorise, one impression, receipt with proof. Clients, approvers and machines run in this process on the
 * same cores. `--seconds N` (default 30) after `--warm N` (default 15).
 */
const AT_ONCE = 16;
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' }, warm: { type: 'string', default: '15' } } });
const seconds = Number(values.seconds);
/** Sustained means compiled: the first seconds measure the compiler. */
const warmSeconds = Number(values.warm);

interface Community {
  readonly clerk: ApiClient;
  readonly approver: ApiClient;
  readonly passkey: Awaited<ReturnType<typeof registerSoftwarePasskey>>;
  readonly machine: LoadMachine;
  readonly seal: string;
}

let lastReceipt = '';

async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-bench-'));
  const server = await startServerProcess({ dataDir, withMachine: false });
  try {
    await pause(3_000);
    const restingMiB = await residentMiB(server.pid);
    const communities = await prepare(server.url);
    const forms = await distinctForms(400);
    const watch = new Stopwatch();
    await runFor(warmSeconds, communities, forms, new Stopwatch());
    const cpuBefore = await cpuSecondsOf(server.pid);
    const own = process.cpuUsage();
    const began = performance.now();
    await runFor(seconds, communities, forms, watch);
    const wall = (performance.now() - began) / 1000;
    const cpu = diff(cpuBefore, await cpuSecondsOf(server.pid));
    const ownCpu = process.cpuUsage(own);
    await checkLast(server.logKey);
    report(watch, wall, cpu, (ownCpu.user + ownCpu.system) / 1e6, restingMiB, await residentMiB(server.pid));
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function prepare(url: string): Promise<readonly Community[]> {
  const anyone = connectApi(url);
  const town = await anyone.get<{ rpId: string; publicUrl: string }>('/api/v1/town');
  const signIns = await anyone.get<readonly SampleSignIn[]>('/api/v1/sample/sign-ins');
  const admin = await signInAsSample(url, signIns, 'yuhai-admin');
  const photos = await capturedPhotos();
  const names = signIns.map(({ account }) => /^(.+)-clerk$/.exec(account)?.[1]).filter((name) => name !== undefined);
  const communities: Community[] = [];
  for (const name of names) {
    const ticket = await admin.post<MachineTicket>(`/api/v1/machines/${name}-01/ticket`);
    const machine = await startLoadMachine(ticket, photos);
    const approver = await signInAsSample(url, signIns, `${name}-director`);
    const passkey = await registerSoftwarePasskey(approver, town);
    communities.push({ clerk: await signInAsSample(url, signIns, `${name}-clerk`), approver, passkey, machine, seal: `${name}-committee` });
  }
  return communities;
}

async function runFor(
  forSeconds: number,
  communities: readonly Community[],
  forms: readonly Uint8Array[],
  watch: Stopwatch,
): Promise<void> {
  const until = performance.now() + forSeconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      while (performance.now() < until) {
        const number = next++;
        const community = communities[(lane + number) % communities.length];
        const form = forms[number % forms.length];
        if (community && form) await walk(community, form, watch);
      }
    }),
  );
}

/** One whole path. Each step is timed as the client sees it: all but the keys and photographs is the server's share. */
async function walk({ clerk, approver, passkey, machine, seal }: Community, form: Uint8Array, watch: Stopwatch): Promise<void> {
  const path = watch.path();
  const fields = {
    matter: 'subsistence-application',
    seal,
    title: '社会救助申请表',
    applicant: '示例·甲某',
    purpose: '代为申请',
    copies: 1,
  };
  const draft = await path.step('draft: upload and sheet set', () =>
    clerk.postFiles<RequestDetail>('/api/v1/requests', fields, [{ name: 'form.pdf', bytes: form }]),
  );
  await path.step('file', () => clerk.post(`/api/v1/requests/${draft.id}/filing`));
  const finished = machine.finished(draft.id);
  await path.step('decide: statement, passkey, decision, authorisation', () => approveRequest(approver, passkey, draft.id));
  await path.step('use: command, records, photographs, acknowledgement', () => finished);
  lastReceipt = await path.step('receipt with proofs', () => receiptOf(clerk, draft.id));
  path.end();
}

async function receiptOf(clerk: ApiClient, id: string): Promise<string> {
  for (;;) {
    try {
      return Buffer.from(await clerk.bytes(`/api/v1/requests/${id}/receipt`)).toString('utf8');
    } catch (cause) {
      if (!(cause instanceof ApiRefusal) || cause.problem.code !== 'receipt/not-yet') throw cause;
      await pause(25);
    }
  }
}

async function checkLast(vkey: string): Promise<void> {
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(`${vkey} is no key`);
  const report = await verifyReceipt(lastReceipt, { policy: policy.value });
  if (!report.ok) throw new Error(`the last receipt does not verify: ${JSON.stringify(report.problems)}`);
}

function report(watch: Stopwatch, wall: number, cpu: Cpu, clientCpu: number, restingMiB: number, busyMiB: number): void {
  const paths = watch.totals.length;
  const figures = {
    bench: 'whole-path',
    paths_per_second: round(paths / wall),
    p50_ms: round(percentile(watch.totals, 50)),
    p99_ms: round(percentile(watch.totals, 99)),
    paths,
    seconds: round(wall),
    server_cpu_ms_per_path: round((cpu.server * 1000) / paths),
    postgres_cpu_ms_per_path: round((cpu.postgres * 1000) / paths),
    load_generator_cpu_ms_per_path: round((clientCpu * 1000) / paths),
    resting_resident_mib: round(restingMiB),
    busy_resident_mib: round(busyMiB),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: round(totalmem() / 2 ** 30),
    kernel: release(),
  };
  console.log(
    `\nWhole path, ${AT_ONCE} at once for ${figures.seconds} s: ${figures.paths_per_second} a second (goal ≥ 40), p99 ${figures.p99_ms} ms (goal ≤ 500)`,
  );
  console.log('Where the time goes (client’s view, ms):');
  for (const [name, taken] of watch.steps)
    console.log(`  ${name.padEnd(56)} p50 ${round(percentile(taken, 50))}  p99 ${round(percentile(taken, 99))}`);
  console.log(
    `CPU a path: server ${figures.server_cpu_ms_per_path} ms, PostgreSQL ${figures.postgres_cpu_ms_per_path} ms, this load generator ${figures.load_generator_cpu_ms_per_path} ms`,
  );
  console.log(`Server resident: at rest ${figures.resting_resident_mib} MiB (goal ≤ 250), afterwards ${figures.busy_resident_mib} MiB\n`);
  console.log(JSON.stringify(figures));
}

interface Cpu {
  readonly server: number;
  readonly postgres: number;
}
const diff = (before: Cpu, after: Cpu): Cpu => ({ server: after.server - before.server, postgres: after.postgres - before.postgres });
const round = (value: number): number => Math.round(value * 10) / 10;
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

await main();
process.exit();
