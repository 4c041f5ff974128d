import type { Plugin } from 'vite';

/** `vite` alone serves the pages over the fake API; set YINZHENG_SERVER to an address to work on a real server instead. */
export function fakeTown(): Plugin {
  return {
    name: 'yinzheng-fake-town',
    apply: 'serve',
    config: () => {
      const target = process.env.YINZHENG_SERVER;
      return target ? { server: { proxy: { '/api': target, '/log': target } } } : {};
    },
    async configureServer(server) {
      if (process.env.YINZHENG_SERVER) return;
      // Only here, so that a build needs none of it.
      const { fakeApi } = await import('./fake-api.ts');
      const { handle } = await fakeApi(`http://localhost:${server.config.server.port ?? 5173}`);
      server.middlewares.use((request, response, next) => void handle(request, response).then((isOurs) => isOurs || next(), next));
    },
  };
}
