import type { Witness } from '@yinzheng/ledger';
import { notifyPosts } from '../notices/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { rounds } from '../rounds/mod.ts';

const LOOK_MS = 5_000;
const QUORUM = 'witnesses';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster' | 'checkpoints'>;

export interface WitnessWatch {
  /** A witness says that the log did not only grow. The gravest thing that it can say: told at once, and again only after it has cosigned anew. */
  accused(witness: Witness, detail: string): Promise<void>;
  cosigned(witness: Witness): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Tells administrators and supervisors when the quorum has been missing for `patienceMs`, once, and once more when it is back; and of a
 * witness that accuses. Each alarm is a row, so a restart or a second server does not tell it again.
 */
export function openWitnessWatch(
  ports: Used,
  it: { readonly patienceMs: number; readonly onError: (cause: unknown) => void },
): WitnessWatch {
  async function look(): Promise<void> {
    const since = await ports.checkpoints.awaitingSince();
    const now = ports.clock.now();
    if (since && now.getTime() - since.getTime() >= it.patienceMs)
      await alarm(QUORUM, {
        zh: `见证方不足：${minutesBetween(since, now)} 分钟来，新的存证没有足够的见证方联署。用章照常记录，回执暂为“等待见证”。请联系各见证方。`,
        en: `Witnesses are missing: for ${minutesBetween(since, now)} min new entries lack their quorum. Uses are recorded as before; receipts say “awaiting witnesses”. Call the witnesses.`,
      });
    if (!since)
      await allClear(QUORUM, {
        zh: '见证方已恢复，等待见证的回执可以重新下载。',
        en: 'The witnesses are back; receipts that waited can be downloaded again.',
      });
  }

  const alarm = (name: string, text: Text): Promise<void> =>
    ports.store.transact(async (stores) => {
      if (await stores.witnesses.raise(name, ports.clock.now())) await notifyPosts(ports, stores, { ...TOLD, kind: 'incident', text });
    });
  const allClear = (name: string, text: Text): Promise<void> =>
    ports.store.transact(async (stores) => {
      if (await stores.witnesses.lower(name)) await notifyPosts(ports, stores, { ...TOLD, kind: 'incident', text });
    });

  /** Those of whom no alarm is raised, as far as this process knows. */
  const clear = new Set<string>();
  const round = rounds(look, { gapMs: 500, idleMs: LOOK_MS, onError: it.onError });
  return {
    async accused({ name, key }, detail) {
      clear.delete(accusation(key));
      await alarm(accusation(key), {
        zh: `见证方 ${name} 拒绝联署：它认为账本不是只增不改（${detail}）。请立即核对数据库是否被恢复过旧备份或被改动，并保留现场。`,
        en: `The witness ${name} refuses to cosign: it holds that the ledger did not only grow (${detail}). Find out at once whether the database was restored or altered, and leave everything as it is.`,
      });
    },
    async cosigned({ name, key }) {
      round.wake();
      if (clear.has(accusation(key))) return;
      await allClear(accusation(key), { zh: `见证方 ${name} 重新联署了。`, en: `The witness ${name} cosigns again.` });
      clear.add(accusation(key));
    },
    stop: round.stop,
  };
}

interface Text {
  readonly zh: string;
  readonly en: string;
}

const TOLD = { posts: ['administrator', 'supervisor'], title: '存证账本的见证 · Witnesses of the ledger' } as const;

const accusation = ({ name, id }: Witness['key']): string => `accused by ${name}+${id}`;

const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);
