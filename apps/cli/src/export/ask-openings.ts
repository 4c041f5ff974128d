import type { RequestDetail } from '@yinzheng/contract';
import { ARCHIVE_PATHS, archiveJson, parseReceipt, sha256Hex, type UseAccount, utf8 } from '@yinzheng/ledger';
import { type ApiClient, ApiRefusal } from '../api/client.ts';
import type { ArchiveWriter } from './archive-writer.ts';
import type { Names } from './ask-names.ts';

/**
 * What an auditor may see of each use: title, applicant, reasons, people's names, and with `withFiles` pages and photographs. A file
 * that is not the one in the log is left out, and counted. Answers with how many requests were opened.
 */
export async function askOpenings(
  api: ApiClient,
  uses: readonly UseAccount[],
  { writer, names, withFiles }: { readonly writer: ArchiveWriter; readonly names: Names; readonly withFiles: boolean },
): Promise<{ readonly opened: number; readonly others: number }> {
  let [opened, others] = [0, 0];
  for (const use of uses) {
    const folder = `${ARCHIVE_PATHS.opened}${use.request}`;
    const detail = await allowed(() => api.get<RequestDetail>(`/api/v1/requests/${use.request}`));
    if (!detail) continue;
    for (const { id, name } of [detail.clerk, detail.custodian, ...detail.decisions.map(({ approver }) => approver)])
      names.people[id] = name;
    const receipt = await allowed(() => api.bytes(`/api/v1/requests/${use.request}/receipt`));
    const parsed = receipt && parseReceipt(new TextDecoder().decode(receipt));
    if (parsed?.ok) {
      opened += 1;
      const { openings } = parsed.value;
      await writer.add(`${folder}/openings.json`, utf8(archiveJson({ v: 1, request: use.request, openings })));
    }
    if (withFiles) others += await addFiles(api, use, detail, folder, writer);
  }
  return { opened, others };
}

async function addFiles(api: ApiClient, use: UseAccount, detail: RequestDetail, folder: string, writer: ArchiveWriter): Promise<number> {
  let others = 0;
  const add = async (path: string, digest: string | undefined, url: string): Promise<void> => {
    const bytes = await allowed(() => api.bytes(url));
    if (bytes && sha256Hex(bytes) === digest) await writer.add(path, bytes);
    else others += 1;
  };
  for (const { page, url } of detail.pages)
    await add(`${folder}/pages/page-${String(page).padStart(2, '0')}.pdf`, use.pages[page - 1], url);
  for (const digest of use.photos) await add(`${folder}/photos/${digest}.jpg`, digest, `/api/v1/requests/${use.request}/photos/${digest}`);
  return others;
}

/** Null for what the server does not show: erased, never made, or not for this person. */
async function allowed<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof ApiRefusal && cause.status !== 401) return null;
    throw cause;
  }
}
