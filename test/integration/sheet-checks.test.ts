import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SheetAnswer } from '@yinzheng/contract';
import { ed25519Signer } from '@yinzheng/ledger';
import type { Raster } from '@yinzheng/pagecheck';
import { sealPicture } from '@yinzheng/pagecheck/emulation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FolderBlobs } from '../../apps/server/src/adapters/blobs/folder-blobs.ts';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { sheetCheckHandlers } from '../../apps/server/src/adapters/http/handlers/sheet-checks.ts';
import { openSheets } from '../../apps/server/src/adapters/sheets/worker-sheets.ts';
import { dropFiles } from '../../apps/server/src/files/mod.ts';
import type { FiledSeal } from '../../apps/server/src/ports/sheet-checks.ts';
import { fileImprint } from '../../apps/server/src/towns/mod.ts';
import { blankWithCode, covered, pasted } from '../../packages/pagecheck/testing/alter.ts';
import { chineseLetter } from '../../packages/pagecheck/testing/pdfs.ts';
import { hugePng, padded } from '../../packages/pagecheck/testing/pictures.ts';
import { BINJIANG, seedNamed, TOWN } from '../kit/identity.ts';
import { enrolTeller, type Teller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { onPaper, PRINT_DPI, photographed, printedPages, SEAL_MM, stamped } from '../kit/paper.ts';
import { type Stamped, stampRequest } from '../kit/stamped.ts';
import { expectOk } from '../kit/story.ts';
import { textForms, tracesInDatabase, tracesInFolder } from '../kit/traces.ts';

const ADDRESS = '/api/v1/public/sheet-checks';
const HOUR_MS = 3_600_000;
let folder: string;
let temporary: string;
let town: TestTown;
let machine: Teller;
let first: Stamped;
let seal: FiledSeal | null;
/** What the approved sheet looks like, pressed, and a photo of it. */
let paper: Raster;
let photo: Uint8Array;
const sheets = openSheets({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024, maxFileMiB: 64, maxPages: 10, office: null });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sheet-checks-'));
  temporary = await mkdtemp(path.join(tmpdir(), 'sheet-checks-tmp-'));
  process.env.TMPDIR = temporary;
  const [blobs, tiles] = [new FolderBlobs(path.join(folder, 'files')), new FolderTiles(path.join(folder, 'log'))];
  for (const files of [blobs, tiles]) await files.start();
  town = await openTown({ blobs, tiles }, {}, sheets);
  machine = await enrolTeller(town);
  first = await stampRequest(town, machine, '甲', { page: await chineseLetter(1) });
  seal = await town.ports.store.towns.filedSeal(BINJIANG.seal);
  const { faceText = '', diameterMm = 0 } = seal ?? {};
  await fileImprint(town.ports, null, BINJIANG.seal, await sealPicture({ faceText, diameterMm, dpi: 600 }));
  paper = await stamped(await onPaper(await approvedPage(first)), faceText);
  photo = await photographed(paper);
}, 120_000);
afterAll(async () => {
  await town.stop();
  await sheets.stop();
  await Promise.all([folder, temporary].map((it) => rm(it, { recursive: true })));
  expect(town.defects).toEqual([]);
});

const approvedPage = async ({ clerk, id }: Stamped): Promise<Uint8Array> => expectOk(await clerk.get(`/api/v1/requests/${id}/pages/1`));

/** Sends it from an address of its own, unless one is named: limits of one test are not another's. */
let neighbours = 0;
async function send(bytes: Uint8Array, from = `198.51.100.${++neighbours}`) {
  const form = new FormData();
  form.set('request', '{}');
  form.append('file', new Blob([Uint8Array.from(bytes)]), 'photo.jpg');
  const response = await fetch(town.url + ADDRESS, { method: 'POST', body: form, headers: { 'x-forwarded-for': from } });
  return { status: response.status, body: (await response.json()) as SheetAnswer & { code?: string; params?: { seconds?: number } } };
}
const found = async (bytes: Uint8Array): Promise<SheetAnswer> => {
  const { status, body } = await send(bytes);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

it('the stamped sheet is the approved page, of this record, with one seal where it was pressed', async () => {
  const answer = await found(photo);
  expect(answer).toMatchObject({
    found: 'same',
    record: { page: 1, pages: 1, state: 'completed', impressions: 1 },
    differences: [],
    seals: [{ faceText: seal?.faceText, likeness: 'same' }],
  });
  const [seen] = answer.seals;
  expect(Math.abs((seen?.diameterMm ?? 0) - 42)).toBeLessThan(1);
  const middle = (of: 'x' | 'y') => (seen?.outline ?? []).reduce((sum, spot) => sum + spot[of], 0) / (seen?.outline.length ?? 1);
  // The sheet lies almost straight and fills most of the picture.
  expect(Math.abs(middle('x') - SEAL_MM.x / 210)).toBeLessThan(0.1);
  expect(Math.abs(middle('y') - SEAL_MM.y / 297)).toBeLessThan(0.1);
});

it('a covered line is told as a place, never as what stands there', async () => {
  const altered = covered(paper, PRINT_DPI, { left: 30, top: 110, width: 60, height: 8 });
  const { status, body } = await send(await photographed(altered, 2));
  expect(status).toBe(200);
  expect(body).toMatchObject({ found: 'differs', differences: [{ certainty: 'sure', outline: { length: 4 } }] });
  const said = JSON.stringify(body);
  for (const word of ['证明', '租赁', '示例小区', ...first.words]) expect(said.includes(word), word).toBe(false);
  // Numbers, codes of the contract, the record's number and the seal's name: no picture, and no text of a page.
  expect(said.length).toBeLessThan(3_000);
  const fields = new Set([...said.matchAll(/"(\w+)":/g)].map(([, name]) => name));
  for (const name of ['approved', 'seen', 'text', 'crops', 'sideBySide', 'strength', 'leftMm', 'score'])
    expect(fields.has(name), name).toBe(false);
});

it('a record number alone opens nothing: the code must stand in the photo, and be the server’s', async () => {
  const bare = { ...paper, data: new Uint8Array(paper.data.length).fill(255) };
  expect(await found(await photographed(bare))).toEqual({ found: 'no-code', differences: [], seals: [] });
  const { id } = first;
  const { body } = (await town.ports.store.requests.load(id))?.filed ?? { body: '' };
  const [forged] = await printedPages(await chineseLetter(1), {
    request: id,
    body,
    signer: await ed25519Signer(seedNamed('a forger')),
    site: TOWN.publicUrl,
  });
  expect(await found(await photographed(await onPaper(forged ?? new Uint8Array())))).toEqual({
    found: 'not-genuine',
    differences: [],
    seals: [],
  });
});

it('a genuine code on a blank sheet, or under another page’s print, is told to be another document and nothing more', async () => {
  for (const other of [blankWithCode(paper, PRINT_DPI), await otherPrint()]) {
    const answer = await found(await photographed(other));
    expect(['other-page', 'unclear']).toContain(answer.found);
    expect(answer).toMatchObject({ differences: [], seals: [] });
  }
});

async function otherPrint(): Promise<Raster> {
  const signer = town.ports.keys.server[0];
  if (!signer) throw new Error('the server has a key');
  const [, second] = await printedPages(await chineseLetter(2), { request: first.id, body: 'x', signer });
  const all = { left: 0, top: 0, width: 210, height: 262 };
  return pasted(paper, PRINT_DPI, all, await onPaper(second ?? new Uint8Array()), { left: 0, top: 0 });
}

it('who guesses at what a page says gets few answers; who holds the true sheet may ask as often as he likes, until then', async () => {
  const [page] = await town.ports.store.requests.pages(first.id);
  const guess = { kind: 'changed', certainty: 'sure', leftMm: 80, topMm: 100, widthMm: 3, heightMm: 3 } as const;
  // The pixels are tried above; here only the counting is.
  let differences: readonly (typeof guess)[] = [guess];
  const { check } = sheetCheckHandlers({
    ...town.ports,
    sheetChecks: {
      ...town.ports.sheetChecks,
      readCodes: async () => ({ ok: true, value: [`${TOWN.publicUrl}/v/${page?.code}`] }),
      compare: async () => ({ ok: true, value: { found: 'page', isItsCode: true, corners: null, differences, seals: [] } }),
    },
  });
  const files = [{ name: 'photo.jpg', bytes: photo }];
  const ask = async (): Promise<string> => {
    const answered = check({ files } as unknown as Parameters<typeof check>[0]);
    return answered.then(
      ({ found: it }) => it,
      ({ code }: { code: string }) => code,
    );
  };
  const isSame = async (): Promise<string> => {
    differences = [];
    const answer = await ask();
    differences = [guess];
    return answer;
  };
  // Whoever holds the true sheet may ask as often as he likes.
  for (let n = 0; n < 15; n++) expect(await isSame()).toBe('same');
  const together = await Promise.all(Array.from({ length: 8 }, ask));
  expect(together).toEqual(Array(8).fill('differs'));
  expect([await ask(), await ask(), await ask()]).toEqual(['differs', 'differs', 'sheet-check/too-many-different']);
  // From now on a right guess is not told either.
  expect(await isSame()).toBe('sheet-check/too-many-different');
});

it('pictures that are none are refused in words, and the server lives', async () => {
  const refusals = [
    [new Uint8Array(), 400, 'upload/empty'],
    [Buffer.from('no picture'), 415, 'upload/unknown-kind'],
    [photo.subarray(0, 30_000), 422, 'upload/damaged'],
    [hugePng(), 413, 'upload/too-many-pixels'],
    [padded(photo, 22), 413, 'upload/too-large'],
    [await chineseLetter(2), 422, 'upload/too-many-pages'],
  ] as const;
  for (const [bytes, status, code] of refusals) expect(await send(bytes)).toMatchObject({ status, body: { code } });
  expect((await found(photo)).found).toBe('same');
});

it('thirty at once are not queued without bound, whether from one address or from thirty', async () => {
  const bare = await photographed({ ...paper, data: new Uint8Array(paper.data.length).fill(255) });
  const spread = await Promise.all(Array.from({ length: 30 }, (_, n) => send(bare, `203.0.113.${n + 1}`)));
  const busy = spread.filter(({ status, body }) => status === 503 && body.code === 'sheet-check/busy');
  expect(busy.length).toBeGreaterThan(0);
  expect(spread.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8);
  expect(busy.length + spread.filter(({ status }) => status === 200).length).toBe(30);
  const one: Awaited<ReturnType<typeof send>>[] = [];
  for (let n = 0; n < 24; n++) one.push(await send(Buffer.from('x'), `2001:db8:1:2::${n + 1}`));
  const limited = one.filter(({ status, body }) => status === 429 && body.code === 'sheet-check/too-many');
  expect(limited.length).toBeGreaterThanOrEqual(3);
  expect(limited[0]?.body.params?.seconds).toBeGreaterThan(0);
}, 120_000);

it('keeps nothing of a photo: not in any table, file, temporary folder or log', async () => {
  const mark = `MARK-${crypto.randomUUID()}`;
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, mark.length + 2]), Buffer.from(mark)]);
  const marked = Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
  const before = await readdir(folder, { recursive: true });
  expect((await found(marked)).found).toBe('same');
  await send(marked.subarray(0, 40_000));
  const middle = Buffer.from(marked.subarray(marked.length >> 1, (marked.length >> 1) + 40)).toString('latin1');
  expect(await tracesInDatabase(town.databaseUrl, textForms(mark))).toEqual([]);
  expect(await tracesInFolder(folder, [...textForms(mark), middle])).toEqual([]);
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  expect(await readdir(temporary)).toEqual([]);
  expect(town.defects).toEqual([]);
});

it('of an erased page it says that nothing is left to compare with, that the code is genuine, and which seals it sees', async () => {
  const supervisor = await town.signedIn('yuhai-supervisor');
  const [erasure] = expectOk(await first.clerk.post('/api/v1/erasures', { requests: [first.id], ground: 'consent-withdrawn' }));
  const reason = '误收了与事项无关的材料';
  expectOk(await supervisor.post(`/api/v1/erasures/${erasure.id}/answer`, { verdict: 'confirmed', reason }));
  town.ports.clock.advance(HOUR_MS);
  await dropFiles(town.ports, (cause) => {
    throw cause;
  });
  const answer = await found(photo);
  expect(answer).toMatchObject({ found: 'erased', record: { page: 1, erased: { ground: 'consent-withdrawn' } }, differences: [] });
  expect(answer.seals).toHaveLength(1);
});
