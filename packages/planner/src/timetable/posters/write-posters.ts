import type { Call } from '../../model/call.ts';
import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import type { PlannerProblem } from '../../model/words.ts';
import { fileNamesOf, type OutputFile } from '../output-file.ts';
import { type Faces, openFaces, settable } from './faces.ts';
import { drawPoster, READABLE } from './layout.ts';
import { type Poster, postersOf } from './poster.ts';

export interface Posters {
  readonly files: readonly OutputFile[];
  /** Characters that the font has not, and posters whose print became small. */
  readonly warnings: readonly PlannerProblem[];
}

/** One A3 page for each village to print and hang up, and all of them in one file. PDF, the font embedded as far as it is used. */
export async function writePosters(county: County, calls: readonly Call[], plan: Plan): Promise<Posters> {
  const warnings: PlannerProblem[] = [];
  const posters = postersOf(county, calls, plan).map((poster) => setPoster(poster, warnings));
  if (posters.length === 0) return { files: [], warnings };
  const names = fileNamesOf(posters.map(({ plain }) => ({ id: plain.id, name: plain.village })));
  const all = await openFaces();
  const files: OutputFile[] = [];
  for (const { plain, poster } of posters) {
    const scale = drawPoster(all, poster);
    if (scale < READABLE) warnings.push(smallPrint(plain.village));
    const own = await openFaces();
    drawPoster(own, poster);
    files.push({ name: `posters/${names.get(plain.id)}.pdf`, bytes: await save(own, plain.village) });
  }
  return { files: [{ name: 'posters/all.pdf', bytes: await save(all, county.name) }, ...files], warnings };
}

async function save({ pdf }: Faces, title: string): Promise<Uint8Array> {
  pdf.setTitle(`${title.toWellFormed()} 流动服务到村时刻表`);
  pdf.setLanguage('zh-CN');
  return pdf.save();
}

interface SetPoster {
  readonly plain: Poster;
  readonly poster: Poster;
}

/** The poster with every text as the font can set it. */
function setPoster(plain: Poster, warnings: PlannerProblem[]): SetPoster {
  const missing = new Set<string>();
  const set = (text: string): string => settable(text, missing);
  const maybe = (text: string | null): string | null => (text === null ? null : set(text));
  const poster: Poster = {
    ...plain,
    village: set(plain.village),
    publisher: set(plain.publisher),
    services: plain.services.map((each) => ({ ...each, name: set(each.name), bring: maybe(each.bring) })),
    meetAt: maybe(plain.meetAt),
    phone: maybe(plain.phone),
    remark: maybe(plain.remark),
  };
  if (missing.size > 0) warnings.push(missingCharacters(plain.village, [...missing]));
  return { plain, poster };
}

const missingCharacters = (village: string, characters: readonly string[]): PlannerProblem => ({
  code: 'plan/poster-characters',
  at: village,
  words: {
    zh: `字体里没有“${characters.join('')}”，海报上留了空框。请打印后手写，或改用通行的字。`,
    en: `The font has no “${characters.join('')}”: the poster leaves an empty square. Write it by hand after printing, or use a common character.`,
  },
});

const smallPrint = (village: string): PlannerProblem => ({
  code: 'plan/poster-small-print',
  at: village,
  words: {
    zh: '这个村的服务太多，一张 A3 只能用小字排下。请贴在看得近的地方，或把“请带”写短一些。',
    en: 'So much comes to this village that one A3 page holds it only in small print. Hang it where people can come close, or shorten what to bring.',
  },
});
