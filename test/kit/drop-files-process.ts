import { once } from 'node:events';
import { FolderBlobs } from '../../apps/server/src/adapters/blobs/folder-blobs.ts';
import { systemClock } from '../../apps/server/src/adapters/clock/system-clock.ts';
import { openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { dropFiles } from '../../apps/server/src/files/mod.ts';

/** Deletes what is due from a folder. Before and after each deletion it says so and waits for leave to go on, or to be killed. */
const [url = '', folder = ''] = process.argv.slice(2);
const store = openDatabase(url, { maxConnections: 2 });
const blobs = new FolderBlobs(folder);

async function pauseAt(step: string): Promise<void> {
  const leave = once(process, 'message');
  process.send?.(step);
  await leave;
}

await dropFiles(
  {
    store,
    clock: systemClock,
    blobs: {
      put: (bytes) => blobs.put(bytes),
      get: (digest) => blobs.get(digest),
      has: (digest) => blobs.has(digest),
      async delete(digest) {
        await pauseAt('deleting');
        await blobs.delete(digest);
        await pauseAt('deleted');
      },
    },
  },
  (cause) => {
    throw cause;
  },
);
await store.stop();
process.disconnect?.();
