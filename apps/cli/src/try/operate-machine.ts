import type { Problem } from '@yinzheng/contract';

interface Session {
  readonly jti: string;
  readonly phase: string;
  readonly expected: { readonly page: number; readonly copy: number } | null;
  readonly left: number;
  readonly refused: Problem | null;
  readonly asked: readonly unknown[] | null;
}

interface Screen {
  readonly waiting: readonly { readonly jti: string; readonly request: string; readonly title: string }[];
  readonly session: Session | null;
  readonly problem: Problem | null;
}

interface Said {
  /** Of a page check. */
  readonly verdict?: 'go' | 'stop' | 'ask';
  /** Of a press. */
  readonly outcome?: string;
}

type Answer = { readonly ok: true; readonly value?: Said } | { readonly ok: false; readonly problem: Problem };

export type MachineStep =
  | { readonly kind: 'listed'; readonly title: string }
  | { readonly kind: 'opened' }
  /** The page check was unsure of so many places of a sheet that is the approved one; the clerk said so with a new finger. */
  | { readonly kind: 'cleared'; readonly page: number; readonly places: number }
  | { readonly kind: 'pressed'; readonly page: number; readonly copy: number; readonly outcome: string; readonly left: number };

/** What the machine refused, in its own words. */
export class MachineRefusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.message.zh} ${problem.message.en}`);
    this.name = 'MachineRefusal';
    this.problem = problem;
  }
}

const WAIT_MS = 30_000;
const TIME_OVER: ReadonlySet<string> = new Set(['use/window-over', 'use/impression-void']);

/**
 * Stands at an emulated machine as its clerk: chooses the request, gives the finger, lays each sheet, presses; until all is done.
 * Throws `MachineRefusal` for what the machine refuses, and leaves no use open behind.
 */
export async function operateMachine(screenUrl: string, request: string, onStep: (step: MachineStep) => void): Promise<void> {
  const state = async (): Promise<Screen> => (await fetch(`${screenUrl}/state`)).json() as Promise<Screen>;
  const act = async (path: string, body: unknown = {}): Promise<Said> => {
    const response = await fetch(`${screenUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    if (!answer.ok) throw new MachineRefusal(answer.problem);
    return answer.value ?? {};
  };
  const until = async <T>(find: (screen: Screen) => T | null | undefined): Promise<T> => {
    for (const began = Date.now(); Date.now() - began < WAIT_MS; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const found = find(await state());
      if (found) return found;
    }
    throw stuck(await state());
  };

  const listed = await until(({ waiting }) => waiting.find((it) => it.request === request));
  onStep({ kind: 'listed', title: listed.title });
  const open = async (): Promise<void> => {
    await act('/act/choose', { jti: listed.jti });
    await act('/emulator/finger', { who: 'right' });
    await until(({ session }) => session?.jti === listed.jti && ['sheet', 'ready'].includes(session.phase));
    onStep({ kind: 'opened' });
  };
  /** The emulated sheet is the approved page, so its clerk may say so. */
  const clear = async (page: number): Promise<void> => {
    const places = (await state()).session?.asked?.length ?? 0;
    await act('/act/clear', { looked: Array.from({ length: places }, (_, at) => at) });
    await act('/emulator/finger', { who: 'right' });
    await until(({ session }) => session?.phase === 'ready');
    onStep({ kind: 'cleared', page, places });
  };
  const pressNext = async ({ page, copy }: { readonly page: number; readonly copy: number }): Promise<void> => {
    await act('/emulator/sheet', { page, copy });
    const { verdict } = await act('/act/check');
    if (verdict === 'ask') await clear(page);
    else if (verdict !== 'go') throw stuck(await state());
    const { outcome = 'doubtful' } = await act('/act/press');
    onStep({ kind: 'pressed', page, copy, outcome, left: (await state()).session?.left ?? 0 });
  };
  const pressAll = async (): Promise<void> => {
    for (let failed = 0; ; ) {
      const { session } = await state();
      if (!session?.expected) return;
      if (session.phase === 'locked') await open();
      try {
        await pressNext(session.expected);
        failed = 0;
      } catch (cause) {
        // The sleeve's time may end between any two acts: the finger again, and the same sheet again.
        if (!(cause instanceof MachineRefusal) || !TIME_OVER.has(cause.problem.code) || ++failed > 3) throw cause;
      }
    }
  };

  try {
    await open();
    await pressAll();
  } catch (cause) {
    await act('/act/abort').catch(() => undefined); // the first refusal is the one to tell
    throw cause;
  }
}

function stuck({ session, problem }: Screen): Error {
  const refused = session?.refused ?? problem;
  if (refused) return new MachineRefusal(refused);
  return new Error(`the machine did not come as far as expected (${session?.phase ?? 'no session'})`);
}
