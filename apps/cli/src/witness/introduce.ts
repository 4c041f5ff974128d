import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { both, type Language } from '../language.ts';
import type { WitnessFolder } from './folder.ts';
import type { TrustedLogs } from './trusted-logs.ts';

/** Who this witness is, and what a log's operator and a verifier put into their policies. */
export function describeSelf(
  { cosigners }: Pick<WitnessFolder, 'cosigners'>,
  logs: TrustedLogs,
  url: string,
  languages: readonly Language[],
): string {
  const say = (zh: string, en: string): string => languages.map((language) => both(zh, en)[language]).join(' · ');
  return [
    say(`见证方 ${cosigners[0]?.name}，地址 ${url}`, `witness ${cosigners[0]?.name} at ${url}`),
    say('写进信任策略的一行（公钥请另外核对）：', 'line for a trust policy (compare the key by another way too):'),
    // A policy names each key by itself: a second key of the same witness needs another name there.
    ...cosigners.map(({ name, vkey, key }) => `  witness ${key.algorithm === 'Ed25519' ? name : `${name}#ml-dsa`} ${vkey} ${url}`),
    say(`见证的账本（${logs.size}）与最近联署的检查点：`, `logs (${logs.size}) and where their last cosigned checkpoint is:`),
    ...[...logs.keys()].map((origin) => `  ${origin}  ${url}/${sha256Hex(utf8(origin))}/checkpoint`),
  ].join('\n');
}
