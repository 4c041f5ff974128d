import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const findBrowser = (): string | undefined =>
  process.env.YINZHENG_BROWSER || NAMES.map(onPath).find((file) => file !== undefined) || ELSEWHERE.find((file) => existsSync(file));

/** Without a Chinese font the pages would show boxes and the pictures would prove nothing. Where nobody can tell, yes. */
function hasChineseFont(): boolean {
  if (onPath('fc-list') === undefined) return process.platform !== 'linux';
  return execFileSync('fc-list', [':lang=zh', 'family']).length > 0;
}

function install(packages: readonly string[]): void {
  console.log(`正在安装 / Installing: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

export type Browser = { readonly path: string } | { readonly missing: readonly string[] };

/** The browser for tests, with a Chinese font beside it. Installs both by apt where it may (root, apt present); otherwise names what is missing. */
export function ensureBrowser(): Browser {
  const missing = () => [...(findBrowser() === undefined ? ['chromium'] : []), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing().length > 0 && process.getuid?.() === 0 && onPath('apt-get') !== undefined) {
    try {
      install(missing());
    } catch (cause) {
      console.error(`apt 安装失败 / apt failed: ${cause instanceof Error ? cause.message : cause}`);
    }
  }
  const path = findBrowser();
  return path === undefined || missing().length > 0 ? { missing: missing() } : { path };
}
