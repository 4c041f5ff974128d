import type { Matter, Seal } from '@yinzheng/contract';
import type { SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { type ApiClient, connectApi } from '../api/client.ts';
import { chooseSample, registerSoftwarePasskey, type SampleSignIn, signInAsSample } from '../api/walk.ts';

/** The people of the sample town who take part, signed in. */
export interface SampleTown {
  readonly clerk: ApiClient;
  readonly approver: ApiClient;
  readonly passkey: SoftwarePasskey;
  readonly clerkName: string;
  readonly approverName: string;
  readonly matter: Matter;
  readonly seal: Seal;
  close(): void;
}

/** Signs the first community’s clerk and director in; the director registers a software passkey, which the sample’s officers sign into the roster. */
export async function openSampleTown(url: string): Promise<SampleTown> {
  const anyone = connectApi(url);
  const [town, signIns] = await Promise.all([
    anyone.get<{ rpId: string; publicUrl: string }>('/api/v1/town'),
    anyone.get<readonly SampleSignIn[]>('/api/v1/sample/sign-ins'),
  ]);
  const nameOf = (account: string): string => signIns.find((it) => it.account === account)?.name ?? account;
  const clerk = await signInAsSample(url, signIns, 'binjiang-clerk');
  const approver = await signInAsSample(url, signIns, 'binjiang-director');
  const passkey = await registerSoftwarePasskey(approver, town);
  const chosen = await chooseSample(clerk);
  return {
    ...chosen,
    clerk,
    approver,
    passkey,
    clerkName: nameOf('binjiang-clerk'),
    approverName: nameOf('binjiang-director'),
    close() {
      for (const client of [anyone, clerk, approver]) client.close();
    },
  };
}
