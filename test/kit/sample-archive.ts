import { ARCHIVE_PATHS, archiveJson, formatPolicy, sha256Hex, utf8 } from '@yinzheng/ledger';
import { archiveWriter } from '../../apps/cli/src/export/archive-writer.ts';
import { copyLog } from '../../apps/cli/src/export/copy-log.ts';
import { readPage } from '../../apps/cli/src/export/page.ts';
import { readmeOf } from '../../apps/cli/src/export/readme.ts';
import { folderSink } from '../../apps/cli/src/export/sink.ts';
import type { StreetYear } from '../arbitraries/street-year.ts';
import { BODY, TOWN, trusting } from '../arbitraries/town.ts';

/** An archive of a sample year, with names and openings as an auditor gets them, what the log says is forgotten left out. */
export async function sampleArchive(out: string, { source, vkey, openings, erased }: StreetYear): Promise<void> {
  const sink = folderSink(out);
  const writer = archiveWriter(sink);
  const page = (await readPage()) ?? utf8('<!doctype html>');
  const policy = trusting(vkey);
  await writer.add(ARCHIVE_PATHS.page, page);
  await writer.add(ARCHIVE_PATHS.policy, utf8(formatPolicy(policy)));
  const { log } = await copyLog(source, { policy }, writer, {});
  if (!log.checkpoint) throw new Error('the sample has no checkpoint');
  let opened = 0;
  for (const [request, of] of openings) {
    const known = of.filter(({ commitment }) => commitment !== erased);
    opened += 1;
    await writer.add(`${ARCHIVE_PATHS.opened}${request}/openings.json`, utf8(archiveJson({ v: 1, request, openings: known })));
  }
  const manifest = {
    v: 1,
    kind: 'yinzheng-archive',
    madeAt: '2027-04-01T02:00:00.000Z',
    madeBy: 'yinzheng 0.1.0',
    source: 'https://seals.yuhai.example/log/',
    town: { code: TOWN, name: '瑞安市玉海街道' },
    checkpoint: { origin: log.checkpoint.origin, size: log.checkpoint.size, root: log.checkpoint.root },
    scope: { kind: 'whole' },
    entries: log.checkpoint.size,
    trust: 'server',
    opened,
  } as const;
  await writer.add(ARCHIVE_PATHS.names, utf8(archiveJson(NAMES)));
  await writer.add(ARCHIVE_PATHS.manifest, utf8(archiveJson(manifest)));
  await writer.add('README.txt', utf8(readmeOf(manifest, sha256Hex(page))));
  await writer.finish();
}

const NAMES = {
  v: 1,
  kind: 'yinzheng-names',
  bodies: { [BODY]: '瑞安市玉海街道滨江社区居民委员会' },
  seals: { 'seal-1': '瑞安市玉海街道滨江社区居民委员会', 'seal-2': '中共瑞安市玉海街道滨江社区总支部委员会' },
  matters: { residence: '居住情况说明', 'subsistence-application': '低保申请委托书' },
  people: {
    'clerk-1': '示例·经办甲',
    'custodian-1': '示例·保管乙',
    'approver-1': '示例·主任丙',
    'approver-2': '示例·书记丁',
    'officer-1': '示例·负责人戊',
    'officer-2': '示例·负责人己',
  },
  divisions: { '330381002001': '滨江社区' },
} as const;
