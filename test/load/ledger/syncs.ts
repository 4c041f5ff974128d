import { open } from 'node:fs/promises';

/** How often this process asked the disk to make something durable, since it began to count. */
export async function countSyncs(): Promise<{ syncs(): number }> {
  const handle = await open(import.meta.filename, 'r');
  const prototype = Object.getPrototypeOf(handle) as Record<'sync' | 'datasync', () => Promise<void>>;
  await handle.close();
  let count = 0;
  for (const name of ['sync', 'datasync'] as const) {
    const real = prototype[name];
    prototype[name] = function counted(this: unknown) {
      count += 1;
      return real.call(this);
    };
  }
  return { syncs: () => count };
}
