import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { type Check, type Cosigner, cosigner, fail, fromB64, pass, toB64 } from '@yinzheng/ledger';

/** `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`, as golang.org/x/mod/sumdb/note writes private keys; type 0x04, a cosigner's. */
const FORM = /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\n?$/;
const COSIGNATURE = 0x04;

/**
 * The cosigner whose private key is in the file; where there is no file yet, a new one of this name, written with mode 0600. Refuses with
 * `cli/bad-key` {path}, `cli/no-name`, `cli/other-name` {name}.
 */
export async function readOrMakeKey(path: string, name: string | undefined): Promise<Check<Cosigner>> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (text !== null) return readKey(path, text, name);
  if (name === undefined) return fail('cli/no-name');
  const seed = new Uint8Array(randomBytes(32));
  const made = await cosigner(name, seed);
  const typed = Uint8Array.of(COSIGNATURE, ...seed);
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(`PRIVATE+KEY+${name}+${made.key.id}+${toB64(typed)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return pass(made);
}

async function readKey(path: string, text: string, name: string | undefined): Promise<Check<Cosigner>> {
  const [, keyName = '', id = '', base64 = ''] = FORM.exec(text) ?? [];
  if (name !== undefined && keyName !== '' && keyName !== name) return fail('cli/other-name', { name: keyName });
  try {
    const typed = fromB64(base64);
    const read = typed[0] === COSIGNATURE ? await cosigner(keyName, typed.subarray(1)) : null;
    return read?.key.id === id ? pass(read) : fail('cli/bad-key', { path });
  } catch {
    return fail('cli/bad-key', { path }); // a name, a seed or a spelling that no key has
  }
}
