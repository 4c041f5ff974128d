import type { Service } from '../src/model/county.ts';

const NOON = { from: 10 * 60, to: 13 * 60 };

/** What the county brings: a clinic in four services at one stop, meals around noon, and parcels that need nobody at the stop. */
export const SERVICES: readonly Service[] = [
  clinic('follow-up', '慢病随访', { '60-79': 0.1, '80+': 0.18 }, 8),
  clinic('dispensing', '配药', { '18-59': 0.01, '60-79': 0.07, '80+': 0.1 }, 5),
  clinic('exam', '体检', { '0-6': 0.06, '60-79': 0.03, '80+': 0.03 }, 12),
  clinic('tele-consultation', '远程会诊', { '60-79': 0.01, '80+': 0.02 }, 15),
  {
    id: 'meals',
    name: '助餐',
    round: 'meals',
    shares: { '80+': 0.35 },
    minutesPerPerson: 1,
    setupMinutes: 6,
    desks: 2,
    frequency: [
      { upToResidents: 150, visits: 2 },
      { upToResidents: null, visits: 4 },
    ],
    minGapDays: 5,
    maxGapDays: 16,
    weekdays: [1, 2, 3, 4, 5],
    windows: [NOON],
    skills: ['kitchen'],
    equipment: ['hot-box'],
    loadPerPerson: { meals: 1 },
    isDelivery: false,
  },
  {
    id: 'parcels',
    name: '寄递',
    round: 'parcels',
    shares: { '18-59': 0.08, '60-79': 0.03 },
    minutesPerPerson: 0.3,
    setupMinutes: 4,
    desks: 1,
    frequency: [{ upToResidents: null, visits: 4 }],
    minGapDays: 4,
    maxGapDays: 10,
    weekdays: [],
    windows: [],
    skills: [],
    equipment: [],
    loadPerPerson: { parcels: 1, kilograms: 1.2 },
    isDelivery: true,
  },
];

function clinic(id: string, name: string, shares: Service['shares'], minutesPerPerson: number): Service {
  return {
    id,
    name,
    round: 'clinic',
    shares,
    minutesPerPerson,
    setupMinutes: 15,
    desks: 2,
    frequency: [{ upToResidents: null, visits: 2 }],
    minGapDays: 10,
    maxGapDays: 18,
    weekdays: [1, 2, 3, 4, 5],
    windows: [],
    skills: ['doctor'],
    equipment: ['clinic'],
    loadPerPerson: {},
    isDelivery: false,
  };
}
