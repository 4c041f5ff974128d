import type { County } from '@yinzheng/planner';

/** What a round is called by those who never gave it its code: its services, as in `助医、送药`. */
export const roundNamed = ({ services }: County, round: string): string =>
  services
    .filter((it) => it.round === round)
    .map(({ name }) => name)
    .join('、') || round;
