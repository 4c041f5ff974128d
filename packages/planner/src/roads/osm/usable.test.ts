import { expect, test } from 'vitest';
import { limitOf, type Tags, usableOf } from './usable.ts';

test.each<[string, number | null]>([
  ['60', 60],
  ['40 mph', 64.37376],
  ['30 km/h', 30],
  ['walk', 6],
  ['none', null],
  ['CN:urban', null],
  ['0', null],
])('a limit of %s', (text, kmh) => {
  const limit = limitOf(text);
  if (kmh === null) expect(limit).toBeNull();
  else expect(limit).toBeCloseTo(kmh, 6);
});

test.each<[Tags, boolean, boolean]>([
  [{ highway: 'residential' }, true, true],
  [{ highway: 'residential', oneway: 'yes' }, true, false],
  [{ highway: 'residential', oneway: '-1' }, false, true],
  [{ highway: 'motorway' }, true, false],
  [{ highway: 'motorway', oneway: 'no' }, true, true],
  [{ highway: 'tertiary', junction: 'roundabout' }, true, false],
])('directions of %j', (tags, isForward, isBackward) => {
  expect(usableOf(tags)).toMatchObject({ isForward, isBackward });
});

test.each<[Tags, boolean]>([
  [{ highway: 'footway' }, false],
  [{ highway: 'construction' }, false],
  [{ highway: 'service', area: 'yes' }, false],
  [{ highway: 'service', access: 'private' }, false],
  [{ highway: 'service', access: 'private', motor_vehicle: 'yes' }, true],
  [{ highway: 'service', access: 'yes', motor_vehicle: 'no' }, false],
  [{ highway: 'track', access: 'destination' }, true],
  [{ highway: 'trunk_link' }, true],
  [{}, false],
])('%j may be driven: %s', (tags, isUsable) => {
  expect(usableOf(tags) !== null).toBe(isUsable);
});
