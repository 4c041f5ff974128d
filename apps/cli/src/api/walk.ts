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

/** The first open matter with one approval, and the first seal whose machine is online. */
export async function chooseSample(clerk: ApiClient): Promise<{ readonly matter: Matter; readonly seal: Seal }> {
  const [matters, seals] = await Promise.all([
    clerk.get<readonly Matter[]>('/api/v1/matters'),
    clerk.get<readonly Seal[]>('/api/v1/seals'),
  ]);
  const matter = matters.find(({ kind, route }) => kind === 'open' && route.length === 1);
  const seal =
    seals.find(({ kind, machine }) => kind === 'official' && machine?.isOnline) ?? seals.find(({ machine }) => machine?.isOnline);
  if (!matter || !seal) throw new Error(`the sample town has no ${matter ? 'machine online' : 'open matter'}`);
  return { matter, seal };
}
