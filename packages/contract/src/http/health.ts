import { Type } from 'typebox';
import { route } from './route.ts';

export const health = {
  ready: route({
    method: 'GET',
    path: '/health',
    caller: 'public',
    summary: { zh: '健康检查', en: 'Health' },
    response: Type.Object({ ready: Type.Boolean(), version: Type.String() }),
    refuses: [],
  }),
} as const;
