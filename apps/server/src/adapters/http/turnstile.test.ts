import { expect, it } from 'vitest';
import { Desk } from './desk.ts';
import { networkOf, Turnstile } from './turnstile.ts';

const codeOf = (enter: () => unknown): string => {
  try {
    enter();
    return 'in';
  } catch (cause) {
    return (cause as { code: string }).code;
  }
};

it('one address comes in twenty times, then once every five seconds, wherever in its network it stands', () => {
  const turnstile = new Turnstile();
  for (let n = 0; n < 20; n++) turnstile.enter(`2001:db8:0:7::${n + 1}`, 0)();
  expect(codeOf(() => turnstile.enter('2001:db8:0:7:1:2:3:4', 0))).toBe('sheet-check/too-many');
  expect(codeOf(() => turnstile.enter('2001:db8:0:8::1', 0)())).toBe('in');
  expect(codeOf(() => turnstile.enter('2001:db8:0:7::1', 5_000)())).toBe('in');
  expect(codeOf(() => turnstile.enter('2001:db8:0:7::1', 5_000))).toBe('sheet-check/too-many');
});

it('sixteen are inside at once; who leaves, and leaves again, makes room for one', () => {
  const turnstile = new Turnstile();
  const leave = Array.from({ length: 16 }, (_, n) => turnstile.enter(`198.51.100.${n}`));
  expect(codeOf(() => turnstile.enter('203.0.113.1'))).toBe('sheet-check/busy');
  leave[0]?.();
  leave[0]?.();
  expect(codeOf(() => turnstile.enter('203.0.113.2'))).toBe('in');
  expect(codeOf(() => turnstile.enter('203.0.113.3'))).toBe('sheet-check/busy');
});

it('counts an IPv6 network of 64 bits as one, and IPv4 as it is', () => {
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('::1')).toBe('0:0:0:0');
  for (const own of ['192.0.2.1', '::ffff:192.0.2.1']) expect(networkOf(own)).toBe(own);
});

it('a desk serves and lets wait so many, and a work that fails frees its place', async () => {
  const desk = new Desk(2);
  let finish = (): void => {};
  const long = [1, 2].map(() => desk.serve(() => new Promise<void>((resolve) => (finish = resolve))));
  await expect(desk.serve(async () => 1)).rejects.toMatchObject({ code: 'sheet-check/busy' });
  finish();
  await long[1];
  await expect(desk.serve(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await desk.serve(async () => 'served')).toBe('served');
});
