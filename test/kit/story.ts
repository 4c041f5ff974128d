import { fromB64Url, utf8 } from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import type { Answer, Browser, TestFile } from './browser.ts';
import { BINJIANG, TOWN } from './identity.ts';

/** A wish that the catalogue grants: one approval, up to two copies. */
export const WISH = {
  matter: 'subsistence-application',
  seal: BINJIANG.seal,
  title: '低保申请委托书',
  applicant: '示例·居民张三',
  purpose: '代为申请最低生活保障',
  copies: 1,
};

export const PAGES: readonly TestFile[] = [
  { name: '申请表.pdf', bytes: utf8('first page') },
  { name: '委托书.pdf', bytes: utf8('second page') },
];

/** The next steps of the main job, each by the person's own browser. A step that is refused throws what the server said. */
export async function draft(clerk: Browser, over: Partial<typeof WISH> = {}): Promise<string> {
  return expectOk(await clerk.upload('/api/v1/requests', { ...WISH, ...over }, PAGES)).id;
}

export async function draftAndFile(clerk: Browser, over: Partial<typeof WISH> = {}): Promise<string> {
  const id = await draft(clerk, over);
  expectOk(await clerk.post(`/api/v1/requests/${id}/filing`));
  return id;
}

/** Registers a software passkey, which a sample town takes into its roster at once. */
export async function givePasskey(person: Browser): Promise<SoftwarePasskey> {
  const passkey = await createSoftwarePasskey(TOWN.rpId, TOWN.publicUrl);
  const options = expectOk(await person.post('/api/v1/passkeys/options'));
  expectOk(await person.post('/api/v1/passkeys', { response: passkey.registrationResponse(options), label: '测试', isSample: true }));
  return passkey;
}

/** What the approver's page does: take the statement, have the passkey sign its digest. */
export async function signDecision(approver: Browser, passkey: SoftwarePasskey, id: string, verdict = 'approve', reason = '') {
  const { statement, challenge } = expectOk(await approver.post(`/api/v1/requests/${id}/decision-statements`, { verdict, reason }));
  return { statement, assertion: await passkey.assert(fromB64Url(challenge)) };
}

export const expectOk = ({ status, body }: Answer): Answer['body'] => {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
