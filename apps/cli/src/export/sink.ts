import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';

/** Where an archive's files go, one after the other. It stands under its name only once `finish` resolved. */
export interface Sink {
  add(path: string, bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

configure({ useWebWorkers: false });

/** A ZIP, deflated as it is written; ZIP64 where it grows beyond 4 GB. */
export function zipSink(out: string, madeAt: Date): Sink {
  const making = `${out}.making`;
  let open: { readonly file: WriteStream; readonly zip: ZipWriter<unknown> } | null = null;
  const opened = () => {
    if (open) return open;
    const file = createWriteStream(making);
    const zip = new ZipWriter(Writable.toWeb(file) as WritableStream<Uint8Array>, { lastModDate: madeAt, keepOrder: true, level: 6 });
    open = { file, zip };
    return open;
  };
  return {
    async add(path, bytes) {
      // Photographs are compressed already.
      await opened().zip.add(path, new Uint8ArrayReader(bytes), path.endsWith('.jpg') ? { level: 0 } : {});
    },
    async finish() {
      await opened().zip.close();
      await rename(making, out);
    },
    async abandon() {
      if (!open) return;
      const { file } = open;
      if (!file.closed) await new Promise<void>((resolve) => file.once('close', resolve).destroy());
      await rm(making, { force: true });
    },
  };
}

export function folderSink(out: string): Sink {
  const making = `${out}.making`;
  return {
    async add(path, bytes) {
      const file = join(making, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    },
    finish: () => rename(making, out),
    abandon: () => rm(making, { recursive: true, force: true }),
  };
}
