import fs from 'node:fs';

/** How often this process asked the disk to make something durable, since it began to count. */
export function countSyncs(): { syncs(): number } {
  let count = 0;
  for (const name of ['fsync', 'fdatasync'] as const) {
    const real = fs[name];
    fs[name] = Object.assign((fd: number, done: fs.NoParamCallback) => {
      count += 1;
      real(fd, done);
    }, real);
  }
  return { syncs: () => count };
}
