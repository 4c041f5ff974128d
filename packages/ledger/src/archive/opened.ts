import type { UseAccount } from '../audit/account.ts';
import type { AuditReport } from '../audit/audit-log.ts';
import { opens } from '../commitment.ts';
import type { Digest } from '../encoding.ts';
import { type Findings, inFile } from '../log-check/report.ts';
import type { Opening, RequestContent } from '../receipt/receipt.ts';
import { checkRequestContent } from '../shapes/receipt.ts';
import type { ListedFiles } from './archive-files.ts';
import { ARCHIVE_PATHS } from './inside.ts';
import { parseOpenings } from './read-json.ts';

/** What an archive opens of one request, each part held against the commitment or digest in the log. */
export interface OpenedUse {
  readonly content?: RequestContent;
  readonly waiver?: string;
  /** By the decision's step, from 0. */
  readonly reasons: ReadonlyMap<number, string>;
  readonly openings: readonly Opening[];
  /** Paths of the pages, by number from 1, and of the photographs, by digest. */
  readonly pages: ReadonlyMap<number, string>;
  readonly photos: ReadonlyMap<Digest, string>;
}

const PATH = /^opened\/([0-9a-z]{13})\/(?:openings\.json|pages\/page-(\d{2,6})\.pdf|photos\/([0-9a-f]{64})\.jpg)$/;

/** Everything under `opened/` must open a commitment of its request, or be a file that the log names. */
export async function checkOpened(
  files: ListedFiles,
  sums: ReadonlyMap<string, Digest>,
  audit: AuditReport,
  found: Findings,
): Promise<ReadonlyMap<string, OpenedUse>> {
  const accounts = new Map(audit.uses.map((use) => [use.request, use]));
  const opened = new Map<string, OpenedUse & { readonly pages: Map<number, string>; readonly photos: Map<Digest, string> }>();
  for (const [path, digest] of sums) {
    if (!path.startsWith(ARCHIVE_PATHS.opened)) continue;
    const [, request = '', page, photo] = PATH.exec(path) ?? [];
    const account = accounts.get(request);
    const use = opened.get(request) ?? { reasons: new Map(), openings: [], pages: new Map(), photos: new Map() };
    opened.set(request, use);
    if (!account) found.add(inFile('archive/opening-of-nothing', path));
    else if (page !== undefined) {
      if (account.pages[Number(page) - 1] === digest) use.pages.set(Number(page), path);
      else found.add(inFile('archive/opening-of-nothing', path));
    } else if (photo !== undefined) {
      if (photo === digest && account.photos.includes(digest)) use.photos.set(digest, path);
      else found.add(inFile('archive/opening-of-nothing', path));
    } else {
      const parsed = await files.read(path).then((bytes) => bytes && parseOpenings(bytes));
      if (!parsed?.ok) found.add(inFile('archive/malformed', path, { detail: parsed?.code ?? '' }));
      else if (parsed.value.request !== request) found.add(inFile('archive/opening-of-nothing', path));
      else
        opened.set(request, {
          ...use,
          ...openAll(account, parsed.value.openings, () => found.add(inFile('archive/opening-of-nothing', path))),
        });
    }
  }
  return opened;
}

function openAll(
  account: UseAccount,
  openings: readonly Opening[],
  refuse: () => void,
): Pick<OpenedUse, 'content' | 'waiver' | 'reasons' | 'openings'> {
  const reasons = new Map<number, string>();
  let told: Pick<OpenedUse, 'content' | 'waiver'> = {};
  for (const opening of openings) {
    const { commitment, value } = opening;
    const content = checkRequestContent(value);
    const steps = account.decisions.filter(({ reason }) => reason === commitment);
    if (!opens(opening)) refuse();
    else if (commitment === account.content && content.ok) told = { ...told, content: content.value };
    else if (commitment === account.waiver?.reason && typeof value === 'string') told = { ...told, waiver: value };
    else if (steps.length > 0 && typeof value === 'string') for (const { step } of steps) reasons.set(step, value);
    else refuse();
  }
  return { ...told, reasons, openings };
}
