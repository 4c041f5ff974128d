import { randomBytes } from 'node:crypto';
import { ERRORS, type Problem, problem } from '@yinzheng/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';

export const MAX_JSON_BYTES = 4 * 2 ** 20;
export const MAX_FILE_MIB = 64;

/** What a contract's parser found wrong, as a refusal. */
export const refusedBy = ({ code, params, at }: Problem): Refused => new Refused(code, params, at);

/** Fastify's own refusals (before a handler runs) in our codes; null for what is no client's fault. */
function refusalOf(error: FastifyError): Refused | null {
  if (error instanceof Refused) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refused('message/too-large', { limit: `${MAX_JSON_BYTES / 2 ** 20} MiB` }, '/');
    case 'FST_REQ_FILE_TOO_LARGE':
      return new Refused('upload/too-large', { file: '', limitMiB: MAX_FILE_MIB });
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return new Refused('message/too-large', { limit: error.message });
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new Refused('server/busy');
  }
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? new Refused('message/malformed', { at: '/', detail: error.message }, '/') : null;
}

export function sendProblem(reply: FastifyReply, refused: Refused): FastifyReply {
  const { status } = ERRORS[refused.code];
  if (status === 429 && refused.params.seconds) reply.header('retry-after', String(refused.params.seconds));
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(problem(refused.code, refused.params, refused.at)));
}

/** Every error that leaves by HTTP: a refusal as it is, a defect as `server/unexpected` with a number that the log knows. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = refusalOf(error);
  if (refused) return sendProblem(reply, refused);
  const incident = randomBytes(5).toString('hex');
  request.log.error({ err: error, incident, method: request.method, route: request.routeOptions.url }, 'unexpected');
  return sendProblem(reply, new Refused('server/unexpected', { incident }));
}
