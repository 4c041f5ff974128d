import type { ImpressionFacts } from '@yinzheng/ledger';
import type { Difference, SealSeen } from '@yinzheng/pagecheck';
import { type Bilingual, both } from '../language.ts';
import type { PhotoFinding } from './check-photos.ts';

/** What every sheet's answer leaves open; the page check's own README says how far it sees. */
const LIMITS_OF_A_PHOTO: readonly Bilingual[] = [
  both('  照片不能证明的：', '  What a photo cannot prove:'),
  both(
    '    印泥是不是真的——请在强光下看纸背、对照预留印模；彩色复印的印章可能骗过照片',
    '    that the ink is seal ink: look at the paper itself; a colour copy of a seal may pass in a photo',
  ),
  both(
    '    红色笔迹、页边 5 毫米以内、记录码所在处有没有改动；太小、太淡或没拍清的改动',
    '    changes in red, in the outer 5 mm or under the record code, and those too small, too faint or not in focus',
  ),
];

/** One photographed sheet in sentences; the first is the answer. */
export function describePhoto(finding: PhotoFinding, impressions: readonly ImpressionFacts[]): readonly Bilingual[] {
  const { path, sheet, sheets, found } = finding;
  const [zh, en] = sheets > 1 ? [`（第 ${sheet} 张，共 ${sheets} 张）`, ` (sheet ${sheet} of ${sheets})`] : ['', ''];
  const { said, more } = sentencesOf(found, impressions);
  return [both(`  ${path}${zh}：${said.zh}`, `  ${path}${en}: ${said.en}`), ...more];
}

interface Sentences {
  readonly said: Bilingual;
  readonly more: readonly Bilingual[];
}

const only = (zh: string, en: string): Sentences => ({ said: both(zh, en), more: [] });

function sentencesOf(found: PhotoFinding['found'], impressions: readonly ImpressionFacts[]): Sentences {
  switch (found.kind) {
    case 'no-code':
      return only(
        '✗ 看不清记录码，没有比对。请在亮处重拍，四角入镜；或用 --page-number 说明是第几页',
        '✗ no record code is readable, nothing was compared. Photograph the whole sheet in good light, or say which page it is with --page-number',
      );
    case 'other-record':
      return only('✗ 不是这份文件：记录码属于另一份记录', '✗ not this document: its code is of another record');
    case 'no-such-page':
      return only(`✗ 回执没有第 ${found.page} 页`, `✗ the receipt has no page ${found.page}`);
    case 'page-erased':
      return only(
        `✗ 第 ${found.page} 页已依法删除，没有可比对的页面`,
        `✗ page ${found.page} was erased by law: nothing is left to compare with`,
      );
    case 'page-missing':
      return only(
        `✗ 批准的第 ${found.page} 页不在回执旁的 pages/ 里，没有比对`,
        `✗ the approved page ${found.page} is not in pages/ beside the receipt, nothing was compared`,
      );
    case 'checked':
      return sentencesOfCheck(found, impressions);
  }
}

function sentencesOfCheck(
  { page, isCodeRead, report }: Extract<PhotoFinding['found'], { readonly kind: 'checked' }>,
  impressions: readonly ImpressionFacts[],
): Sentences {
  const { found, code, differences, seals } = report;
  if (code === 'other' || found === 'other-page')
    return only(
      `✗ 不是批准的第 ${page} 页：${code === 'other' ? '记录码不是那一页上印的' : '印的内容不同'}`,
      `✗ not the approved page ${page}: ${code === 'other' ? 'its code is not the one printed there' : 'it shows other print'}`,
    );
  if (found === 'no-page')
    return only(
      '✗ 照片里找不到这一页。请在亮处重拍，四角入镜，不要遮挡',
      '✗ the page cannot be found in the picture. Photograph the whole sheet in good light with nothing on it',
    );
  const unread = isCodeRead
    ? []
    : [both('    记录码没有读出，按您说的页码比对', '    its code was not read; it was compared with the page that you named')];
  return {
    said: answerOf(page, differences),
    more: [...unread, ...differences.map(describeDifference), ...describeSeals(page, seals, impressions), ...LIMITS_OF_A_PHOTO],
  };
}

function answerOf(page: number, differences: readonly Difference[]): Bilingual {
  const sure = differences.filter(({ certainty }) => certainty === 'sure').length;
  if (sure > 0)
    return both(
      `✗ 与批准的第 ${page} 页有 ${differences.length} 处不同`,
      `✗ differs from the approved page ${page} in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}`,
    );
  if (differences.length > 0)
    return both(
      `✗ 与批准的第 ${page} 页有 ${differences.length} 处拿不准，请对照原页看`,
      `✗ cannot be told from the approved page ${page} in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}: compare them by eye`,
    );
  return both(`与批准的第 ${page} 页一致`, `the same as the approved page ${page}`);
}

const KINDS: Readonly<Record<Difference['kind'], Bilingual>> = {
  changed: both('与批准的不同', 'other than approved'),
  missing: both('批准的内容不见了', 'what was approved is not there'),
  extra: both('多出内容', 'something was added'),
};

function describeDifference({ kind, certainty, text, leftMm, topMm, widthMm, heightMm }: Difference): Bilingual {
  const [left, top, width, height] = [leftMm, topMm, widthMm, heightMm].map(Math.round);
  const [zh, en] = text ? [`：批准“${text.approved}”，这里“${text.seen}”`, `: approved “${text.approved}”, here “${text.seen}”`] : ['', ''];
  const [sureZh, sureEn] = certainty === 'sure' ? ['', ''] : ['（拿不准）', ' (not sure)'];
  return both(
    `    距上 ${top} 毫米、距左 ${left} 毫米，${width}×${height} 毫米：${KINDS[kind].zh}${sureZh}${zh}`,
    `    ${top} mm from the top, ${left} mm from the left, ${width}×${height} mm: ${KINDS[kind].en}${sureEn}${en}`,
  );
}

function describeSeals(page: number, seals: readonly SealSeen[], impressions: readonly ImpressionFacts[]): readonly Bilingual[] {
  const onPage = impressions.filter((it) => it.page === page && it.outcome !== 'voided');
  const copies = new Set(onPage.map(({ copy }) => copy)).size;
  const recorded = copies === 0 ? 0 : Math.round(onPage.length / copies);
  const told = seals.map(describeSeal);
  const count = both(
    `    看到 ${seals.length} 枚红色印章；账本记录这一页每份盖 ${recorded} 枚`,
    `    red seals seen: ${seals.length}; impressions on each copy of this page by the ledger: ${recorded}`,
  );
  return [count, ...told];
}

const STRIKES: Readonly<Record<SealSeen['strike'], Bilingual>> = {
  single: both('', ''),
  double: both('，盖了两下', ', pressed twice'),
  unsure: both('，是否只盖了一下看不出', ', whether pressed once cannot be told'),
};

const INKS: Readonly<Record<SealSeen['ink'], Bilingual>> = {
  stamped: both('，像是盖上去的', ', looks stamped'),
  printed: both('，⚠ 像是印刷或复印的', ', ⚠ looks printed or copied'),
  unsure: both('', ''),
};

function describeSeal({ centreMm, diameterMm, coverage, strike, ink, faceText }: SealSeen): Bilingual {
  const part = Math.round(coverage * 100);
  return both(
    `      圆印，直径 ${diameterMm.toFixed(1)} 毫米，距上 ${Math.round(centreMm.y)} 毫米、距左 ${Math.round(centreMm.x)} 毫米，印圈清楚 ${part}%${STRIKES[strike].zh}${INKS[ink].zh}；印文${faceText === null ? '没有读出' : `“${faceText}”`}`,
    `      round, ${diameterMm.toFixed(1)} mm across, centre ${Math.round(centreMm.y)} mm from the top and ${Math.round(centreMm.x)} mm from the left, ${part}% of its ring clear${STRIKES[strike].en}${INKS[ink].en}; its text ${faceText === null ? 'was not read' : `“${faceText}”`}`,
  );
}
