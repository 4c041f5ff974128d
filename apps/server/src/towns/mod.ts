export { fileImprint, readImprint } from './file-imprint.ts';
export { type ImportOrder, type ImportPorts, importTable } from './import-table.ts';
export { proposePosts } from './propose-posts.ts';
export type { ImportKind } from './table-kind.ts';
