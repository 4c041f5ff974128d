import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';

export interface VerifyOptions {
  /** A receipt, a log's folder or URL, an archive, or two checkpoints. */
  readonly given: readonly string[];
  /** A file that holds the log's verifier key, or the key itself. */
  readonly key?: string;
  /** A file that holds a trust policy. */
  readonly policy?: string;
  readonly founding?: string;
  readonly pages: readonly string[];
  /** Photographs or scans of stamped sheets. */
  readonly photos: readonly string[];
  /** Which page they show, where no code is readable. */
  readonly pageNumber?: number;
  /** A folder for pictures of what differs. */
  readonly pictures?: string;
  /** Folder or URL whose tiles show what lies between two checkpoints. */
  readonly log?: string;
  /** A file with a consistency proof, as a witness gets it. */
  readonly proof?: string;
  readonly signatures: 'all' | 'roster';
  readonly lang?: string;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = {
  zh: [
    '用法：yinzheng verify 回执.json [--page 文件 …]            一份回执，以及旁边的文件；--photo：盖章的纸',
    '      yinzheng verify 文件夹|网址                          整本账：每个树块、每一条、名册、印章机流水有无缺号',
    '      yinzheng verify 归档.zip|归档文件夹                  审计归档：每个文件、账本、每次用印、页面自用的数据',
    '      yinzheng verify 检查点 检查点 --log 文件夹|网址      两个检查点：账本是不是只增不改',
    '  --policy     信任策略（c2sp.org/tlog-policy：账本、见证方、几方才够）；不指定则用旁边的 log.policy',
    '  --key        只信任账本公钥（文件，或公钥本身），不要求见证方；没有策略时用旁边的 log.vkey',
    '  --founding   名册创立摘要（64 位十六进制）；指定后必须一致',
    '  --page       用印文件的一页：检查它是不是回执所载的那一页；可重复',
    '  --photo      盖章纸张的照片或扫描（JPEG、PNG、WebP、TIFF、PDF）：与旁边 pages/ 里批准的页面比对，看上面有哪些印章；可重复',
    '  --page-number 记录码看不清时，照片是第几页；--pictures 文件夹：写出批准页与照片并排的图',
    '  --signatures all（默认）或 roster：整本账时，逐条核验签名，或只核验名册的签名（快得多）',
    '  --log        两个检查点之间的树块在哪里；不指定则用第二个检查点所在的文件夹',
    '  --proof      或者：一份一致性证明（每行一个 base64 哈希）',
    '  --lang zh|en --json',
    '退出码：0 有效；1 无效；2 用法不对、读不到文件或连不上',
  ].join('\n'),
  en: [
    'Usage: yinzheng verify RECEIPT.json [--page FILE …]          a receipt, and the files beside it',
    '       yinzheng verify FOLDER|URL                            a whole log: every tile and entry, roster, journals without a gap',
    '       yinzheng verify ARCHIVE.zip|ARCHIVE-FOLDER            an archive for auditors: every file, the log, every use, the page’s copy',
    '       yinzheng verify CHECKPOINT CHECKPOINT --log FOLDER|URL  two checkpoints: has the log only grown?',
    '  --policy     trust policy (c2sp.org/tlog-policy: logs, witnesses, how many); default: log.policy beside what is checked',
    '  --key        trust the log’s verifier key alone (a file, or the key itself) and ask for no witness; without a policy: log.vkey',
    '  --founding   digest of the roster’s founding (64 hex digits); if given, it must be this one',
    '  --page       a page that was stamped: is it one of the receipt’s? May be repeated',
    '  --photo      a photo or scan of a stamped sheet (JPEG, PNG, WebP, TIFF, PDF): compared with the approved page in pages/, and its',
    '               seals told. May be repeated',
    '  --page-number which page it is, where its code cannot be read; --pictures FOLDER: page and photo beside each other',
    '  --signatures all (default) or roster: of a whole log, verify each act’s signature, or only the roster’s (much faster)',
    '  --log        where the tiles between two checkpoints are; default: the second one’s folder',
    '  --proof      or: a consistency proof (one base64 hash a line)',
    '  --lang zh|en --json',
    'Exit code: 0 valid, 1 invalid, 2 wrong usage, a file that cannot be read, or a log that does not answer',
  ].join('\n'),
};

/** Reads the arguments; refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[]): Check<VerifyOptions> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        policy: { type: 'string' },
        founding: { type: 'string' },
        page: { type: 'string', multiple: true },
        photo: { type: 'string', multiple: true },
        'page-number': { type: 'string' },
        pictures: { type: 'string' },
        log: { type: 'string' },
        proof: { type: 'string' },
        signatures: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { key, policy, founding, page = [], photo = [], pictures, log, proof, signatures = 'all', lang } = values;
    const { json = false, help = false, 'page-number': numbered } = values;
    if (!help && (positionals.length === 0 || positionals.length > 2)) return fail('cli/usage', { detail: 'RECEIPT.json' });
    if (signatures !== 'all' && signatures !== 'roster') return fail('cli/usage', { detail: '--signatures all|roster' });
    if (log !== undefined && proof !== undefined) return fail('cli/usage', { detail: '--log | --proof' });
    if (founding !== undefined && !/^[0-9a-f]{64}$/.test(founding)) return fail('cli/usage', { detail: '--founding' });
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return fail('cli/usage', { detail: '--lang zh|en' });
    if (key !== undefined && policy !== undefined) return fail('cli/usage', { detail: '--policy | --key' });
    if (numbered !== undefined && (!/^[1-9]\d{0,4}$/.test(numbered) || photo.length === 0))
      return fail('cli/usage', { detail: '--photo FILE --page-number N' });
    if (pictures !== undefined && photo.length === 0) return fail('cli/usage', { detail: '--photo FILE --pictures FOLDER' });
    const optional = {
      ...(numbered === undefined ? {} : { pageNumber: Number(numbered) }),
      ...(pictures === undefined ? {} : { pictures }),
      ...(key === undefined ? {} : { key }),
      ...(policy === undefined ? {} : { policy }),
      ...(founding === undefined ? {} : { founding }),
      ...(log === undefined ? {} : { log }),
      ...(proof === undefined ? {} : { proof }),
      ...(lang ? { lang } : {}),
    };
    return pass({ given: positionals, pages: page, photos: photo, signatures, json, help, ...optional });
  } catch (cause) {
    return fail('cli/usage', { detail: cause instanceof Error ? cause.message : '' });
  }
}
