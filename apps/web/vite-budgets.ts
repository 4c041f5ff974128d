import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Built {
  readonly fileName: string;
  readonly name: string;
  readonly code: string;
  readonly imports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

/** Prints what each face weighs (script and style, gzip, with all that it imports at once) and fails the build above its budget in KiB. */
export function budgets(limits: Readonly<Record<string, number>>): Plugin {
  return {
    name: 'yinzheng-budgets',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((it) => it.type === 'chunk') as readonly Built[];
      const weigh = (source: string | Uint8Array): number => gzipSync(source).length;
      const cssOf = (file: string): number => {
        const asset = bundle[file];
        return asset?.type === 'asset' ? weigh(asset.source) : 0;
      };
      for (const [face, limitKiB] of Object.entries(limits)) {
        const seen = new Set<string>();
        const visit = (fileName: string): number => {
          const chunk = chunks.find((it) => it.fileName === fileName);
          if (!chunk || seen.has(fileName)) return 0;
          seen.add(fileName);
          const styles = [...(chunk.viteMetadata?.importedCss ?? [])].filter((css) => !seen.has(css));
          for (const css of styles) seen.add(css);
          return [...chunk.imports.map(visit), ...styles.map(cssOf)].reduce((a, b) => a + b, weigh(chunk.code));
        };
        const roots = chunks.filter((it) => it.name === 'index' || it.name === face);
        if (!roots.some((it) => it.name === face)) this.error(`no chunk named ${face}: nothing to weigh`);
        const bytes = roots.reduce((sum, root) => sum + visit(root.fileName), 0);
        const line = `${face}: ${kib(bytes)} gzip of ${limitKiB} KiB`;
        if (bytes > limitKiB * 1024) this.error(`over budget: ${line}`);
        this.info(line);
      }
    },
  };
}
