import { pageDataPath } from '@yinzheng/ledger';

/**
 * A page opened from a disk may not fetch what lies beside it, but it may run classic scripts: each of the archive's calls `yinzheng`
 * with its name and payload. Null when there is none, or when it does not run.
 */
export function loadScript(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    const end = (payload: string | null): void => {
      script.remove();
      arrived.delete(name);
      resolve(payload);
    };
    script.src = pageDataPath(name);
    script.onload = () => end(arrived.get(name) ?? null);
    script.onerror = () => end(null);
    document.head.append(script);
  });
}

const arrived = new Map<string, string>();

/** What the scripts call. Nothing of theirs is believed: the worker holds every byte against its digest. */
Object.assign(globalThis, {
  yinzheng: (name: unknown, payload: unknown): void => {
    if (typeof name === 'string' && typeof payload === 'string') arrived.set(name, payload);
  },
});
