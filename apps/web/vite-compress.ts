import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg|webmanifest)$/;

/** Lays a .gz and a .br beside every text file, once at build time, for the server to send as they are. */
export function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'yinzheng-compressed',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = (await readdir(outDir, { recursive: true })).filter((it) => TEXT.test(it));
      await Promise.all(
        files.map(async (it) => {
          const path = join(outDir, it);
          const bytes = await readFile(path);
          await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
          await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes));
        }),
      );
    },
  };
}
