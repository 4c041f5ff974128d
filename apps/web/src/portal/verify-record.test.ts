import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleRecord } from '../../testing/sample.ts';
import { makeTown } from '../../testing/town.ts';
import { verifyRecord } from './verify-record.ts';

const { town, links, compromised, pageCode } = await makeTown('http://localhost:4199');
const record = sampleRecord('completed', pageCode);

const notYet = { code: 'receipt/not-yet', message: { zh: '尚未', en: 'not yet' }, todo: { zh: '稍后', en: 'later' } };
const serving = (roster: unknown, receipt: () => Response = () => Response.json(notYet, { status: 409 })): void =>
  void vi.stubGlobal('fetch', async (address: string) => (address.endsWith('/receipt') ? receipt() : Response.json(roster)));

afterEach(() => vi.unstubAllGlobals());

describe('what a device works out about a record', () => {
  it('a code by the town’s server key, a roster from the published founding, and no receipt yet', async () => {
    serving({ links });
    expect(await verifyRecord(pageCode, town, record)).toEqual({ roster: true, pageCode: true, marks: [], receipt: null });
  });

  it('a code with one character changed is not genuine', async () => {
    serving({ links });
    const changed = pageCode.slice(0, 60) + (pageCode[60] === 'A' ? 'B' : 'A') + pageCode.slice(61);
    expect(await verifyRecord(changed, town, record)).toMatchObject({ roster: true, pageCode: false });
  });

  it('a roster that starts from another founding vouches for nothing', async () => {
    serving({ links });
    expect(await verifyRecord(pageCode, { ...town, founding: 'b'.repeat(64) }, record)).toMatchObject({ roster: false, pageCode: false });
  });

  it('a code by a key that was compromised since is marked', async () => {
    serving({ links: [...links, compromised] });
    const report = await verifyRecord(pageCode, town, record);
    expect(report).toMatchObject({ pageCode: true, marks: [{ en: expect.stringContaining('compromised') }] });
  });

  it('a record number has no code to check', async () => {
    serving({ links });
    expect(await verifyRecord('K7QF-2M9D', town, record)).toMatchObject({ pageCode: null });
  });

  it('a receipt that is none fails, with the reason', async () => {
    serving({ links }, () => new Response('{}'));
    const report = await verifyRecord(pageCode, town, record);
    expect(report).toMatchObject({ receipt: { isSound: false, fits: false } });
    expect(typeof report === 'object' ? report.receipt?.problems.length : 0).toBeGreaterThan(0);
  });

  it('a server that cannot be reached is no failed check', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await verifyRecord(pageCode, town, record)).toBe('unavailable');
  });
});
