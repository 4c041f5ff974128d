import type { Matter, RequestDetail, Seal } from '@yinzheng/contract';
import { type DecisionStatement, decisionDigest, type Opening, opens, type PasskeyAssertion, toB64Url } from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { type ApiClient, connectApi } from './client.ts';

export interface SampleSignIn {
  readonly account: string;
  readonly password: string;
  readonly code: string;
  readonly name: string;
  readonly posts: string;
  readonly body: string;
}

/** Signs in as somebody of a sample town. */
export async function signInAsSample(url: string, signIns: readonly SampleSignIn[], account: string): Promise<ApiClient> {
  const known = signIns.find((it) => it.account === account);
  if (!known) throw new Error(`no sample account ${account}`);
  const client = connectApi(url);
  await client.signIn({ account: known.account, password: known.password, code: known.code });
  return client;
}

/** Makes a software passkey for the signed-in person and registers it; in a sample town it is in the roster at once. */
export async function registerSoftwarePasskey(
  client: ApiClient,
  town: { readonly rpId: string; readonly publicUrl: string },
): Promise<SoftwarePasskey> {
  const passkey = await createSoftwarePasskey(town.rpId, new URL(town.publicUrl).origin);
  const options = await client.post<{ challenge: string }>('/api/v1/passkeys/options');
  await client.post('/api/v1/passkeys', {
    response: await passkey.registrationResponse(options),
    label: '软件密钥 software key',
    isSample: true,
  });
  return passkey;
}

interface ToSign {
  readonly statement: DecisionStatement;
  readonly challenge: string;
  readonly openings: readonly Opening[];
}

/** Approves with a passkey, after checking that what is signed is what is shown. */
export async function approveRequest(
  approver: ApiClient,
  passkey: SoftwarePasskey,
  request: string,
): Promise<{ readonly detail: RequestDetail; readonly assertion: PasskeyAssertion; readonly statement: DecisionStatement }> {
  const toSign = await approver.post<ToSign>(`/api/v1/requests/${request}/decision-statements`, { verdict: 'approve', reason: '' });
  const digest = decisionDigest(toSign.statement);
  if (toB64Url(digest) !== toSign.challenge || !toSign.openings.every(opens))
    throw new Error('the server asks to sign something else than it shows');
  const assertion = await passkey.assert(digest);
  const detail = await approver.post<RequestDetail>(`/api/v1/requests/${request}/decisions`, { statement: toSign.statement, assertion });
  return { detail, assertion, statement: toSign.statement };
}

/** A machine that has just been started needs a moment until it is heard of. */
const ONLINE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

/** The first open matter with one approval, and the first seal whose machine is online; waits for one a little. */
export async function chooseSample(clerk: ApiClient): Promise<{ readonly matter: Matter; readonly seal: Seal }> {
  const matters = await clerk.get<readonly Matter[]>('/api/v1/matters');
  const matter = matters.find(({ kind, route }) => kind === 'open' && route.length === 1);
  if (!matter) throw new Error('the sample town has no open matter');
  for (const until = performance.now() + ONLINE_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
    const seals = await clerk.get<readonly Seal[]>('/api/v1/seals');
    const online = seals.filter(({ machine }) => machine?.isOnline);
    const seal = online.find(({ kind }) => kind === 'official') ?? online[0];
    if (seal) return { matter, seal };
    if (performance.now() >= until) throw new Error('the sample town has no machine online');
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
