import { join } from 'node:path';
import { checkLog, formatPolicy, type LogReport } from '@yinzheng/ledger';
import { both } from '../language.ts';
import { isUrl, openLog } from '../log-files/open-log.ts';
import { plain } from '../terminal.ts';
import { describeNoTrust, findTrust } from '../trust/find-trust.ts';
import type { Answer } from './answer.ts';
import type { VerifyOptions } from './options.ts';
import { printLog } from './print-log.ts';

/** Told so often while a long check goes on. */
const TELL_EVERY_MS = 10_000;

/** Checks a whole log, from a folder offline or over HTTP. */
export async function verifyLog(place: string, options: VerifyOptions, answer: Answer): Promise<number> {
  if (isUrl(place) && options.key === undefined && options.policy === undefined)
    return answer.refuse(
      both(
        '网址旁边没有可以信任的公钥。请用 --policy 指定信任策略，或用 --key 指定公钥或其文件。',
        'A log vouches for no key of its own. Name a trust policy with --policy, or the key or its file with --key.',
      ),
    );
  const trusted = await findTrust(join(isUrl(place) ? '.' : place, 'checkpoint'), options);
  if (!trusted.ok) return answer.refuse(describeNoTrust(trusted));
  const { policy } = trusted.value;
  const { founding, signatures } = options;
  let told = performance.now();
  const onProgress = (entries: number, of: number): void => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    answer.tell(both(`已检查 ${entries} / ${of} 条`, `${entries} of ${of} entries checked`));
  };
  let report: LogReport;
  try {
    report = await checkLog(openLog(place), { policy, ...(founding ? { founding } : {}) }, { signatures, onProgress });
  } catch (cause) {
    const detail = plain(cause instanceof Error ? cause.message : String(cause));
    return answer.refuse(both(`读不到账本：${detail}`, `The log cannot be read: ${detail}`));
  }
  const finding = { report, trusted: trusted.value, signatures, isFoundingPinned: founding !== undefined };
  return answer.give(report.ok, { ...finding, ok: report.ok, trusted: { ...trusted.value, policy: formatPolicy(policy) } }, (language) =>
    printLog(finding, language, answer.terminal),
  );
}
