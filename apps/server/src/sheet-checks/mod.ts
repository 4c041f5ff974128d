export { compareSheet, type SheetTold } from './compare-sheet.ts';
export { type KnownSheet, readSheet } from './read-sheet.ts';
