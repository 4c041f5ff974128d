import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type County,
  type CountyGround,
  chooseMaxCoverage,
  choosePMedian,
  describeSiting,
  groundOfCounty,
  LUO_QI_STEPS,
  type SitingChoice,
  type SitingFigures,
} from '@yinzheng/planner';
import { type Bilingual, both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { loadCounty } from './load-county.ts';
import { villagesNamed } from './name-villages.ts';
import type { SitesOptions } from './options.ts';
import type { Voice } from './voice.ts';

const DONE = 0;
const WRONG = 1;

interface Proposal {
  readonly name: Bilingual;
  readonly key: 'today' | 'p-median' | 'coverage';
  readonly figures: SitingFigures;
  readonly choice: SitingChoice | null;
}

/** `yinzheng plan sites`: in which villages so many fixed sites should be, by least way and by most people within reach, beside today's. */
export async function chooseSites(options: SitesOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const loaded = await loadCounty(options);
  voice.list(loaded.ok ? loaded.warnings : loaded.problems);
  if (!loaded.ok) return WRONG;
  const { county, roads } = loaded.value;
  const [open, kept] = [villagesNamed(county, options.open), villagesNamed(county, options.keep)];
  if (!open.ok || !kept.ok) {
    voice.list([open, kept].flatMap((it) => (it.ok ? [] : it.problems)));
    return WRONG;
  }
  const ground = groundOfCounty(county, roads, { kept: kept.value, ...(options.groups.length > 0 ? { groups: options.groups } : {}) });
  voice.list(ground.ok ? ground.warnings : ground.problems);
  if (!ground.ok) return WRONG;
  const found = await propose(ground.value, options, open.value);
  if (!found.ok) {
    voice.list(found.problems);
    return WRONG;
  }
  if (options.out !== null) {
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, 'sites.geojson'), `${JSON.stringify(geoJsonOf(county, ground.value, found.value))}\n`);
  }
  if (options.json) terminal.print(JSON.stringify({ candidates: ground.value.candidates, proposals: found.value }));
  else for (const proposal of found.value) tellProposal(county, ground.value, proposal, voice);
  return DONE;
}

async function propose({ ground, candidates }: CountyGround, { sites, withinMinutes }: SitesOptions, open: readonly string[]) {
  const view = { decay: LUO_QI_STEPS, thresholds: [withinMinutes] };
  const [median, coverage] = [await choosePMedian(ground, sites), await chooseMaxCoverage(ground, sites, withinMinutes)];
  if (!median.ok) return median;
  if (!coverage.ok) return coverage;
  const today = open.map((id) => candidates.indexOf(id)).sort((a, b) => a - b);
  const describe = (at: readonly number[]): SitingFigures => describeSiting(ground, at, view);
  const proposals: Proposal[] = [
    ...(today.length > 0 ? [{ key: 'today' as const, name: both('现有', 'Today'), figures: describe(today), choice: null }] : []),
    {
      key: 'p-median',
      name: both('路程最短（p-中位）', 'Least way (p-median)'),
      figures: describe(median.value.open),
      choice: median.value,
    },
    {
      key: 'coverage',
      name: both(`${withinMinutes} 分钟内覆盖最多`, `Most people within ${withinMinutes} minutes`),
      figures: describe(coverage.value.open),
      choice: coverage.value,
    },
  ];
  return { ok: true as const, value: proposals, warnings: [] };
}

function tellProposal(county: County, { candidates }: CountyGround, { name, figures, choice }: Proposal, voice: Voice): void {
  const at = figures.open.map((site) => county.villages.find(({ id }) => id === candidates[site])?.name ?? '');
  const [mean, worst] = [figures.meanMinutes.toFixed(1), figures.worstMinutes.toFixed(0)];
  const within = figures.coverage.map(({ withinMinutes, part }) => [withinMinutes, Math.round(part * 100)] as const)[0] ?? [0, 0];
  const proof = proofWords(choice);
  voice.answer(both(`${name.zh}：${at.join('、')}${proof.zh}`, `${name.en}: ${at.join(', ')}${proof.en}`));
  voice.answer(
    both(
      `  单程平均 ${mean} 分钟，最远 ${worst} 分钟；${within[0]} 分钟内 ${within[1]}% 的人；可达性基尼系数 ${figures.gini.toFixed(3)}；到不了的 ${figures.peopleWithoutSite} 人`,
      `  ${mean} minutes one way on average, ${worst} at worst; ${within[1]}% of people within ${within[0]} minutes; Gini of access ${figures.gini.toFixed(3)}; ${figures.peopleWithoutSite} people reach none`,
    ),
  );
}

function proofWords(choice: SitingChoice | null): Bilingual {
  if (!choice) return both('', '');
  const gap = (choice.proof.gap * 100).toFixed(1);
  return choice.proof.status === 'optimal'
    ? both('（已证明最优）', ' (proved optimal)')
    : both(`（离最优至多 ${gap}%）`, ` (within ${gap}% of the best)`);
}

/** Villages, and of each proposal which site each goes to and how long that takes: `yinzheng plan sites` for a map. */
function geoJsonOf({ villages }: County, { candidates }: CountyGround, proposals: readonly Proposal[]) {
  const features = villages.map(({ id, name, place, residents }, at) => ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
    properties: {
      name,
      residents: Object.values(residents).reduce((sum, it) => sum + it, 0),
      ...Object.fromEntries(
        proposals.flatMap(({ key, figures }) => {
          const { site, minutes } = figures.places[at] ?? { site: null, minutes: Number.NaN };
          const isOpen = figures.open.some((it) => candidates[it] === id);
          return [
            [`${key}: open`, isOpen],
            [`${key}: site`, site === null ? null : candidates[site]],
            [`${key}: minutes`, Number.isFinite(minutes) ? Math.round(minutes * 10) / 10 : null],
          ];
        }),
      ),
    },
  }));
  return { type: 'FeatureCollection', features };
}
