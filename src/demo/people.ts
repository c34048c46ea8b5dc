import { africa } from './people/africa.ts';
import { americas } from './people/americas.ts';
import { asia } from './people/asia.ts';
import { europe } from './people/europe.ts';
import { facilitators } from './people/facilitators.ts';
import { pacific } from './people/pacific.ts';
import type { DemoPerson } from './types.ts';

/** Forty made-up members; the first is the steward. Names, organisations and what they say are invented. */
export const people: DemoPerson[] = [...facilitators, ...africa, ...asia, ...pacific, ...americas, ...europe];
