import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startAgent } from './agent.ts';
import { loadIdentity, readTicket } from './gateway/identity.ts';
import { claimFolder } from './only-one.ts';
import { problemOf } from './screen/view.ts';

const USAGE = `印章机 · seal machine

  yinzheng-machine enrol TICKET --data DIR
  yinzheng-machine run --data DIR --emulate [--screen-port N]
  yinzheng-machine run --data DIR --lock PORT --fingerprint PORT --camera COMMAND [--screen-port N]
`;

const log = (message: string): void => void process.stderr.write(`${new Date().toISOString()} ${message}\n`);

/** Says what is wrong in both languages and ends with a failure. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    emulate: { type: 'boolean', default: false },
    'screen-port': { type: 'string', default: '0' },
    lock: { type: 'string' },
    fingerprint: { type: 'string' },
    camera: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});
const [verb, ticketPath] = positionals;
const { data } = values;
if (!data) giveUp(USAGE);

if (verb === 'enrol' && ticketPath) {
  const { enrol } = await import('./gateway/enrol.ts'); // the certificate library is slow to load, and needed only once
  const enrolled = await enrol(await readTicket(ticketPath), data);
  if (!enrolled.ok) {
    const { message, todo } = problemOf(enrolled);
    giveUp(`${message.zh}${todo.zh}\n${message.en} ${todo.en}\n${enrolled.code}`);
  }
  process.stdout.write(`${JSON.stringify({ enrolled: true })}\n`);
} else if (verb === 'run') {
  await run(data);
} else {
  giveUp(USAGE);
}

async function run(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const claim = await claimFolder(folder);
  if (!claim) giveUp(`${folder}：另一个印章机程序正在使用。\n${folder} is in use by another machine agent.`);
  const identity = await loadIdentity(folder);
  if (!identity) giveUp('这台印章机还没有登记，请先 enrol。\nThis machine is not enrolled yet: run enrol first.');
  const { lock, fingerprint, camera } = values;
  const ports = lock && fingerprint && camera ? { lock, fingerprint, camera } : null;
  if (!ports && !values.emulate) giveUp(USAGE);

  const started = await startAgent({
    identity,
    data: folder,
    screenPort: Number(values['screen-port']),
    ports: values.emulate ? null : ports,
    log,
    cutPower: () => process.kill(process.pid, 'SIGKILL'),
  });
  if (!started.ok) {
    const { message, todo } = problemOf(started);
    giveUp(`${message.zh}${todo.zh}\n${message.en} ${todo.en}\n${started.code}`);
  }
  const agent = started.value;
  process.stdout.write(`${JSON.stringify({ ready: true, machine: identity.ticket.machine, screen: agent.screenUrl })}\n`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    agent.stop().then(
      () => process.exit(0),
      (cause) => giveUp(String(cause)),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by another program, it ends with it, however that ends: its pipe closes.
  if (values['with-parent']) process.stdin.on('end', stop).on('error', stop).resume();
}
