export { dropFiles, openFileDropper } from './drop-files.ts';
export { keepFiles } from './keep-files.ts';
