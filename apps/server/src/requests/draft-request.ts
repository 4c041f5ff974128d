import { hash } from 'node:crypto';
import { admitWish, composeFacts, type Matter, type Request, spreadImpressions, type Wish } from '@yinzheng/domain';
import {
  commit,
  type Digest,
  digestOf,
  encodePageCode,
  type RequestContent,
  recordNumber,
  type Signer,
  toB64Url,
  toRequestId,
} from '@yinzheng/ledger';
import { keepFiles } from '../files/mod.ts';
import { type Caller, demandPost, holdersOf } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { SheetPage } from '../ports/request-store.ts';
import type { PreparedPage, Upload } from '../ports/sheets.ts';
import { serverKey } from '../roster/mod.ts';

export interface DraftRequest extends Wish {
  readonly matter: string;
  readonly seal: string;
  readonly uploads: readonly Upload[];
  /** Chosen by the sender; the same key gets the first answer again. */
  readonly idempotencyKey: string | null;
}

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'sheets' | 'blobs' | 'keys' | 'town' | 'roster' | 'retention'>;

/** Turns a wish and its files into a draft with a fixed sheet set. Nothing is kept unless every page could be made. Returns the request's id. */
export async function draftRequest(ports: Used, caller: Caller, input: DraftRequest): Promise<string> {
  const { uploads, idempotencyKey, ...wished } = input;
  const wishUnder = digestsOf({ wished, uploads: uploads.map(({ name, bytes }) => ({ name, sha256: hash('sha256', bytes) })) });
  const repeated = await findRepeated(ports, caller, idempotencyKey, wishUnder);
  if (repeated !== null) return repeated;

  const matter = await ports.store.towns.matter(input.matter);
  if (!matter) throw new Refused('matter/unknown', { matter: input.matter }, 'matter');
  const seal = await ports.store.towns.seal(input.seal);
  if (!seal) throw new Refused('seal/unknown', {}, 'seal');
  demandPost(caller, 'clerk', seal.body);
  demand(admitWish(input, matter, seal, caller.id));
  const roster = await ports.roster.current();
  if (!roster) throw new Refused('server/no-key-listed', { key: 'server' });
  const signer = serverKey(ports.keys, roster);
  const all = await holdersOf(ports.store.people, roster, {
    post: 'approver',
    body: seal.body,
    now: ports.clock.now(),
  });
  const approvers = all.filter(({ id }) => id !== caller.id && id !== seal.custodian);
  if (approvers.length < matter.route.length)
    throw new Refused('matter/too-few-approvers', { name: matter.name, needed: matter.route.length, found: approvers.length }, 'matter');

  const prepared = await ports.sheets.prepare(uploads);
  if (!prepared.ok) throw demandCode(prepared);
  const impressions = demand(spreadImpressions(input, prepared.pages.length));
  const id = toRequestId(ports.chance.bytes(8));
  const { pages, set } = await printSheetSet(ports, signer, id, seal.body, prepared.pages);

  const content: RequestContent = { title: input.title.trim(), applicant: input.applicant.trim(), purpose: input.purpose.trim() };
  const salt = toB64Url(ports.chance.bytes(32));
  const filed = composeFacts({
    request: id,
    matter: matter as Matter,
    seal,
    clerk: caller.id,
    wish: input,
    impressions,
    pages: pages.map(({ digest }) => digest),
    content: commit(salt, content),
  });
  const request: Request = { id, state: 'draft', filed, content, salt, approvedBy: [] };
  const draft = { request, pages, set, idempotencyKey, wishDigest: wishUnder(salt) };
  const isKept = await ports.store.transact(({ requests }) => requests.addDraft(draft, ports.clock.now()));
  if (isKept) return id;
  // The same wish came twice at once, and the other one was faster.
  const first = await findRepeated(ports, caller, idempotencyKey, wishUnder);
  if (first === null) throw new Error(`the key of draft ${id} is taken by none`);
  return first;
}

/** Without its salt, which goes with the request, nobody can test a guess at a name against it. */
const digestsOf =
  (wish: unknown) =>
  (salt: string): Digest =>
    digestOf({ salt, wish });

/** The draft that this key made before; refuses request/repeated-differently when it was made of something else. */
async function findRepeated(
  { store }: Used,
  caller: Caller,
  key: string | null,
  wishUnder: (salt: string) => Digest,
): Promise<string | null> {
  const before = key === null ? null : await store.requests.byIdempotencyKey(caller.id, key);
  if (before && before.wishDigest !== wishUnder(before.salt)) throw new Refused('request/repeated-differently');
  return before?.id ?? null;
}

/** Prints on each page its own signed statement, and keeps the pages. */
async function printSheetSet(ports: Used, signer: Signer, request: string, body: string, prepared: readonly PreparedPage[]) {
  const date = ports.clock.now().toISOString().slice(0, 10);
  const codes = await Promise.all(
    prepared.map(({ contentDigest }, at) =>
      encodePageCode({ request, page: at + 1, pages: prepared.length, content: contentDigest, body, date }, signer),
    ),
  );
  const printed = await ports.sheets.printCodes(
    prepared,
    codes.map((code, at) => ({
      text: `${ports.town.publicUrl}/v/${code}`,
      label: `第 ${at + 1} 页 共 ${prepared.length} 页 · ${recordNumber(request)}`,
    })),
  );
  await keepFiles(ports, [hash('sha256', printed.set), ...printed.pages.map(({ digest }) => digest)]);
  const [set] = await Promise.all([ports.blobs.put(printed.set), ...printed.pages.map(({ pdf }) => ports.blobs.put(pdf))]);
  const pages = prepared.map((page, at): SheetPage => {
    const code = codes[at];
    const digest = printed.pages[at]?.digest;
    if (code === undefined || digest === undefined) throw new Error('a page was lost in printing');
    return {
      page: at + 1,
      digest,
      contentDigest: page.contentDigest,
      code,
      widthMm: page.widthMm,
      heightMm: page.heightMm,
      source: page.source,
    };
  });
  return { pages, set };
}

const demandCode = ({ code, params }: { readonly code: string; readonly params: Readonly<Record<string, string | number>> }): Refused =>
  new Refused(code as Refused['code'], params, 'file');
