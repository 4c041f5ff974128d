import type { Service, Village } from '../model/county.ts';

const residentsOf = ({ residents }: Village): number => Object.values(residents).reduce((sum, it) => sum + it, 0);

/** Who comes at one visit, whole people: those known to need it, else the shares of the age groups (`all` is a share of everybody). */
export function personsOf(village: Village, service: Service): number {
  const known = village.needs[service.id];
  if (known !== undefined) return Math.ceil(known);
  let persons = 0;
  for (const [group, share] of Object.entries(service.shares)) {
    persons += share * (group === 'all' ? residentsOf(village) : (village.residents[group] ?? 0));
  }
  return Math.ceil(persons - 1e-9);
}

/** Visits in the horizon by the population rule; beyond its last row that one holds. */
export function visitsOf(village: Village, service: Service): number {
  const residents = residentsOf(village);
  const row = service.frequency.find(({ upToResidents }) => upToResidents === null || residents <= upToResidents);
  return (row ?? service.frequency.at(-1))?.visits ?? 0;
}
