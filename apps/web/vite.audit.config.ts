import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inlined } from './vite-inline.ts';

/** The page inside an auditor's archive: one file that opens from a disk. */
export default defineConfig({
  root: join(import.meta.dirname, 'audit'),
  plugins: [react(), inlined(320)],
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Chromes of office computers are old: Ed25519 is verified in JavaScript where WebCrypto lacks it.
    target: ['chrome107', 'safari16.4', 'firefox113'],
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
});
