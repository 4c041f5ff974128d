import { describe, expect, it } from 'vitest';
import { auditEn } from './audit.en.ts';
import { auditZh } from './audit.zh.ts';
import { consoleEn } from './console.en.ts';
import { consoleZh } from './console.zh.ts';
import { portalEn } from './portal.en.ts';
import { portalZh } from './portal.zh.ts';
import { recordEn } from './record.en.ts';
import { recordZh } from './record.zh.ts';
import { requestEn } from './request.en.ts';
import { requestZh } from './request.zh.ts';

/** `a.b` → sentence, for every leaf. */
const leaves = (words: object, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, it]) =>
      typeof it === 'string' ? [[path + key, it]] : Object.entries(leaves(it, `${path}${key}.`)),
    ),
  );
const holes = (sentence: string): string[] => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

const zh = [portalZh, recordZh, consoleZh, requestZh, auditZh];
const en = [portalEn, recordEn, consoleEn, requestEn, auditEn];

describe('the words of the web', () => {
  it('are the same keys in Chinese and English', () => {
    zh.forEach((words, i) => {
      expect(Object.keys(leaves(en[i] ?? {})).sort()).toEqual(Object.keys(leaves(words)).sort());
    });
  });

  it('leave the same holes to fill in both languages', () => {
    zh.forEach((words, i) => {
      const english = leaves(en[i] ?? {});
      for (const [key, sentence] of Object.entries(leaves(words))) expect(holes(english[key] ?? ''), key).toEqual(holes(sentence));
    });
  });

  it('use each top-level name in one dictionary only, since all are merged into one', () => {
    const names = zh.flatMap((words) => Object.keys(words));
    expect(new Set(names).size).toBe(names.length);
  });
});
