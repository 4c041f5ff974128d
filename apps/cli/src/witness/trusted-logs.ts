import { type Check, fail, type NoteKey, parseVkey, pass } from '@yinzheng/ledger';

/** The keys of each log that is witnessed, by origin: several while a log changes its key. */
export type TrustedLogs = ReadonlyMap<string, readonly NoteKey[]>;

/**
 * Reads the lines of a logs file: `log <vkey> [<url>]` as in a c2sp.org/tlog-policy, `#` for remarks. Refuses with `cli/bad-log`
 * {line, detail}.
 */
export function parseLogsFile(text: string): Check<readonly NoteKey[]> {
  const keys: NoteKey[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t\r]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    const [kind, vkey = '', , ...more] = words;
    const key = kind === 'log' && more.length === 0 ? parseLogKey(vkey) : fail('cli/bad-log');
    if (!key.ok) return fail('cli/bad-log', { line: at + 1, detail: line.slice(0, 60) });
    keys.push(key.value);
  }
  return pass(keys);
}

/** A log's own key: a cosigner's is none. Refuses with `cli/bad-log` {line 0, detail}. */
export function parseLogKey(vkey: string): Check<NoteKey> {
  const key = parseVkey(vkey);
  return key.ok && !key.value.isTimed ? key : fail('cli/bad-log', { line: 0, detail: vkey.slice(0, 60) });
}

/** One list of keys for each origin; a key that is named twice counts once. */
export function trustLogs(keys: readonly NoteKey[]): TrustedLogs {
  const logs = new Map<string, NoteKey[]>();
  for (const key of keys) {
    const known = logs.get(key.name) ?? [];
    if (!known.some(({ id }) => id === key.id)) known.push(key);
    logs.set(key.name, known);
  }
  return logs;
}
