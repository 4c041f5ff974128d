import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { KeyPair } from '../../ports/pki.ts';

const KEY = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----\n?/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/;

/** A key with its certificate in one PEM file, 0600; null when there is none. What is there but unreadable throws: a CA is not replaced silently. */
export async function readPair(file: string): Promise<KeyPair | null> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (text === null) return null;
  const key = KEY.exec(text)?.[0];
  const certificate = CERTIFICATE.exec(text)?.[0];
  if (!key || !certificate || !new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) {
    throw new Error(`${file} holds no matching key and certificate`);
  }
  return { key, certificate };
}

/** Both at once or neither, durable before it resolves. */
export async function writePair(file: string, { key, certificate }: KeyPair): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = await open(`${file}.new`, 'w', 0o600);
  try {
    await draft.writeFile(key + certificate);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.new`, file);
  const dir = await open(path.dirname(file), 'r');
  await dir.sync().finally(() => dir.close());
}
