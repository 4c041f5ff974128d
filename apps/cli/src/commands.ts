import { type Bilingual, both } from './language.ts';
import type { Terminal } from './terminal.ts';

/** What a command's module exports: it reads its own arguments and answers with the exit code. */
export interface Command {
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

interface Row {
  readonly summary: Bilingual;
  /** Loaded when it is called, so that `verify` loads nothing of the others. */
  readonly load: () => Promise<Command>;
}

/** Every command of `yinzheng`: one line and one folder each. */
export const COMMANDS: Readonly<Record<string, Row>> = {
  verify: {
    summary: both('验证回执、整本账、审计归档、两个检查点', 'check a receipt, a whole log, an archive, two checkpoints'),
    load: () => import('./verify/command.ts'),
  },
  witness: {
    summary: both('替别处的账本作见证', 'witness other people’s logs'),
    load: () => import('./witness/command.ts'),
  },
  mirror: {
    summary: both('保存账本的完整副本并联署；从镜像恢复', 'keep a verified copy of a log and cosign it; restore from one'),
    load: () => import('./mirror/command.ts'),
  },
  export: {
    summary: both('导出审计归档，可在浏览器里离线核对', 'export an archive for auditors that a browser checks offline'),
    load: () => import('./export/command.ts'),
  },
  import: {
    summary: both('向服务器导入表格（CSV/XLSX）', 'import a table (CSV/XLSX) into a server'),
    load: () => import('./import/command.ts'),
  },
  plan: {
    summary: both('从县情表格排出流动服务计划和时刻表', 'plan mobile services from a county’s tables, and publish the timetable'),
    load: () => import('./plan/command.ts'),
  },
  try: {
    summary: both('用自己的文件走一遍全过程', 'walk the whole path with your own files'),
    load: () => import('./try/command.ts'),
  },
};
