import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fakeTown } from './testing/vite-plugin.ts';
import { budgets } from './vite-budgets.ts';
import { compressed } from './vite-compress.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fakeTown(), budgets({ portal: 120, console: 250 }), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome107', 'safari16', 'firefox110'],
    // The server's content policy allows neither inline script nor data: documents; small pictures stay files too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      // Browsers look for the service worker at one fixed address: its scope is the folder that it lies in.
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
