import type { Problem } from '@yinzheng/contract';

/** A problem from the server, or one that this browser found by itself (`browser/…`). */
export type Refusal = Omit<Problem, 'code'> & { readonly code: string };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Refusal };

const own = (code: string, zh: string, en: string, todoZh: string, todoEn: string): Refusal => ({
  code,
  message: { zh, en },
  todo: { zh: todoZh, en: todoEn },
});

/** The request never reached the server, or its answer never came back. */
export const offline: Refusal = own(
  'browser/offline',
  '连不上服务器。',
  'The server cannot be reached.',
  '请检查网络后重试；已填写的内容还在。',
  'Check the network and try again; what you entered is still here.',
);

/** Something answered that is not this server: a proxy, a sign-in page of the network. */
export const notOurs = (status: number): Refusal =>
  own(
    'browser/unreadable-answer',
    `收到了看不懂的答复（${status}）。`,
    `The answer could not be read (${status}).`,
    '请稍后重试；若使用公共网络，请先完成网络登录。',
    'Try again later; on a public network, sign in to the network first.',
  );

const isBilingual = (it: unknown): boolean =>
  typeof it === 'object' &&
  it !== null &&
  typeof (it as { zh?: unknown }).zh === 'string' &&
  typeof (it as { en?: unknown }).en === 'string';

/** The refusal that an error answer carries. Never throws. */
export function refusalOf(status: number, body: unknown): Refusal {
  const it = body as Partial<Refusal> | null;
  const isProblem = typeof it === 'object' && it !== null && typeof it.code === 'string' && isBilingual(it.message) && isBilingual(it.todo);
  return isProblem ? (it as Refusal) : notOurs(status);
}
