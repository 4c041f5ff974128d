import { Type } from 'typebox';
import { Instant } from '../schema.ts';
import { route } from './route.ts';

export const health = {
  ready: route({
    method: 'GET',
    path: '/health',
    caller: 'public',
    summary: { zh: '健康检查', en: 'Health' },
    response: Type.Object({
      ready: Type.Boolean(),
      version: Type.String(),
      /** Absent while every checkpoint has its quorum. Recording goes on without it. */
      awaitingWitnessesSince: Type.Optional(Instant),
    }),
    refuses: [],
  }),
} as const;
