import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { policyOf, type ReceiptReport, serializeReceipt, text, verifyReceipt } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FolderBlobs } from '../../apps/server/src/adapters/blobs/folder-blobs.ts';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { answerErasure } from '../../apps/server/src/erasures/mod.ts';
import { dropFiles } from '../../apps/server/src/files/mod.ts';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller, type Teller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { type Stamped, stampRequest } from '../kit/stamped.ts';
import { draft, draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';
import { ask as query, saltForms, textForms, tracesInDatabase, tracesInFolder } from '../kit/traces.ts';

const HOUR_MS = 3600_000;
const EARLY = '误收了与事项无关的材料';
let folder: string;
let town: TestTown;
let machine: Teller;
let supervisor: Browser;
let auditor: Browser;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'forgetting-'));
  const [blobs, tiles] = [new FolderBlobs(path.join(folder, 'files')), new FolderTiles(path.join(folder, 'log'))];
  for (const files of [blobs, tiles]) await files.start();
  town = await openTown({ blobs, tiles });
  machine = await enrolTeller(town);
  supervisor = await town.signedIn('yuhai-supervisor');
  auditor = await town.signedIn('yuhai-auditor');
});
afterAll(async () => {
  await town.stop();
  await rm(folder, { recursive: true });
  expect(town.defects).toEqual([]);
});

const verified = async (receipt: string, files?: boolean): Promise<ReceiptReport> => {
  const policy = policyOf(town.ports.keys.log[0]?.vkey ?? '');
  if (!policy.ok) throw new Error(policy.code);
  const find = files ? { files: (digest: string) => town.ports.blobs.get(digest) } : {};
  return verifyReceipt(receipt, { policy: policy.value, ...find });
};
/** As it was sent: a receipt has one spelling only. */
const receiptOf = async (person: Browser, address: string): Promise<string> =>
  serializeReceipt(expectOk(await person.get(`${address}/receipt`)));
const ask = (person: Browser, requests: readonly string[], ground = 'consent-withdrawn') =>
  person.post('/api/v1/erasures', { requests, ground });
const askOne = async (person: Browser, id: string): Promise<string> => expectOk(await ask(person, [id]))[0].id;
const answer = (person: Browser, erasure: string, verdict = 'confirmed', reason = EARLY) =>
  person.post(`/api/v1/erasures/${erasure}/answer`, { verdict, reason });
const codeOf = async (answered: Promise<{ readonly status: number; readonly body: { readonly code?: string } }>) => {
  const { status, body } = await answered;
  return status === 200 ? 'done' : body.code;
};

async function saltsOf(id: string): Promise<readonly string[]> {
  const { requests } = town.ports.store;
  const all = [(await requests.load(id))?.salt, ...(await requests.decisions(id)).map(({ salt }) => salt)];
  return all.flatMap((salt) => salt ?? []);
}

async function erase(it: Stamped): Promise<void> {
  expectOk(await answer(supervisor, await askOne(it.clerk, it.id)));
  town.ports.clock.advance(HOUR_MS);
  await dropFiles(town.ports, (cause) => {
    throw cause;
  });
}

it('what was erased is nowhere: not in any table, not in any file, and in the ledger it never was', async () => {
  const it = await stampRequest(town, machine, '甲');
  const salts = await saltsOf(it.id);
  expect(salts).toHaveLength(2);
  const forms = [...it.words.flatMap(textForms), ...salts.flatMap(saltForms)];
  await expect.poll(async () => expectOk(await town.visitor.get(`/api/v1/public/records/${it.id}`)).ledger.index).toBeGreaterThan(0);

  const tablesBefore = new Set((await tracesInDatabase(town.databaseUrl, forms)).map((trace) => trace.split(':')[0]));
  for (const table of ['request', 'decision', 'notice', 'command', 'request_page']) expect([...tablesBefore]).toContain(table);
  for (const table of tablesBefore) expect(table).not.toMatch(/^ledger/);
  expect(await tracesInFolder(path.join(folder, 'files'), forms)).not.toEqual([]);
  expect(await tracesInFolder(path.join(folder, 'log'), forms)).toEqual([]);

  await erase(it);
  expect(await tracesInDatabase(town.databaseUrl, forms)).toEqual([]);
  expect(await tracesInFolder(folder, forms)).toEqual([]);
  await expect.poll(() => town.ports.store.ledger.isWaiting()).toBe(false);
  expect(await tracesInFolder(folder, forms)).toEqual([]);
});

it('a receipt from before stays valid, one from after says erased where it said something', async () => {
  const it = await stampRequest(town, machine, '乙');
  const before = await receiptOf(it.clerk, `/api/v1/requests/${it.id}`);
  expect(await verified(before, true)).toMatchObject({ ok: true, facts: { content: {}, erasures: [] } });
  await erase(it);

  expect(await verified(before)).toMatchObject({ ok: true, facts: { content: { applicant: it.words[1] } } });
  const addresses: [Browser, string][] = [
    [it.clerk, `/api/v1/requests/${it.id}`],
    [town.visitor, `/api/v1/public/records/${it.id}`],
  ];
  for (const [person, address] of addresses) {
    const after = await receiptOf(person, address);
    const { ok, problems, facts, files } = await verified(after, true);
    expect(problems).toEqual([]);
    expect(ok).toBe(true);
    expect(facts?.content).toBeUndefined();
    expect(facts?.contentErased).toMatchObject({
      ground: 'consent-withdrawn',
      isEarly: true,
      askedBy: it.clerk.person,
      confirmedBy: supervisor.person,
    });
    expect(facts?.decisions[0]?.reasonErased).toBeDefined();
    expect(files.map(({ role, state }) => `${role} ${state}`)).toEqual(['page erased', 'photo erased', 'photo erased', 'photo erased']);
  }
});

it('people see that it was erased, on what ground and when; pages and photographs say so, and the printed code stays genuine', async () => {
  const it = await stampRequest(town, machine, '丙');
  const [page] = await town.ports.store.requests.pages(it.id);
  await erase(it);
  const shown = expectOk(await it.clerk.get(`/api/v1/requests/${it.id}`));
  expect(shown).toMatchObject({
    title: '',
    applicant: '',
    purpose: '',
    sources: [],
    state: 'completed',
    erased: { ground: 'consent-withdrawn', isEarly: true },
    decisions: [{ reason: '', verdict: 'approve' }],
    mayAskErasure: false,
  });
  expect(shown.use.impressions[0].photo).toBeUndefined();
  for (const file of ['pages/1', 'pages/1/preview', 'sheet-set', `photos/${it.photos[0]}`])
    expect(await codeOf(it.clerk.get(`/api/v1/requests/${it.id}/${file}`)), file).toBe('file/erased');
  const record = expectOk(await town.visitor.get(`/api/v1/public/records/${page?.code}`));
  expect(record).toMatchObject({
    state: 'completed',
    page: { page: 1, matches: true },
    erased: { ground: 'consent-withdrawn', isEarly: true },
  });
  expect(JSON.stringify(record)).not.toContain(supervisor.person);
  const [summary] = expectOk(await it.clerk.get('/api/v1/requests?box=mine')).filter(({ id }: { id: string }) => id === it.id);
  expect(summary).toMatchObject({ title: '', applicant: '', erasedAt: shown.erased.at });
  expect(await codeOf(ask(it.clerk, [it.id]))).toBe('request/erased');
});

it('a file that another request needs stays until that one is erased too', async () => {
  const photo = '同一张照片';
  const [one, other] = [await stampRequest(town, machine, '丁', { photo }), await stampRequest(town, machine, '戊', { photo })];
  expect(one.photos).toEqual(other.photos);
  const [digest = ''] = one.photos;
  await erase(one);
  expect(await town.ports.blobs.has(digest)).toBe(true);
  expect((await other.clerk.get(`/api/v1/requests/${other.id}/photos/${digest}`)).status).toBe(200);
  expect(await codeOf(one.clerk.get(`/api/v1/requests/${one.id}/photos/${digest}`))).toBe('file/erased');
  await erase(other);
  expect(await town.ports.blobs.has(digest)).toBe(false);
});

it('nobody erases alone, nor what is under way, nor what they had a part in, nor in silence', async () => {
  const it = await stampRequest(town, machine, '己');
  const director = await town.signedIn(BINJIANG.director);
  const administrator = await town.signedIn('yuhai-admin');
  const other = await town.signedIn('dianxiang-clerk');
  for (const person of [director, administrator, other]) expect(await codeOf(ask(person, [it.id]))).toBe('request/unknown');
  const underWay = await draftAndFile(it.clerk);
  expect(await codeOf(ask(it.clerk, [underWay]))).toBe('erasure/not-ended');
  expect(await codeOf(ask(it.clerk, [it.id, underWay]))).toBe('erasure/not-ended');

  const erasure = await askOne(supervisor, it.id);
  expect(await codeOf(ask(auditor, [it.id]))).toBe('erasure/asked-already');
  expect(await codeOf(answer(supervisor, erasure))).toBe('erasure/one-person');
  for (const person of [it.clerk, director, administrator]) expect(await codeOf(answer(person, erasure))).toBe('post/not-held');
  expect(await codeOf(answer(auditor, erasure, 'confirmed', ' '))).toBe('erasure/retained');
  const told = expectOk(await auditor.get('/api/v1/notices')) as { kind: string; request: string }[];
  expect(told.filter(({ kind, request }) => kind === 'erasure' && request === it.id)).toHaveLength(1);
  expect(expectOk(await auditor.get('/api/v1/erasures')).map(({ request }: { request: string }) => request)).toContain(it.id);
  const seen = expectOk(await auditor.get(`/api/v1/requests/${it.id}`));
  expect(seen).toMatchObject({ erasure: { id: erasure, ground: 'consent-withdrawn' }, mayAnswerErasure: true, mayAskErasure: false });
  expect(expectOk(await supervisor.get(`/api/v1/requests/${it.id}`)).mayAnswerErasure).toBe(false);

  expectOk(await answer(auditor, erasure, 'refused'));
  expectOk(await answer(auditor, erasure, 'refused'));
  expect(await codeOf(answer(auditor, erasure))).toBe('erasure/answered');
  expect(expectOk(await it.clerk.get(`/api/v1/requests/${it.id}`)).title).toBe(it.words[0]);
  const again = await askOne(it.clerk, it.id);
  expectOk(await answer(auditor, again));
  expect(expectOk(await answer(auditor, again)).verdict).toBe('confirmed');
  const waiting = await query(town.databaseUrl, "select 1 from ledger_waiting where kind = 'person.erased' and request = $1", [it.id]);
  const placed = await town.ports.store.ledger.about(it.id);
  expect(waiting.length + placed.entries.filter(({ body }) => text(body).includes('person.erased')).length).toBe(1);
});

it('finds every request of one applicant, and erases them together or not at all', async () => {
  const [one, other] = [await stampRequest(town, machine, '庚'), await stampRequest(town, machine, '辛')];
  const applicant = one.words[1] ?? '';
  const find = async (person: Browser, name: string) =>
    (expectOk(await person.post('/api/v1/applicant-searches', { applicant: name })) as { id: string }[]).map(({ id }) => id);
  expect(await find(one.clerk, applicant)).toEqual([one.id]);
  expect(await find(supervisor, ` ${applicant} `)).toEqual([one.id]);
  expect(await find(await town.signedIn('dianxiang-clerk'), applicant)).toEqual([]);
  const administrator = await town.signedIn('yuhai-admin');
  expect(await codeOf(administrator.post('/api/v1/applicant-searches', { applicant }))).toBe('post/not-held');
  const asked = expectOk(await ask(one.clerk, [one.id, other.id]));
  expect(asked).toHaveLength(2);
  for (const { id } of asked) expectOk(await answer(supervisor, id));
  expect(await find(supervisor, applicant)).toEqual([]);
});

it('when the ledger cannot take the entry, nothing is erased', async () => {
  const it = await stampRequest(town, machine, '壬');
  const erasure = await askOne(it.clerk, it.id);
  const { store } = town.ports;
  const broken: typeof store = {
    ...store,
    transact: (work) =>
      store.transact((stores) =>
        work({
          ...stores,
          ledger: {
            ...stores.ledger,
            append: async () => {
              throw new Error('no ledger');
            },
          },
        }),
      ),
  };
  const caller = {
    id: supervisor.person,
    account: '',
    name: '',
    isOfficer: false,
    posts: [{ post: 'supervisor', body: { id: '', name: '' } }],
  } as const;
  const refused = answerErasure({ ...town.ports, store: broken }, caller, { erasure, verdict: 'confirmed', reason: EARLY });
  await expect(refused).rejects.toThrow('no ledger');
  expect(expectOk(await it.clerk.get(`/api/v1/requests/${it.id}`)).title).toBe(it.words[0]);
  expect((await it.clerk.get(`/api/v1/requests/${it.id}/pages/1`)).status).toBe(200);
  expectOk(await answer(supervisor, erasure));
});

it('the machine is told to forget too', async () => {
  const it = await stampRequest(town, machine, '癸');
  await erase(it);
  const orders = await town.ports.store.machines.openCommands(BINJIANG.machine);
  expect(orders.filter((order) => 'jti' in order && order.jti === it.jti)).toMatchObject([{ kind: 'forget', jti: it.jti }]);
  expect(orders.find(({ kind }) => kind === 'forget')).toBeDefined();
});

it('what ended without a use is erased without a word once its time is over; what a machine may still tell of waits', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const director = await town.signedIn(BINJIANG.director);
  const returned = await draftAndFile(clerk);
  expectOk(
    await director.post(
      `/api/v1/requests/${returned}/decisions`,
      await signDecision(director, await givePasskey(director), returned, 'return', '缺少签名'),
    ),
  );
  const withdrawn = await draftAndFile(clerk);
  expectOk(
    await director.post(`/api/v1/requests/${withdrawn}/decisions`, await signDecision(director, await givePasskey(director), withdrawn)),
  );
  expectOk(await clerk.post(`/api/v1/requests/${withdrawn}/withdrawal`));
  expect(await codeOf(ask(clerk, [withdrawn]))).toBe('erasure/machine-may-tell');

  town.ports.clock.advance(181 * 24 * HOUR_MS);
  const [later, watcher] = [await town.signedIn(BINJIANG.clerk), await town.signedIn('yuhai-auditor')];
  for (const { id } of expectOk(await ask(later, [returned, withdrawn], 'retention-over')))
    expectOk(await answer(watcher, id, 'confirmed', ''));
  expect(expectOk(await later.get(`/api/v1/requests/${returned}`)).erased).toMatchObject({ ground: 'retention-over', isEarly: false });
  expect(await codeOf(later.get(`/api/v1/requests/${await draft(later)}/pages/9`))).toBe('file/unknown');
});
