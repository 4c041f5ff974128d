import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startServerProcess } from '../../apps/cli/src/try/server-process.ts';
import { ensureBrowser } from '../../scripts/ensure-browser.ts';

export const DESK = { viewport: { width: 1280, height: 800 } } as const;
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
/** The machine's own screen: seven to ten inches across. */
export const PANEL = { viewport: { width: 1024, height: 600 } } as const;

/** A whole system of its own and a browser before it. */
export interface Stage {
  readonly logKey: string;
  /** Address of the emulated machine's screen. */
  readonly screen: string;
  /** What pages complained of: errors in scripts, violations of their policy. */
  readonly complaints: readonly string[];
  /** A new page of somebody's own browser: no cookies, no language chosen; addresses are the server's. */
  open(options: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, server, emulated machine and browser; `stop` ends all of them and removes the data. */
export async function openStage(): Promise<Stage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-e2e-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const server = await startServerProcess({ dataDir, withMachine: true, isThrowaway: true });
    stops.push(server.stop);
    const browser = await launch();
    stops.push(() => browser.close());
    const complaints: string[] = [];
    return {
      logKey: server.logKey,
      screen: server.screen,
      complaints,
      async open(options) {
        const context = await browser.newContext({ baseURL: server.url, timezoneId: 'Asia/Shanghai', ...options });
        context.setDefaultTimeout(30_000);
        const page = await context.newPage();
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('console', (message) => {
          // A refusal by the API shows up as a failed resource; that is its way of speaking.
          if (message.type() === 'error' && !message.text().includes('Failed to load resource')) complaints.push(message.text());
        });
        return page;
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** The browser of the tests. */
export async function launch(): Promise<Browser> {
  const browser = process.env.YINZHENG_BROWSER ? { path: process.env.YINZHENG_BROWSER } : ensureBrowser();
  if (!('path' in browser)) throw new Error(`请先安装 / install first: ${browser.missing.join(' ')}`);
  return chromium.launch({
    executablePath: browser.path,
    // Root's Chromium has no sandbox; the rest keeps it from calling home.
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'],
  });
}
