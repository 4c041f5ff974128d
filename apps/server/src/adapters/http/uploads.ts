import type { Route } from '@yinzheng/contract';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import type { UploadedFile } from './handlers.ts';
import { MAX_FILE_MIB } from './problems.ts';

const MAX_REQUEST_BYTES = 160 * 2 ** 20;
/** All uploads under way together; beyond that newcomers are asked to wait, so that memory stays bounded. */
const MAX_IN_FLIGHT_BYTES = 640 * 2 ** 20;

export const MULTIPART_LIMITS = { fileSize: MAX_FILE_MIB * 2 ** 20, files: 40, fields: 4, parts: 44, fieldSize: 2 ** 20, headerPairs: 50 };

let inFlight = 0;

/**
 * Reads a multipart body: the field `request` (JSON, as text) and every file, which are kept in memory.
 * Refuses upload/too-large, message/too-large, server/busy. `limits`: of a route that takes fewer and smaller files.
 */
export async function readMultipart(
  request: FastifyRequest,
  limits?: Route['upload'],
): Promise<{ json: string; files: readonly UploadedFile[] }> {
  if (!request.isMultipart()) throw new Refused('message/malformed', { at: '/', detail: 'multipart/form-data' }, '/');
  const files: UploadedFile[] = [];
  let json = '{}';
  let taken = 0;
  try {
    const own = limits && { limits: { fileSize: limits.mebibytes * 2 ** 20, files: limits.files } };
    for await (const part of request.parts(own)) {
      if (part.type === 'field') {
        if (part.fieldname === 'request') json = String(part.value);
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        taken += chunk.length;
        inFlight += chunk.length;
        if (inFlight > MAX_IN_FLIGHT_BYTES) throw new Refused('server/busy');
        if (taken > MAX_REQUEST_BYTES)
          throw new Refused('message/too-large', { limit: `${MAX_REQUEST_BYTES / 2 ** 20} MiB` }, part.filename);
        chunks.push(chunk);
      }
      if (part.file.truncated)
        throw new Refused('upload/too-large', { file: part.filename, limitMiB: limits?.mebibytes ?? MAX_FILE_MIB }, part.filename);
      files.push({ name: part.filename, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) });
    }
    return { json, files };
  } finally {
    inFlight -= taken;
  }
}
