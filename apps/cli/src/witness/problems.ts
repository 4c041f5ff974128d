import type { Refused } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import { plain } from '../terminal.ts';

/** What a witness that cannot start says: what is wrong, and what to do. */
export function describeRefusal({ code, params = {} }: Refused): Bilingual {
  const [path, detail, name] = [plain(String(params.path ?? '')), plain(String(params.detail ?? '')), plain(String(params.name ?? ''))];
  switch (code) {
    case 'cli/bad-log':
      return both(
        `不是账本公钥（第 ${params.line} 行）：${detail}。应为账本公布的 vkey：名称+编号+公钥。`,
        `This is no log’s verifier key (line ${params.line}): ${detail}. Expected is the vkey that the log publishes: name+id+key.`,
      );
    case 'cli/bad-seed':
      return both(
        `密钥文件 ${path} 不能使用（${detail}）。请只允许运行本程序的账户读取；文件若损坏，请换一个文件夹，作为新的见证方重新开始。`,
        `The key file ${path} cannot be used (${detail}). Let only the account that runs this read it; if it is broken, start anew as another witness, in another folder.`,
      );
    case 'cli/other-name':
      return both(
        `这个文件夹属于见证方 ${name}。请用 --name ${name}，或换一个文件夹。`,
        `This folder belongs to the witness ${name}. Use --name ${name}, or another folder.`,
      );
    case 'cli/no-memory':
      return both(
        `${path} 里有密钥，却没有状态文件：它会忘记自己见证过什么，可能为分叉的账本作证。请不要再用这份密钥：换一个文件夹，作为新的见证方开始。`,
        `${path} has a key and no state: it would not know what it has witnessed and might vouch for a fork. Do not use this key again: start anew as another witness, in another folder.`,
      );
    case 'cli/unreadable':
      return both(`读不到 ${path}：${detail}`, `${path} cannot be read: ${detail}`);
    default:
      return both(`${code} ${detail}`, `${code} ${detail}`);
  }
}
