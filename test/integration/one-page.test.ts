import { fromB64Url, sha256Hex } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageBook } from '../../apps/machine/src/pages/page-book.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTown();
  await enrolTeller(town);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

interface Claims {
  readonly filed: { readonly request: string; readonly pages: readonly string[] };
}

/** What the machine is told, read as anybody can: the middle part of the token. */
async function claimsOf(id: string): Promise<Claims> {
  const commands = await town.ports.store.machines.openCommands(BINJIANG.machine);
  const tokens = commands.flatMap((it) => (it.kind === 'authorise' ? [it.authorisation] : []));
  const all = tokens.map((token) => JSON.parse(new TextDecoder().decode(fromB64Url(token.split('.')[1] ?? ''))) as Claims);
  const claims = all.find(({ filed }) => filed.request === id);
  if (!claims) throw new Error(`request ${id} is not authorised`);
  return claims;
}

it('what the clerk prints, the approver signs and the machine compares is one page: the same bytes under one digest', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const director = await town.signedIn(BINJIANG.director);
  const passkey = await givePasskey(director);
  const id = await draftAndFile(clerk);

  const shown: { url: string; digest: string }[] = expectOk(await clerk.get(`/api/v1/requests/${id}`)).pages;
  const printed = await Promise.all(shown.map(async ({ url }) => (await clerk.get(url)).body as Uint8Array));
  const digests = printed.map((bytes) => sha256Hex(bytes));
  expect(shown.map(({ digest }) => digest)).toEqual(digests);

  const seen = expectOk(await director.get(`/api/v1/requests/${id}`)).pages as typeof shown;
  for (const [at, { url }] of seen.entries()) expect((await director.get(url)).body).toEqual(printed[at]);
  const decision = await signDecision(director, passkey, id);
  expect(decision.statement.pages).toEqual(digests);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, decision));

  const { filed } = await claimsOf(id);
  expect(filed.pages).toEqual(digests);
  const disk = new Map<string, Uint8Array>();
  const store = {
    loadFile: async (digest: string) => disk.get(digest) ?? null,
    saveFile: async (bytes: Uint8Array) => void disk.set(sha256Hex(bytes), bytes),
  };
  const gateway = { fetch: async (digest: string) => town.ports.blobs.get(digest) };
  const book = pageBook(store as never, gateway);
  for (const [at, digest] of filed.pages.entries()) expect(await book.page(digest)).toEqual(printed[at]);

  // One byte less, and the machine has no page to compare with.
  const cut = pageBook({ ...store, loadFile: async () => null } as never, { fetch: async () => printed[0]?.subarray(1) ?? null });
  expect(await cut.page(digests[0] ?? '')).toBeNull();
});
