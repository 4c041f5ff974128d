import type { SoftwarePasskey, SoftwarePasskeyExport } from '@yinzheng/ledger/software-authenticator';

/**
 * A passkey in software for sample towns, kept in this browser's storage: anyone who can open the browser can sign with it.
 * It is in the roster only as a sample, and every verifier says so.
 */
const keptUnder = (person: string): string => `yinzheng.sample-passkey.${person}`;

export function storedSamplePasskey(person: string): SoftwarePasskeyExport | null {
  try {
    const kept = localStorage.getItem(keptUnder(person));
    return kept ? (JSON.parse(kept) as SoftwarePasskeyExport) : null;
  } catch {
    return null; // storage refused or overwritten: as if there were none
  }
}

export function keepSamplePasskey(person: string, passkey: SoftwarePasskey): void {
  localStorage.setItem(keptUnder(person), JSON.stringify(passkey.export()));
}

export async function makeSamplePasskey(rpId: string): Promise<SoftwarePasskey> {
  const { createSoftwarePasskey } = await import('@yinzheng/ledger/software-authenticator');
  return createSoftwarePasskey(rpId, location.origin);
}

export async function openSamplePasskey(kept: SoftwarePasskeyExport): Promise<SoftwarePasskey> {
  const { importSoftwarePasskey } = await import('@yinzheng/ledger/software-authenticator');
  return importSoftwarePasskey(kept);
}
