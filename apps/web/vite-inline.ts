import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts script and style into the page itself, as one classic script at its end, and fails the build above a budget in KiB (gzip). */
export function inlined(limitKiB: number): Plugin {
  return {
    name: 'yinzheng-inlined',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = files.find((it) => it.fileName.endsWith('.html'));
      const scripts = files.filter((it) => it.type === 'chunk');
      const styles = files.filter((it) => it.fileName.endsWith('.css'));
      if (page?.type !== 'asset' || scripts.length !== 1)
        this.error(`expected one page and one script, not ${files.map((it) => it.fileName)}`);
      // What would end the script or style early is spelt otherwise; in a script it can only stand in a string.
      const script = scripts.map((it) => it.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')).join('');
      const style = styles.map((it) => (it.type === 'asset' ? String(it.source) : '')).join('');
      const html = String(page.source)
        .replaceAll(/\s*<script[^>]*src=[^>]*><\/script>/g, '')
        .replaceAll(/\s*<link[^>]*rel="(?:stylesheet|modulepreload)"[^>]*>/g, '')
        .replace('</head>', () => `<style>${style}</style></head>`)
        .replace('</body>', () => `<script>${script}</script></body>`);
      page.source = html;
      for (const it of [...scripts, ...styles]) delete bundle[it.fileName];
      const kib = gzipSync(html).length / 1024;
      const line = `audit: ${kib.toFixed(1)} KiB gzip of ${limitKiB} KiB`;
      if (kib > limitKiB) this.error(`over budget: ${line}`);
      this.info(line);
    },
  };
}
