import { sha256Hex, toB64Url, utf8 } from '@yinzheng/ledger';
import { storePhoto } from '../../apps/server/src/machines/mod.ts';
import type { Browser, TestFile } from './browser.ts';
import { BINJIANG } from './identity.ts';
import type { Teller } from './machine.ts';
import type { TestTown } from './open-town.ts';
import { expectOk, givePasskey, signDecision, WISH } from './story.ts';

/** A whole use with words of its own, so that a test can look for them afterwards. */
export interface Stamped {
  readonly id: string;
  readonly jti: string;
  readonly clerk: Browser;
  /** Everything personal that was told to the town. */
  readonly words: readonly string[];
  readonly photos: readonly string[];
}

/** Words that nobody else uses: Chinese and plain ones, so that no way of writing them down is overlooked. */
const wordsOf = (of: string, nonce: string) => ({
  title: `低保申请委托书（${of}标题）TITLE-${nonce}`,
  applicant: `示例·居民${of} APPLICANT-${nonce}`,
  purpose: `代为申请最低生活保障，病历见附件 PURPOSE-${nonce}`,
  reason: `情况属实，本人患病 REASON-${nonce}`,
  unsigned: `先写下又没有签的理由 UNSIGNED-${nonce}`,
  file: `${of}的病历 FILE-${nonce}.pdf`,
  page: `病历正文 PAGE-${nonce}`,
  photo: `照片 PHOTO-${nonce}`,
});

/** Asks, approves, presses and photographs; the machine is a teller that says what it should. */
export async function stampRequest(
  town: TestTown,
  machine: Teller,
  of: string,
  over: { readonly photo?: string; readonly page?: Uint8Array } = {},
): Promise<Stamped> {
  const nonce = toB64Url(town.ports.chance.bytes(12)).replaceAll(/[-_]/g, 'x');
  const said = wordsOf(of, nonce);
  const clerk = await town.signedIn(BINJIANG.clerk);
  const director = await town.signedIn(BINJIANG.director);
  const files: readonly TestFile[] = [{ name: said.file, bytes: over.page ?? utf8(said.page) }];
  const { title, applicant, purpose } = said;
  const { id } = expectOk(await clerk.upload('/api/v1/requests', { ...WISH, title, applicant, purpose }, files, `key-${nonce}`));
  expectOk(await clerk.post(`/api/v1/requests/${id}/filing`));
  const passkey = await givePasskey(director);
  expectOk(await director.post(`/api/v1/requests/${id}/decision-statements`, { verdict: 'return', reason: said.unsigned }));
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, passkey, id, 'approve', said.reason)));
  const jti = (await town.ports.store.requests.authorisationOf(id))?.jti ?? '';

  const pictures =
    over.photo === undefined ? ['before', 'checked', 'after'].map((when) => `${said.photo} ${when}`) : Array(3).fill(over.photo);
  const [before = '', checked = '', after = ''] = await Promise.all(
    pictures.map(async (picture: string) => {
      const digest = sha256Hex(utf8(picture));
      await storePhoto(town.ports, BINJIANG.machine, digest, utf8(picture));
      return digest;
    }),
  );
  const sheet = { page: 1, copy: 1 };
  const { jws } = await receivedOf(town, jti);
  await machine.tell(
    jti,
    ['auth.received', { request: id, max: 1, sleeve: 1, seal: BINJIANG.seal, jws }],
    ['finger.match', { person: clerk.person }],
    ['use.opened', { request: id, sleeve: 1, seal: BINJIANG.seal, clerk: clerk.person }],
    ['use.page', { ...sheet, verdict: 'go', photo: checked }],
    ['use.reserved', { ...sheet, n: 1, photo: before }],
    ['use.impression', { ...sheet, n: 1, photo: after, outcome: 'confirmed' }],
    ['use.closed', { request: id, made: 1, voided: 0, unknown: 0 }],
  );
  return { id, jti, clerk, words: Object.values(said), photos: [...new Set([before, checked, after])] };
}

/** What the machine got, as it records it. */
async function receivedOf({ ports }: TestTown, jti: string): Promise<{ readonly jws: string }> {
  for (const message of await ports.store.machines.openCommands(BINJIANG.machine))
    if (
      message.kind === 'authorise' &&
      JSON.parse(Buffer.from(message.authorisation.split('.')[1] ?? '', 'base64url').toString()).jti === jti
    )
      return { jws: sha256Hex(utf8(message.authorisation)) };
  throw new Error(`no authorisation ${jti} waits for its machine`);
}
