import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run as verify } from '../../apps/cli/src/verify/command.ts';
import { logNamed } from '../arbitraries/town.ts';
import { HARD_FILES, writeHardFiles } from './hard-files.ts';
import { PROGRAM, ROOT, startTry, type TryProcess } from './try-process.ts';

const REFUSED = HARD_FILES.filter(({ pages, name }) => pages === 0 && name !== 'thousand-pages.pdf');
const POSITIONS = 300;

/** The examples of the page that people read; they are what is run here. */
const README = readExamples(readFileSync(path.join(ROOT, 'apps/cli/README.md'), 'utf8'));

let tried: TryProcess;
let code: number | string;

beforeAll(async () => {
  const hard = mkdtempSync(path.join(tmpdir(), 'yinzheng-hard-'));
  try {
    const refused = await writeHardFiles(hard, REFUSED);
    tried = await startTry([...README.documents, ...refused, '--out', README.out]);
    code = await tried.ended;
  } finally {
    rmSync(hard, { recursive: true });
  }
}, 180_000);
afterAll(() => tried.remove());

function readExamples(text: string) {
  const commands = [...text.matchAll(/^```sh\n(.+?)\n```$/gms)].flatMap(([, lines = '']) => lines.split('\n'));
  const argumentsOf = (start: string): readonly string[] =>
    commands.filter((line) => line.startsWith(start)).flatMap((line) => line.slice(start.length).trim().split(' '));
  const [out = '', flag, ...documents] = [...argumentsOf('npm run try --')].reverse();
  if (flag !== '--out') throw new Error('the example of try has another form');
  return {
    out,
    documents: documents.reverse().map((name) => path.join(ROOT, name)),
    // Those of `plan` are tried beside it; they know nothing of what is left here.
    yinzheng: commands.filter((line) => line.startsWith('npx yinzheng ') && !line.startsWith('npx yinzheng plan ')),
  };
}

/** A copy of the evidence of the contract, three pages, to spoil. */
function evidence(name = 'repair-contract'): string {
  const copy = mkdtempSync(path.join(tried.folder, 'copy-'));
  cpSync(path.join(tried.folder, README.out, name), copy, { recursive: true });
  return copy;
}

async function check(folder: string, ...more: readonly string[]) {
  const said: string[] = [];
  const print = (line: string): void => void said.push(line);
  const exit = await verify([path.join(folder, 'receipt.json'), '--lang', 'en', ...more], { env: {}, print, complain: print });
  return { exit, text: said.join('\n') };
}

const flipped = (bytes: Uint8Array, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
  return changed;
};

/** Positions spread over a file, its first and last bytes among them. */
const spread = (length: number, count: number): readonly number[] =>
  Array.from({ length: Math.min(count, length) }, (_, i, n = Math.min(count, length)) =>
    Math.round((i * (length - 1)) / Math.max(1, n - 1)),
  );

describe('npm run try', () => {
  it('brings the good files through, says of each other one why not, and so ends with 1', () => {
    const text = tried.lines.join('\n');
    for (const { name, code: expected } of REFUSED) {
      const part = text.slice(text.indexOf(name)).split('▶')[0];
      expect(part, name).toMatch(/✗ \p{Script=Han}?.* {2}· {2}✗ [A-Z“]/u);
      expect(part, name).toContain(`[${expected}]`);
    }
    expect(text.match(/✗/g)).toHaveLength(2 * REFUSED.length);
    expect(code).toBe(1);
  });

  it('leaves the evidence, and nothing else anywhere', () => {
    expect(readdirSync(path.join(tried.folder, README.out)).sort()).toEqual(['relief-application', 'repair-contract']);
    const folder = path.join(tried.folder, README.out, 'repair-contract');
    expect(readdirSync(folder).sort()).toEqual(['log.policy', 'log.vkey', 'pages', 'photos', 'receipt.json', 'stamped.pdf']);
    expect(readdirSync(path.join(folder, 'pages'))).toEqual(['page-01.pdf', 'page-02.pdf', 'page-03.pdf']);
    expect(tried.leftovers()).toEqual([]);
  });
});

it('what the README tells people to type does what it says', () => {
  expect(README.yinzheng.length).toBeGreaterThan(1);
  for (const line of README.yinzheng) {
    const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...line.split(' ').slice(2)], { cwd: tried.folder, encoding: 'utf8' });
    expect([line, status, stdout]).toEqual([line, 0, expect.stringMatching(/回执有效|用法/)]);
  }
});

describe('yinzheng verify, on what it left', () => {
  it.each(['repair-contract', 'relief-application'])('finds %s valid', async (name) => {
    expect(await check(evidence(name))).toMatchObject({ exit: 0, text: expect.stringContaining('Result: the receipt is valid') });
  });

  it(`fails when one byte of the receipt is another, at ${POSITIONS} places`, async () => {
    const folder = evidence();
    const file = path.join(folder, 'receipt.json');
    const bytes = readFileSync(file);
    const passed: number[] = [];
    for (const at of spread(bytes.length, POSITIONS)) {
      writeFileSync(file, flipped(bytes, at));
      const { exit, text } = await check(folder);
      if (exit === 0 || !/✗ .+ \[.+, [a-z-]+\/[a-z-]+\]/.test(text)) passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  it.each(['pages', 'photos'])('fails when one byte of a file in %s is another, and names the file', async (kind) => {
    const folder = evidence();
    for (const name of readdirSync(path.join(folder, kind))) {
      const file = path.join(folder, kind, name);
      const bytes = readFileSync(file);
      for (const at of spread(bytes.length, 7)) {
        writeFileSync(file, flipped(bytes, at));
        expect(await check(folder)).toMatchObject({ exit: 1, text: expect.stringContaining(`${kind}/${name}: ✗`) });
      }
      writeFileSync(file, bytes);
    }
    expect((await check(folder)).exit).toBe(0);
  });

  it('trusts nobody when one character of a key in the policy is another, and names the witnesses when all is well', async () => {
    const folder = evidence();
    const file = path.join(folder, 'log.policy');
    const policy = readFileSync(file);
    expect((await check(folder)).text).toMatch(/witnessed by witness\.\w+\.example, witness\.\w+\.example/);
    const keys = [...policy.toString().matchAll(/\S+\+[0-9a-f]{8}\+\S+/g)];
    expect(keys).toHaveLength(4);
    for (const { 0: key, index } of keys)
      for (const at of spread(key.length, 20)) {
        writeFileSync(file, flipped(policy, index + at));
        expect(await check(folder)).toMatchObject({ exit: 2, text: expect.stringContaining('trust policy') });
      }
  });

  it('fails when one character of the log’s key is another, at every place', async () => {
    const folder = evidence();
    unlinkSync(path.join(folder, 'log.policy'));
    const file = path.join(folder, 'log.vkey');
    const key = readFileSync(file);
    for (const at of key.subarray(0, -1).keys()) {
      writeFileSync(file, flipped(key, at));
      const { exit, text } = await check(folder);
      expect([exit === 1 || exit === 2, text], `${at}`).toEqual([true, expect.stringMatching(/verifier key|note\//)]);
    }
    writeFileSync(file, (await logNamed('yinzheng.example/yuhai')).vkey);
    expect(await check(folder)).toMatchObject({ exit: 1, text: expect.stringContaining('note/') });
  });

  it.each([
    ['pages', 'page-01.pdf', 'page-02.pdf'],
    ['photos', 'page-01-copy-1.jpg', 'page-03-copy-1.jpg'],
  ])('fails when two of the %s have changed places, and names both', async (kind, one, other) => {
    const folder = evidence();
    const at = (name: string): string => path.join(folder, kind, name);
    renameSync(at(one), at('.aside'));
    renameSync(at(other), at(one));
    renameSync(at('.aside'), at(other));
    const { exit, text } = await check(folder);
    expect(exit).toBe(1);
    for (const name of [one, other]) expect(text).toContain(`${kind}/${name}: ✗`);
  });

  it.each(['pages/page-04.pdf', 'pages/notes.txt', 'photos/more.jpg'])('fails on a stranger’s file %s', async (name) => {
    const folder = evidence();
    cpSync(path.join(folder, 'stamped.pdf'), path.join(folder, name));
    expect(await check(folder)).toMatchObject({ exit: 1, text: expect.stringContaining(`${name}: ✗`) });
  });

  it('says that a page or a photograph is not at hand, and does not fail by that', async () => {
    const folder = evidence();
    unlinkSync(path.join(folder, 'pages/page-02.pdf'));
    unlinkSync(path.join(folder, 'photos/page-02-copy-1.jpg'));
    expect(await check(folder)).toMatchObject({ exit: 0, text: expect.stringContaining('pages/page-02.pdf: not at hand') });
  });

  it('fails with the receipt of another document: its pages are not these', async () => {
    const folder = evidence();
    cpSync(path.join(tried.folder, README.out, 'relief-application/receipt.json'), path.join(folder, 'receipt.json'));
    const { exit, text } = await check(folder);
    expect(exit).toBe(1);
    for (const name of ['page-01.pdf', 'page-02.pdf', 'page-03.pdf']) expect(text).toContain(`pages/${name}: ✗`);
  });
});
