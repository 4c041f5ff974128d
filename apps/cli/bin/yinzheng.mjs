#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it and say what to do instead of not knowing `.ts`.
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  console.error(
    [
      `yinzheng 需要 Node.js ${NEEDED}，现在运行的是 ${process.versions.node}（${process.execPath}）。`,
      '请在项目目录先运行 npm ci，再用 npx yinzheng …：它会使用随包安装的 Node 24。',
      `yinzheng needs Node.js ${NEEDED}; this is ${process.versions.node} (${process.execPath}).`,
      'Run npm ci in the project folder, then npx yinzheng …, which uses the Node 24 that comes with the packages.',
    ].join('\n'),
  );
  process.exit(2);
}
await import('../src/main.ts');
