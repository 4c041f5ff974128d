import { type ChildProcess, spawn } from 'node:child_process';
import type { Camera } from '../port.ts';
import { jpegSplitter } from './protocol.ts';

const FRAME_MS = 5_000;

/**
 * A camera behind a process that writes motion JPEG to its standard output without end, for example
 * `ffmpeg -loglevel error -f v4l2 -video_size 2592x1944 -i /dev/video0 -f mjpeg -q:v 3 -`. Starting such a process costs
 * half a second, so one keeps running; only a frame whose first byte came after the call counts as now.
 */
export function streamCamera(command: string, args: readonly string[]): Camera {
  let child: ChildProcess | null = null;
  let waiting: ((jpeg: Uint8Array) => void)[] = [];
  let fresh: ((jpeg: Uint8Array) => void)[] = [];

  async function start(): Promise<void> {
    const started = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => started.once('spawn', resolve).once('error', reject));
    child = started;
    started.once('exit', () => {
      if (child === started) child = null; // the next photograph starts it again
    });
    const split = jpegSplitter((jpeg) => {
      for (const take of fresh) take(jpeg);
      fresh = waiting; // who asked while this frame was under way gets the next one
      waiting = [];
    });
    started.stdout.on('data', (chunk: Buffer) => split(chunk));
  }

  return {
    start,
    async photograph() {
      if (!child) await start();
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      waiting.push(resolve);
      const timer = setTimeout(() => reject(new Error(`the camera gave no picture within ${FRAME_MS} ms`)), FRAME_MS);
      return promise.finally(() => clearTimeout(timer));
    },
    async stop() {
      child?.kill();
      child = null;
    },
  };
}

/** A camera that is asked for each picture: a file, a test's fixed picture, the emulated desk. */
export const sourceCamera = (take: () => Promise<Uint8Array>): Camera => ({
  start: async () => undefined,
  photograph: take,
  stop: async () => undefined,
});
