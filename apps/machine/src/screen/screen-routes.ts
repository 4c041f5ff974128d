import { readFile } from 'node:fs/promises';
import { type Check, type Digest, fail, pass } from '@yinzheng/ledger';
import type { MachineCore } from '../core/machine.ts';
import type { Call, Routes } from './http.ts';
import { problemOf, type ScreenView } from './view.ts';

export interface ScreenParts {
  readonly core: MachineCore;
  readonly view: () => ScreenView;
  /** Told whenever the view may have changed. */
  readonly onChange: (listener: () => void) => () => void;
  /** A WebP picture of an approved page, null when the machine does not have it. */
  readonly picture: (page: Digest) => Promise<Uint8Array | null>;
}

const file =
  (name: string, type: string) =>
  async ({ answer }: Call) => {
    const bytes = await readFile(new URL(`public/${name}`, import.meta.url));
    answer.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(bytes);
  };

/** What the answer to a button says: `{ok: true, …}` or `{ok: false, problem}`. */
const outcome = (checked: Check<unknown>): unknown =>
  checked.ok ? { ok: true, value: plain(checked.value) } : { ok: false, problem: problemOf(checked) };

/** Pictures stay inside. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, it) => (key === 'photo' || key === 'doubt' ? undefined : it)));

/** The screen of the machine: what its touch display shows and its buttons do. */
export function screenRoutes({ core, view, onChange, picture }: ScreenParts): Routes {
  const { desk } = core;

  /** The answer does not wait for the finger: it says that the finger is awaited now, or why not. */
  function untilFinger(phase: 'finger' | 'vouching', act: () => Promise<Check<true>>): Promise<Check<unknown>> {
    const { promise, resolve } = Promise.withResolvers<Check<unknown>>();
    const stop = onChange(() => {
      if (desk.session?.phase === phase) resolve(pass({ phase }));
    });
    act().then(resolve, (cause) => resolve(fail('machine/failed', { detail: String(cause) })));
    return promise.finally(stop);
  }

  /** `<photo>/<place>/approved` or `…/seen`: of the question that is open now, and of no other. */
  function crop(rest: string): Uint8Array | null {
    const [photo, place, which] = rest.split('/');
    const { question } = desk;
    const found = question?.photo.digest === photo ? question?.places[Number(place)] : undefined;
    return found && (which === 'approved' || which === 'seen') ? found[which] : null;
  }

  const sendPicture = ({ answer }: Call, bytes: Uint8Array | null): void => {
    answer.writeHead(bytes ? 200 : 404, { 'content-type': 'image/webp' }).end(bytes ?? undefined);
  };

  return {
    'GET /': file('index.html', 'text/html'),
    'GET /screen.css': file('screen.css', 'text/css'),
    'GET /screen.js': file('screen.js', 'text/javascript'),
    'GET /ask.js': file('ask.js', 'text/javascript'),
    'GET /alarm.js': file('alarm.js', 'text/javascript'),
    'GET /emulator.js': file('emulator.js', 'text/javascript'),
    'GET /state': async () => view(),
    'GET /events': async ({ answer, onClosed }) => {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (): void => void answer.write(`data: ${JSON.stringify(view())}\n\n`);
      tell();
      const stop = onChange(tell);
      const alive = setInterval(tell, 10_000);
      onClosed(() => {
        stop();
        clearInterval(alive);
      });
    },
    'GET /pages/*': async (call) => sendPicture(call, /^[0-9a-f]{64}$/.test(call.rest) ? await picture(call.rest) : null),
    'GET /crops/*': async (call) => sendPicture(call, crop(call.rest)),
    'POST /act/choose': async ({ json }) => {
      const jti = String((await json()).jti);
      return outcome(await untilFinger('finger', () => desk.choose(jti)));
    },
    'POST /act/clear': async ({ json }) => {
      const { looked } = await json();
      const seen = Array.isArray(looked) ? looked.map(Number) : [];
      return outcome(await untilFinger('vouching', () => desk.clearSheet(seen)));
    },
    'POST /act/refuse': async () => outcome(await desk.refuseSheet()),
    'POST /act/check': async () => outcome(await desk.checkSheet()),
    'POST /act/press': async () => outcome(await desk.press()),
    'POST /act/close': async () => outcome(await desk.end('close')),
    'POST /act/abort': async () => outcome(await desk.end('abort')),
    'POST /act/leave': async () => outcome(pass(await desk.leave().then(() => true))),
  };
}
