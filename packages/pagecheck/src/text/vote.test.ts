import { beforeAll, describe, expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { sheetsOf } from '../../testing/sheets.ts';
import type { Plane } from '../capture/image.ts';
import { smooth } from '../capture/smooth.ts';
import type { Difference, DifferencePart } from '../compare/difference.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import { approvedPlanes } from '../find/approved-planes.ts';
import type { Box } from '../paper.ts';
import { type PageCharacter, type PageLine, pageLines } from './page-text.ts';
import { vote } from './vote.ts';

const PX_PER_MM = 8;
let lines: readonly PageLine[];
let approved: Plane;
beforeAll(async () => {
  const [sheet] = await sheetsOf(await chineseLetter(1));
  lines = await pageLines(sheet?.pdf ?? new Uint8Array());
  approved = (await approvedPlanes(sheet?.pdf ?? new Uint8Array())).red;
});

/** The nth of these characters on the page. */
const find = (text: string, nth = 0): PageCharacter => {
  const found = lines.flat().filter((character) => character.text === text)[nth];
  if (!found) throw new Error(`no ${text}`);
  return found;
};

/** As a soft lens sees it; where `to` stands, the print of `from` is put. */
function seen(changes: readonly (readonly [to: Box, from: Box | null])[] = []): AlignedSheet {
  const data = Uint8Array.from(approved.data);
  for (const [to, from] of changes) {
    for (let y = 0; y < to.heightMm * PX_PER_MM; y++) {
      for (let x = 0; x < to.widthMm * PX_PER_MM; x++) {
        const at = (box: Box): number => (Math.round(box.topMm * PX_PER_MM) + y) * approved.width + Math.round(box.leftMm * PX_PER_MM) + x;
        data[at(to)] = from ? (approved.data[at(from)] as number) : 255;
      }
    }
  }
  const soft = smooth({ ...approved, data }, 1, 0);
  const planes = (plane: Plane) => ({ red: plane, green: plane, blue: plane });
  const sheet = { widthMm: 210, heightMm: 297 };
  return { sheet, pxPerMm: PX_PER_MM, approved: planes(approved), seen: planes(soft) };
}

const unsure = (box: Box, strength = 0.3): Difference => ({ ...box, kind: 'changed', strength, certainty: 'unsure' });
const votes = (
  aligned: AlignedSheet,
  differences: readonly Difference[],
  over: { lines?: readonly PageLine[]; suspect?: Box; parts?: readonly DifferencePart[] } = {},
) =>
  vote({
    aligned,
    print: aligned.seen.red,
    lines: over.lines ?? lines,
    differences,
    parts: over.parts ?? differences,
    cells: over.suspect ? [{ ...over.suspect, score: 0.9 }] : [],
  });

describe.each([
  ['with a text layer', () => lines],
  ['that is a picture', () => []],
])('on a page %s', (_, layer) => {
  it('what the ink was unsure of is taken back where the text agrees', async () => {
    expect(await votes(seen(), [unsure(find('元'))], { lines: layer() })).toEqual([]);
  });

  it('and is sure, in words, where another character is read', async () => {
    const [one, three] = [find('1', 1), find('3', 1)];
    const [difference, ...others] = await votes(seen([[one, three]]), [unsure(one)], { lines: layer() });
    expect(difference).toMatchObject({ certainty: 'sure', text: { approved: '1', seen: '3' } });
    expect(others).toEqual([]);
  });

  it('a change that the ink took for the same is held, with words', async () => {
    const [three, eight] = [find('3', 2), find('8', 0)];
    const found = await votes(seen([[three, eight]]), [], { lines: layer(), suspect: three });
    expect(found).toMatchObject([{ kind: 'changed', certainty: 'unsure', text: { approved: '3', seen: '8' } }]);
  });
});

it('strong ink is not taken back, nor what is sure, nor added ink', async () => {
  const given: Difference[] = [
    unsure(find('元'), 0.9),
    { ...unsure(find('元', 1)), certainty: 'sure' },
    { ...unsure(find('元', 2)), kind: 'extra' },
  ];
  expect(await votes(seen(), given)).toHaveLength(3);
});

it.each([
  ['a dot that was added beside it', 'extra', 3],
  ['a change that is no character', 'changed', -1.5],
] as const)('a character that reads as approved does not clear %s', async (_, kind, besideMm) => {
  const character = find('元');
  const leftMm = besideMm < 0 ? character.leftMm : character.leftMm + besideMm;
  const topMm = besideMm < 0 ? character.topMm + besideMm : character.topMm;
  const dot = { leftMm, topMm, widthMm: 0.5, heightMm: 0.5, kind };
  const both = { ...unsure(character), topMm: Math.min(topMm, character.topMm) };
  expect(await votes(seen(), [both], { parts: [unsure(character)] })).toEqual([]);
  expect(await votes(seen(), [both], { parts: [unsure(character), dot] })).toHaveLength(1);
});

it('a character that is gone is not taken back', async () => {
  const gone = find('元', 3);
  expect(await votes(seen([[gone, null]]), [unsure(gone)])).toHaveLength(1);
});

it('a text layer that lies takes nothing back: what the page shows was approved', async () => {
  const three = find('3', 1);
  const eight = find('8', 0);
  const lying = lines.map((line) => line.map((character) => (character === three ? { ...character, text: '8' } : character)));
  // Approved and drawn is 3, the layer says 8, and the sheet has 8.
  const [difference] = await votes(seen([[three, eight]]), [unsure(three)], { lines: lying });
  expect(difference).toMatchObject({ certainty: 'unsure' });
});
