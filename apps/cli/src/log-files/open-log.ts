import { stat } from 'node:fs/promises';
import type { LogFiles } from '@yinzheng/ledger';
import { folderLog } from './folder-log.ts';
import { type HttpLogOptions, httpLog } from './http-log.ts';

export const isUrl = (place: string): boolean => /^https?:\/\//.test(place);

export const isFolder = async (place: string): Promise<boolean> =>
  stat(place).then(
    (it) => it.isDirectory(),
    () => false,
  );

/** A log's files, from the folder or URL prefix that somebody named. */
export const openLog = (place: string, options?: HttpLogOptions): LogFiles => (isUrl(place) ? httpLog(place, options) : folderLog(place));
