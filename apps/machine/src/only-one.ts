import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { realpath, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An agent that is just stopping may finish. */
const WAIT_MS = 4_000;

/**
 * Claims a data folder for this process: two agents on one journal would both believe that they own its tail.
 * The claim ends with the process, however it dies. Returns null when another agent holds it and does not let go.
 */
export async function claimFolder(folder: string): Promise<Server | null> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 24);
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\yinzheng-machine-${name}` : join(tmpdir(), `yinzheng-machine-${name}.sock`);
  for (const until = performance.now() + WAIT_MS; ; ) {
    const server = createServer((socket) => socket.end());
    const isMine = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (cause: NodeJS.ErrnoException) => (cause.code === 'EADDRINUSE' ? resolve(false) : reject(cause)));
      server.listen(path, () => resolve(true));
    });
    if (isMine) {
      process.once('exit', () => release(path));
      return server.unref();
    }
    if (!(await answers(path)))
      await unlink(path).catch(() => undefined); // left by an agent that was killed
    else if (performance.now() > until) return null;
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The socket's name stays behind when the process ends without closing it. */
function release(path: string): void {
  if (process.platform !== 'win32') rmSync(path, { force: true });
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
