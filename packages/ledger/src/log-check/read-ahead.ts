import { TILE_WIDTH, tilePath, tileWidth } from '../tree/tiles.ts';
import { type LogFile, type LogFiles, readBundleFile } from './log-files.ts';

/** A log whose files are asked for before their turn: what takes its time is the way to them. */
export interface ReadAhead {
  /** The same files; those that were asked for already come from there. */
  readonly files: LogFiles;
  /** Every bundle in order, null where it is missing; `ahead` bundles and their tiles of hashes are under way at a time. */
  bundles(size: number, ahead: number): AsyncGenerator<readonly [number, LogFile | null]>;
}

export function readAhead(source: LogFiles): ReadAhead {
  const expected = new Map<string, Promise<Uint8Array | null>>();
  const expect = (path: string): void => {
    const read = source.read(path);
    read.catch(() => undefined); // whoever takes it hears of it
    expected.set(path, read);
  };
  const files: LogFiles = {
    read(path) {
      const read = expected.get(path);
      expected.delete(path);
      return read ?? source.read(path);
    },
  };
  return {
    files,
    async *bundles(size, ahead) {
      const count = Math.ceil(size / TILE_WIDTH);
      const reading: Promise<LogFile | null>[] = [];
      for (let bundle = 0, started = 0; bundle < count; bundle += 1) {
        for (; started < Math.min(count, bundle + ahead); started += 1) {
          const width = tileWidth(size, 0, started);
          const read = readBundleFile(source, started, width);
          read.catch(() => undefined); // awaited below, in its turn
          reading.push(read);
          if (width === TILE_WIDTH) expect(tilePath(0, started)); // a partial one was read with the edge
        }
        yield [bundle, (await reading.shift()) ?? null];
      }
    },
  };
}
