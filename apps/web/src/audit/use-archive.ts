import type { ArchiveReport } from '@yinzheng/ledger';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { loadScript } from './load-script.ts';
import type { ArchiveSource, FromWorker, Progress, ShownRecord, ToldTrust, ToWorker } from './protocol.ts';
import CheckWorker from './worker.ts?worker&inline';

/** The archive as far as it is checked. */
export interface Archive {
  readonly source: ArchiveSource;
  readonly told: ToldTrust;
  readonly progress: Progress | null;
  /** Null while it is being checked. */
  readonly report: ArchiveReport | null;
  /** Why the check broke off. */
  readonly failure: string | null;
  readonly record: ShownRecord | null;
  check(source: ArchiveSource, told?: ToldTrust): void;
  askRecord(request: string): void;
  /** A file that was checked, as an address for pictures and links; null when it is not there. */
  fileUrl(path: string): Promise<string | null>;
}

type Seen = Pick<Archive, 'source' | 'told' | 'progress' | 'report' | 'failure' | 'record'>;

const NO_TRUST: ToldTrust = { policy: '', founding: '' };
const BESIDE: ArchiveSource = { from: 'page' };
const NEW: Seen = { source: BESIDE, told: NO_TRUST, progress: null, report: null, failure: null, record: null };

/** Starts the worker, checks what lies beside the page, and follows what the worker says. */
export function useArchive(): Archive {
  const [seen, setSeen] = useState<Seen>(NEW);
  const worker = useRef<Worker | null>(null);
  const files = useRef(new Map<string, (url: string | null) => void>());
  const tell = useCallback((message: ToWorker) => worker.current?.postMessage(message), []);

  const hear = useCallback(
    ({ data }: MessageEvent<FromWorker>) => {
      switch (data.say) {
        case 'load':
          return void loadScript(data.name).then((payload) => tell({ ask: 'loaded', name: data.name, payload }));
        case 'progress':
          return setSeen((it) => ({ ...it, progress: data.progress }));
        case 'checked':
          return setSeen((it) => ({ ...it, report: data.report, progress: null }));
        case 'failed':
          return setSeen((it) => ({ ...it, failure: data.detail, progress: null }));
        case 'record':
          return setSeen((it) => ({ ...it, record: data.record }));
        case 'file':
          files.current.get(data.path)?.(data.bytes && addressOf(data.path, data.bytes));
          files.current.delete(data.path);
      }
    },
    [tell],
  );

  const check = useCallback(
    (source: ArchiveSource, told: ToldTrust = NO_TRUST) => {
      setSeen({ ...NEW, source, told });
      tell({ ask: 'check', source, trust: told });
    },
    [tell],
  );

  useEffect(() => {
    const started = new CheckWorker();
    worker.current = started;
    started.onmessage = hear;
    started.onerror = ({ message }) => setSeen((it) => ({ ...it, failure: message }));
    check(BESIDE);
    return () => {
      started.terminate();
      worker.current = null;
    };
  }, [hear, check]);

  return useMemo(
    () => ({
      ...seen,
      check,
      askRecord: (request) => tell({ ask: 'record', request }),
      fileUrl: (path) =>
        new Promise((resolve) => {
          files.current.set(path, resolve);
          tell({ ask: 'file', path });
        }),
    }),
    [seen, check, tell],
  );
}

const addressOf = (path: string, bytes: Uint8Array): string =>
  URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: path.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg' }));
