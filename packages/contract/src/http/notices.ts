import { type Static, Type } from 'typebox';
import { B64Url, Id, Instant, Strict } from '../schema.ts';
import { route } from './route.ts';

export const Notice = Type.Object({
  id: Id,
  kind: Type.Union([
    Type.Literal('to-decide'),
    Type.Literal('decided'),
    Type.Literal('to-stamp'),
    Type.Literal('completed'),
    Type.Literal('incident'),
    Type.Literal('erasure'),
  ]),
  request: Type.Optional(Id),
  title: Type.String(),
  text: Type.Object({ zh: Type.String(), en: Type.String() }),
  at: Instant,
  isRead: Type.Boolean(),
});

export const notices = {
  list: route({
    method: 'GET',
    path: '/api/v1/notices',
    caller: 'session',
    summary: { zh: '通知', en: 'Notices' },
    response: Type.Array(Notice),
    refuses: ['session/none'],
  }),
  read: route({
    method: 'POST',
    path: '/api/v1/notices/:id/reading',
    caller: 'session',
    params: Strict({ id: Id }),
    summary: { zh: '标为已读', en: 'Mark as read' },
    response: Type.Null(),
    refuses: ['session/none'],
  }),
  /** Server-sent events; each `data:` is a Notice, or `{}` when something on a page may have changed. */
  stream: route({
    method: 'GET',
    path: '/api/v1/events',
    caller: 'session',
    summary: { zh: '实时通知', en: 'Live notices (SSE)' },
    response: { mediaType: 'text/event-stream' },
    refuses: ['session/none'],
  }),
  subscribe: route({
    method: 'POST',
    path: '/api/v1/push-subscriptions',
    caller: 'session',
    summary: { zh: '开启推送（Web Push）', en: 'Subscribe to Web Push' },
    body: Strict({ endpoint: Type.String({ pattern: '^https?://', maxLength: 2048 }), keys: Strict({ p256dh: B64Url, auth: B64Url }) }),
    response: Type.Null(),
    refuses: ['session/none'],
  }),
} as const;

export type Notice = Static<typeof Notice>;
