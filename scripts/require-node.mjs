// Loaded before a script (`node --import ./scripts/require-node.mjs …`): old Node would only say that it does not know `.ts`.
// Plain JavaScript, so that an old Node can read it.
const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  console.error(
    [
      `印证需要 Node.js ${NEEDED}，现在运行的是 ${process.versions.node}（${process.execPath}）。`,
      '请在项目目录运行 npm ci，再用 npm start 等 npm 命令启动：它们会使用随包安装的 Node 24。若您的平台没有随包的 Node，请自行安装。',
      `Yinzheng needs Node.js ${NEEDED}; this is ${process.versions.node} (${process.execPath}).`,
      'Run npm ci in the project folder and start through npm (npm start, npm test …), which uses the Node 24 that comes with the packages. If your platform has none, install it yourself.',
    ].join('\n'),
  );
  process.exit(1);
}
