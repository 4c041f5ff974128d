import path from 'node:path';
import type { RequestDetail } from '@yinzheng/contract';
import { photosToPdf } from '@yinzheng/pagecheck';
import { type ApiClient, ApiRefusal } from '../api/client.ts';
import { approveRequest } from '../api/walk.ts';
import { type Bilingual, both } from '../language.ts';
import { type MachineStep, operateMachine } from './operate-machine.ts';
import { writeEvidence } from './out-folder.ts';
import type { SampleTown } from './sample-town.ts';

const RECEIPT_WITHIN_MS = 20_000;

/** One document from the wish to the proof, each step told as it happens. An impression on every page. */
export async function stampDocument(
  server: { readonly screen: string; readonly logKey: string; readonly policy: string },
  { clerk, approver, passkey, matter, seal, clerkName, approverName }: SampleTown,
  it: { readonly file: string; readonly bytes: Uint8Array; readonly folder: string; readonly shown: string },
  say: (text: Bilingual) => void,
): Promise<void> {
  const name = path.basename(it.file);
  const fields = {
    matter: matter.code,
    seal: seal.id,
    title: [...name].slice(0, 100).join(''),
    applicant: '示例·居民',
    purpose: '试用',
    copies: 1,
  };
  const draft = await clerk.postFiles<RequestDetail>('/api/v1/requests', fields, [{ name, bytes: it.bytes }]);
  await clerk.put(`/api/v1/requests/${draft.id}/impressions`, { impressions: draft.pages.map(() => 1) });
  const filed = await clerk.post<RequestDetail>(`/api/v1/requests/${draft.id}/filing`);
  say(
    both(
      `  1 申请  ${clerkName}提交“${matter.name}”，共 ${filed.pages.length} 页，记录号 ${filed.code}`,
      `ask: ${filed.pages.length} page(s), record ${filed.code}`,
    ),
  );

  const { statement } = await approveRequest(approver, passkey, draft.id);
  say(both(`  2 审批  ${approverName}查看每一页后用通行密钥签名（${statement.at}）`, 'approve: signed by passkey over the very pages'));
  const machine = seal.machine?.name ?? '';
  say(
    both(
      `  3 授权  ${machine}第 ${seal.machine?.sleeve} 号套筒，最多 ${filed.pages.length} 次`,
      `authorise: at most ${filed.pages.length} impression(s)`,
    ),
  );

  await operateMachine(server.screen, draft.id, (step) => sayStep(step, say));
  const receipt = await receiptOf(() => clerk.receipt(`/api/v1/requests/${draft.id}/receipt`));
  const done = await clerk.get<RequestDetail>(`/api/v1/requests/${draft.id}`);
  const impressions = (done.use?.impressions ?? []).flatMap(({ page, copy, photo }) =>
    photo ? [{ name: `page-${String(page).padStart(2, '0')}-copy-${copy}`, photo }] : [],
  );
  const photos = await Promise.all(
    impressions.map(async ({ name: photoName, photo }) => ({ name: photoName, bytes: await clerk.bytes(photo) })),
  );
  const pages = await Promise.all(done.pages.map(({ url }) => clerk.bytes(url)));

  await writeEvidence(it.folder, {
    receipt,
    logKey: server.logKey,
    policy: server.policy,
    pages,
    photos,
    stamped: await photosToPdf(photos.map(({ bytes }) => bytes)),
  });
  const { shown } = it;
  say(both(`  5 存证  回执、页面、照片和公钥在 ${shown}/`, `prove: receipt, pages, photographs and key are in ${shown}/`));
  say(both(`  离线验证：npx yinzheng verify ${shown}/receipt.json`, 'check it offline with that command'));
}

function sayStep(step: MachineStep, say: (text: Bilingual) => void): void {
  if (step.kind === 'listed') say(both(`  4 用印  印章机屏幕显示“${step.title}”`, 'use: the machine shows the title that was approved'));
  if (step.kind === 'opened') say(both('          经办人按指纹，套筒打开', 'the clerk’s finger opens the sleeve'));
  if (step.kind === 'cleared')
    say(
      both(
        `          第 ${step.page} 页有 ${step.places} 处机器拿不准，经办人看过后按指纹放行`,
        `the machine was unsure of ${step.places} place(s) on page ${step.page}; the clerk looked and cleared it`,
      ),
    );
  if (step.kind === 'pressed')
    say(
      both(
        `          第 ${step.page} 页比对一致，盖章，${step.outcome === 'confirmed' ? '印迹已确认' : '印迹存疑，待人核对'}，还剩 ${step.left} 次`,
        `page ${step.page} matched and pressed: ${step.outcome}, ${step.left} left`,
      ),
    );
}

/** The receipt comes once the last act is under a checkpoint; for its witnesses we wait a little, and take it without when they do not come. */
async function receiptOf(fetchIt: () => ReturnType<ApiClient['receipt']>): Promise<Uint8Array> {
  for (const began = Date.now(); ; ) {
    const isLate = Date.now() - began > RECEIPT_WITHIN_MS;
    try {
      const { bytes, isAwaitingWitnesses } = await fetchIt();
      if (!isAwaitingWitnesses || isLate) return bytes;
    } catch (cause) {
      const isEarly = cause instanceof ApiRefusal && cause.problem.code === 'receipt/not-yet';
      if (!isEarly || isLate) throw cause;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
