import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draft, draftAndFile, expectOk, PAGES, WISH } from '../kit/story.ts';

let town: TestTown;
let clerk: Browser;
beforeAll(async () => {
  town = await openTown();
  clerk = await town.signedIn(BINJIANG.clerk);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

describe('a draft', () => {
  it('holds the fixed pages of every file, with one impression on the last', async () => {
    const detail = expectOk(await clerk.get(`/api/v1/requests/${await draft(clerk)}`));
    expect(detail).toMatchObject({ state: 'draft', title: WISH.title, applicant: WISH.applicant, mayFile: true, mayDecide: false });
    expect(detail.pages.map((page: { impressions: number }) => page.impressions)).toEqual([0, 1]);
    expect(detail.sources).toEqual(PAGES.map(({ name }) => ({ name, pages: 1 })));
    const { url, preview, digest } = detail.pages[0];
    const page = await clerk.get(url);
    expect(page.headers.get('content-type')).toContain('application/pdf');
    expect(new TextDecoder().decode(page.body)).toContain(`${town.ports.town.publicUrl}/v/`);
    expect(await town.ports.blobs.get(digest)).toEqual(page.body);
    expect((await clerk.get(`${preview}?width=300`)).headers.get('content-type')).toBe('image/webp');
    expect((await clerk.get(detail.printUrl)).body.length).toBeGreaterThan(page.body.length);
    expect((await clerk.get(url.replace(/1$/, '3'))).body.code).toBe('file/unknown');
  });

  it('sent twice with one key is one draft; the same key with other content is refused', async () => {
    const send = (files = PAGES) => clerk.upload('/api/v1/requests', WISH, files, 'key-of-one-act');
    const [first, again] = [expectOk(await send()), expectOk(await send())];
    expect(again).toEqual(first);
    expect((await send(PAGES.slice(1))).body.code).toBe('request/repeated-differently');
    const other = expectOk(await clerk.upload('/api/v1/requests', WISH, PAGES, 'key-of-another'));
    expect(other.id).not.toBe(first.id);
  });

  it('sent twice at once with one key is one draft', async () => {
    const send = () => clerk.upload('/api/v1/requests', WISH, PAGES, 'key-sent-at-once');
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => expectOk(answer).id)).size).toBe(1);
  });

  it.each([
    ['a barred matter, with the office to go to', { matter: 'barred-no-crime' }, PAGES, 'matter/barred'],
    ['a matter that is not', { matter: 'no-such-matter' }, PAGES, 'matter/unknown'],
    ['a seal that is not', { seal: 'no-such-seal' }, PAGES, 'seal/unknown'],
    ['a seal of another body', { seal: 'dianxiang-committee' }, PAGES, 'post/not-held'],
    ['more copies than the matter allows', { copies: 3 }, PAGES, 'request/copies-out-of-range'],
    ['a title of blanks', { title: '   ' }, PAGES, 'request/text-required'],
    ['no file', {}, [], 'upload/none'],
    ['an empty file', {}, [{ name: '空.pdf', bytes: new Uint8Array() }], 'upload/empty'],
    ['a field that the contract does not know', { clerk: 'p1' }, PAGES, 'message/malformed'],
  ])('%s is refused and leaves nothing', async (_, over, files, code) => {
    const before = expectOk(await clerk.get('/api/v1/requests?box=mine')).length;
    const refused = await clerk.upload('/api/v1/requests', { ...WISH, ...over }, files);
    expect(refused.body.code).toBe(code);
    expect(refused.body.message.zh).not.toMatch(/\{\w+\}/);
    expect(refused.body.todo.zh).not.toMatch(/\{\w+\}/);
    expect(expectOk(await clerk.get('/api/v1/requests?box=mine'))).toHaveLength(before);
  });

  it('is its clerk’s alone until it is filed', async () => {
    const director = await town.signedIn(BINJIANG.director);
    const id = await draft(clerk);
    expect(await director.get(`/api/v1/requests/${id}`)).toMatchObject({ status: 404, body: { code: 'request/unknown' } });
    expectOk(await clerk.post(`/api/v1/requests/${id}/filing`));
    expect(expectOk(await director.get(`/api/v1/requests/${id}`))).toMatchObject({ state: 'filed', mayDecide: true, mayFile: false });
  });

  it('takes other impressions while it is a draft, and not after', async () => {
    const id = await draft(clerk);
    const arrange = (impressions: number[]) => clerk.put(`/api/v1/requests/${id}/impressions`, { impressions });
    expect((await arrange([0, 0])).body.code).toBe('request/nothing-to-stamp');
    expect((await arrange([3, 0])).body.code).toBe('request/copies-out-of-range');
    expect((await arrange([1])).body.code).toBe('request/copies-out-of-range');
    const pages = expectOk(await arrange([1, 2])).pages as { impressions: number }[];
    expect(pages.map(({ impressions }) => impressions)).toEqual([1, 2]);
    expectOk(await clerk.post(`/api/v1/requests/${id}/filing`));
    expect((await arrange([1, 1])).body.code).toBe('request/wrong-state');
  });
});

describe('a filed request', () => {
  it('is filed once: filing again changes nothing and enters nothing in the ledger', async () => {
    const id = await draftAndFile(clerk);
    const first = expectOk(await clerk.get(`/api/v1/requests/${id}`));
    town.ports.clock.advance(1000);
    expect(expectOk(await clerk.post(`/api/v1/requests/${id}/filing`))).toEqual(first);
    await expect.poll(async () => (await town.ports.store.ledger.about(id)).isWaiting).toBe(false);
    expect((await town.ports.store.ledger.about(id)).entries).toHaveLength(1);
  });

  it('is shown to those who work on it or watch, not to the administrator and not to strangers', async () => {
    const id = await draftAndFile(clerk);
    const seenBy = async (account: string) => {
      const person = await town.signedIn(account);
      const detail = await person.get(`/api/v1/requests/${id}`);
      const documents = await Promise.all(
        ['pages/1', 'pages/1/preview', 'sheet-set'].map((path) => person.get(`/api/v1/requests/${id}/${path}`)),
      );
      return [detail.status, detail.body.pages?.length ?? 0, ...documents.map(({ status }) => status)];
    };
    for (const account of [BINJIANG.clerk, BINJIANG.custodian, BINJIANG.director, 'yuhai-supervisor', 'yuhai-auditor'])
      expect(await seenBy(account)).toEqual([200, 2, 200, 200, 200]);
    expect(await seenBy('yuhai-admin')).toEqual([404, 0, 404, 404, 404]);
    expect(await seenBy('dianxiang-director')).toEqual([404, 0, 404, 404, 404]);
  });

  it('lies in the boxes of those who have to do with it', async () => {
    const id = await draftAndFile(clerk);
    const has = async (account: string, box: string) => {
      const rows = expectOk(await (await town.signedIn(account)).get(`/api/v1/requests?box=${box}`)) as { id: string }[];
      return rows.some((row) => row.id === id);
    };
    expect(await has(BINJIANG.clerk, 'mine')).toBe(true);
    expect(await has(BINJIANG.director, 'to-decide')).toBe(true);
    expect(await has('dianxiang-director', 'to-decide')).toBe(false);
    expect(await has('dianxiang-director', 'all')).toBe(false);
    expect(await has('yuhai-supervisor', 'all')).toBe(true);
  });

  it('can be withdrawn by its clerk alone, and then is over', async () => {
    const id = await draftAndFile(clerk);
    const director = await town.signedIn(BINJIANG.director);
    expect((await director.post(`/api/v1/requests/${id}/withdrawal`)).body.code).toBe('request/unknown');
    expect(expectOk(await clerk.post(`/api/v1/requests/${id}/withdrawal`)).state).toBe('withdrawn');
    expect(expectOk(await clerk.post(`/api/v1/requests/${id}/withdrawal`)).state).toBe('withdrawn');
    expect(expectOk(await clerk.post(`/api/v1/requests/${id}/filing`)).state).toBe('withdrawn');
  });
});
